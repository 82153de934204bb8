import io
import re
import time

import pytest

from generator import progress
from generator.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def seconds_hidden(text: str) -> str:
    return re.sub(r"\d+(\.\d)? s\b", "N s", text)


def test_a_step_is_one_line_with_its_result_and_its_time() -> None:
    stream = io.StringIO()
    with Progress(stream).step("fetch") as step:
        step.say("asking")
        step.result = "the document"
    assert seconds_hidden(stream.getvalue()) == "fetch      the document  (N s)\n"


def test_a_step_that_fails_has_no_line_and_the_error_goes_on() -> None:
    stream = io.StringIO()

    def fail() -> None:
        with Progress(stream).step("fetch"):
            raise ValueError("no server")

    with pytest.raises(ValueError, match="no server"):
        fail()
    assert stream.getvalue() == ""


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["log", "terminal"])
def test_a_step_that_takes_long_gives_signs_of_life(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "FIRST_SIGN_SECONDS", 0.01)
    monkeypatch.setattr(progress, "SIGN_SECONDS", {True: 0.01, False: 0.01})
    with Progress(stream).step("fetch") as step:
        wait_for(stream, "fetch      working … 0 s")
        step.say("starting a server")
        wait_for(stream, "fetch      starting a server … 0 s")
        step.result = "done"
    # On a terminal the signs are rewritten in place, and the last one is erased.
    last = seconds_hidden(stream.getvalue()).rpartition(progress.ERASE_LINE)[2].split("\n")[-2]
    assert last == "fetch      done  (N s)"
    assert (progress.ERASE_LINE in stream.getvalue()) is stream.isatty()
    assert (stream.getvalue().count("\n") > 1) is not stream.isatty()


def wait_for(stream: io.StringIO, text: str) -> None:
    deadline = time.monotonic() + 10
    while text not in stream.getvalue():
        assert time.monotonic() < deadline, f"{text!r} did not come, only {stream.getvalue()!r}"
        time.sleep(0.005)
