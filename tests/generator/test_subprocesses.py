import sys

import pytest

from generator.errors import GeneratorError
from generator.subprocesses import run


def python(code: str, seconds: float = 60.0) -> str:
    return run([sys.executable, "-c", code], failed="it failed", hint="Do better.", seconds=seconds)


def test_standard_output_is_returned() -> None:
    assert python("print('done')") == "done\n"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("raise ValueError('the last line')", "it failed: ValueError: the last line. Do better."),
        ("print('no stderr\\nlast line'); raise SystemExit(3)", "it failed: last line. Do better."),
        ("raise SystemExit(3)", "it failed: exit code 3, no output. Do better."),
    ],
)
def test_failure_quotes_the_last_line_of_output(code: str, message: str) -> None:
    with pytest.raises(GeneratorError) as raised:
        python(code)
    assert str(raised.value) == message


def test_hanging_program_is_stopped() -> None:
    with pytest.raises(GeneratorError) as raised:
        python("import time; time.sleep(600)", seconds=0.5)
    assert str(raised.value) == "it failed: timed out after 0.5 s. Do better."
