import sys

import pytest

from generator.errors import GeneratorError
from generator.subprocesses import run


def python(code: str, seconds: float = 60.0) -> str:
    return run([sys.executable, "-c", code], failed="it failed", hint="Do better.", seconds=seconds)


def test_what_it_wrote_comes_back() -> None:
    assert python("print('done')") == "done\n"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("raise ValueError('the last line')", "it failed: ValueError: the last line. Do better."),
        ("print('no error\\nis written'); raise SystemExit(3)", "it failed: is written. Do better."),
        ("raise SystemExit(3)", "it failed: exit code 3, and no word. Do better."),
    ],
)
def test_a_failure_is_told_by_its_last_line(code: str, told: str) -> None:
    with pytest.raises(GeneratorError) as raised:
        python(code)
    assert str(raised.value) == told


def test_what_does_not_end_is_ended() -> None:
    with pytest.raises(GeneratorError) as raised:
        python("import time; time.sleep(600)", seconds=0.5)
    assert str(raised.value) == "it failed: it did not end within 0.5 s. Do better."
