"""Wording: name options where errors of the client name Python arguments and keys of request bodies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from prefect_http._cli.durations import text_of_duration
from prefect_http._utils import quote
from prefect_http.errors import ArgumentError, ConflictError, PrefectHTTPError, ValidationError, WaitTimeoutError

_REPLACED: Final = {
    r"\bapi_url \(argument of the client\)": "--api-url",
    r"\b(\w+) \(argument of the client\)": r"--\1",
    r"\bin where\['(\w+)'\]": r"in '\1' of --where",
    r"\bwhere=\{'(\w+)': \{\.\.\.\}\}": r"""--where '{"\1": {...}}'""",
    r"\bwhere=\{\}": "--where '{}'",
    r"\b(in|use) where\b": r"\1 --where",
    r"\bby another keyword: set [\w.]+ in one place": "by another option: set it once",
    r"^\w+\.\w+_many (?=requires|accepts)": "the command ",
    r"\brequires rows or a filter": "requires IDs or a filter",
    r"^events\.follow does not accept ([\w.]+)": r"--follow does not accept \1 in --where",
    r": omit it, or pass None": ": omit it",
    r", or None for no limit": "",
    r"use datetime\(\.\.\., tzinfo=UTC\), or \.astimezone\(\) for local time": "append Z, or an offset such as +01:00",
    r"use client\.with_options\(unknown_keys=True\)": "pass --unknown-keys",
    r"use client\.deployments\.schedules\.create\(\)": "use prefect-http deployments schedule add",
    r"-2\*\*63 to 2\*\*64 - 1": f"{-(2**63)} to {2**64 - 1}",
    r"\. To send it anyway, use check_parameters=False": "",
    r"\bcall wait_until_ready\(\)": "run prefect-http ready --wait 120",
    r"\bpass api_url or set\b": "pass --api-url or set",
    r"\(verify, (?=PREFECT_)": "(",
    r"at a time \(limit\)": "at a time (--limit)",
}
"""Patterns of Python code in messages, and what to write instead."""

_KEYS: Final = {
    "limit": "slots",
    "concurrency_limit": "slots",
    "slot_decay_per_second": "decay",
    "scheduled_time": "at",
    "run_input": "input",
}
"""Keywords and keys of request bodies, and the arguments of commands that have other names."""

_PRIVATE: Final = frozenset({"value", "base_job_template", "where", "input"})
"""Arguments whose values may be secret, or long."""

_OPERATION: Final = re.compile(r"\w+\.\w+: ")
_SUBJECT: Final = re.compile(r"(?:\[\d+\]\.)?(?P<name>\w+)(?P<inner>(?:\.[\w-]+)*)(?P<rest>:? .*)", re.DOTALL)
_PROBLEM: Final = re.compile(
    r"(?:^|: |; )(?:body|query|path)(?P<path>(?:\.[\w-]+)*): (?P<text>.*?)(?=; (?:body|query|path)[.:]|$)"
)
_PARAMETER: Final = re.compile(r"Validation failed for field '(?P<path>[^']*)'\. Failure reason: (?P<reason>.*)")
_TIMEZONES: Final = "String should match pattern 'Africa/"


class Option(NamedTuple):
    """Argument of a command.

    Attributes:
        label: Option or placeholder that names it, such as ``"--cron"`` or ``"NAME"``.
        texts: Values on the command line, as they were typed.
    """

    label: str
    texts: Sequence[str] = ()


def reword(error: PrefectHTTPError, options: Mapping[str, Option]) -> str:
    """Return the message of *error* with names of options.

    Args:
        error: Error of the client.
        options: Arguments of the command, by name. Most have the name of the client's argument.
    """
    message = str(error)
    # Keys and operations are what the user of the command has named.
    if "pairs" not in options:
        match error:
            case ArgumentError():
                message = _of_argument(message, options)
            case ValidationError():
                message = _of_values(error, options)
            case ConflictError():
                message = _of_parameter(message, options)
            case WaitTimeoutError():
                message = timed_out(error)
            case _:
                pass
    return message


def timed_out(error: WaitTimeoutError, timeout: timedelta | None = None) -> str:
    """Return the message of *error* with the duration as on the command line.

    Args:
        error: Error of the client.
        timeout: Time that the user was ready to wait. Default: the time that the client waited.
    """
    waited = text_of_duration(timeout or timedelta(seconds=error.timeout))
    return re.sub(rf"\b(after|within) {re.escape(f'{error.timeout:g} s')}", rf"\1 {waited}", str(error))


def without_python(text: str) -> str:
    """Return *text* with options and commands instead of Python code."""
    for pattern, replacement in _REPLACED.items():
        text = re.sub(pattern, replacement, text)
    return text


def _of_argument(message: str, options: Mapping[str, Option]) -> str:
    """Return *message* with the name of an option as its subject, and without the operation."""
    subject, count = _OPERATION.subn("", message, count=1)
    match = _SUBJECT.fullmatch(subject)
    if match is None:
        return subject
    name, inner, rest = match["name"], match["inner"], match["rest"]
    if _option(name, options) is None:
        return f"--where: {subject}" if count and inner and "where" in options else _empty(subject, options)
    return f"{_inner(name, inner, options)}{rest}"


def _empty(message: str, options: Mapping[str, Option]) -> str:
    return re.sub(r"(?<=, and )(\w+)(?= is empty)", lambda match: _label(match[1], options), message)


def _of_values(error: ValidationError, options: Mapping[str, Option]) -> str:
    """Return which options have values that the server rejected, or its message if that is unknown."""
    found: list[str] = []
    for match in _PROBLEM.finditer(error.detail):
        path, text = match["path"].split(".")[1:], match["text"].removeprefix("Value error, ")
        name = _meant(path, text, options)
        if name is None:
            return str(error)
        if text.startswith(_TIMEZONES):
            text = "expected an IANA name, such as Europe/Oslo"
        where = f"{'.'.join(path)}: " if name == "where" else ""
        found.append(f"invalid {_given(name, options)}: {where}{text}")
    return "; ".join(found) or str(error)


def _meant(path: Sequence[str], text: str, options: Mapping[str, Option]) -> str | None:
    """Return the name of the argument on the command line that a problem is about."""
    names = {name for name, option in options.items() if option.texts}
    keys = [part for key in reversed(path) for part in (key, _KEYS.get(key, key))]
    words = re.findall(r"\w+", text.lower())
    return next((name for name in [*keys, *words, "where"] if name in names), None)


def _of_parameter(message: str, options: Mapping[str, Option]) -> str:
    """Return which parameter has a value that the server rejected, or *message* if that is not what it says."""
    match = _PARAMETER.search(message)
    if match is None:
        return message
    parameter = _inner("parameters", f".{match['path']}", options, typed=True)
    return f"invalid {parameter}: {match['reason']}"


def _inner(name: str, inner: str, options: Mapping[str, Option], *, typed: bool = False) -> str:
    """Return what names the value of an argument, or a part of it, such as ``-p n``."""
    if name != "parameters" or not inner:
        return _label(name, options) + inner
    key = inner[1:].partition(".")[0]
    texts = [text for text in options.get(name, Option("")).texts if text.partition("=")[0] == key]
    return f"-p {texts[-1] if typed else key}" if texts else f"parameter {key!r}"


def _given(name: str, options: Mapping[str, Option]) -> str:
    option = options[name]
    return option.label if name in _PRIVATE else f"{option.label} {quote(option.texts[-1])}"


def _label(name: str, options: Mapping[str, Option]) -> str:
    option = _option(name, options)
    return name if option is None else option.label


def _option(name: str, options: Mapping[str, Option]) -> Option | None:
    return options.get(name) or options.get(_KEYS.get(name, name))
