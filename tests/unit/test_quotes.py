"""Quotes of values in error messages are short and contain no secrets."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from prefect_http._utils import quote

SECRET = {"job_variables": {"env": {"TOKEN": "secret"}}}


class Loud(str):
    __slots__ = ()

    def __str__(self) -> str:
        return "secret"

    __repr__ = __str__


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("a'b\n", '"a\'b\\n"'),
        ("x" * 500, f"'{'x' * 100}…'"),
        ("pnu_1234567890", "'***'"),
        (Loud("x"), "'x'"),
        (5, "5"),
        (2**200, "int"),
        (1.5, "1.5"),
        (None, "None"),
        (UUID(int=7), "UUID('00000000-0000-0000-0000-000000000007')"),
        (datetime(2026, 1, 31, tzinfo=UTC), "datetime.datetime(2026, 1, 31, 0, 0, tzinfo=datetime.timezone.utc)"),
        (b"secret", "bytes"),
        (["secret"], "list"),
        (SECRET, "dict"),
        (SimpleNamespace(**SECRET), "SimpleNamespace"),
        (SimpleNamespace, "type"),
    ],
)
def test_quote(value: Any, quoted: str) -> None:
    assert quote(value) == quoted
