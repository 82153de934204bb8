import io
import re

import pytest

from generator import progress
from generator.progress import Progress
from tests.support.waits import until


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def mask_seconds(text: str) -> str:
    return re.sub(r"\d+(\.\d)? s\b", "N s", text)


def test_step_prints_one_line_with_result_and_duration() -> None:
    stream = io.StringIO()
    with Progress(stream).step("fetch") as step:
        step.say("fetching")
        step.result = "the document"
    assert mask_seconds(stream.getvalue()) == "fetch      the document  (N s)\n"


def test_failed_step_prints_nothing_and_raises() -> None:
    stream = io.StringIO()

    def fail() -> None:
        with Progress(stream).step("fetch"):
            raise ValueError("no server")

    with pytest.raises(ValueError, match="no server"):
        fail()
    assert stream.getvalue() == ""


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["log", "terminal"])
def test_slow_step_prints_updates(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "FIRST_UPDATE_SECONDS", 0.01)
    monkeypatch.setattr(progress, "UPDATE_SECONDS", {True: 0.01, False: 0.01})
    with Progress(stream).step("fetch") as step:
        wait_for(stream, "fetch      working … 0 s")
        step.say("starting a server")
        wait_for(stream, "fetch      starting a server … 0 s")
        step.result = "done"
    # On a terminal, updates overwrite each other, and the last one is erased.
    last = mask_seconds(stream.getvalue()).rpartition(progress.ERASE_LINE)[2].split("\n")[-2]
    assert last == "fetch      done  (N s)"
    assert (progress.ERASE_LINE in stream.getvalue()) is stream.isatty()
    assert (stream.getvalue().count("\n") > 1) is not stream.isatty()


def wait_for(stream: io.StringIO, text: str) -> None:
    until(lambda: text in stream.getvalue(), f"{text!r} was not printed")
