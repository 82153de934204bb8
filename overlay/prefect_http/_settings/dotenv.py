"""Parser of ``.env`` files, in the syntax that Prefect accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ASSIGNMENT = re.compile(
    r"""
    ^[^\S\n]* (?:export[^\S\n]+)?
    (?: '(?P<quoted_name>[^'\n]+)' | (?P<name>[^\s='\#][^\s=\#]*) )
    [^\S\n]* =
    (?:
        [^\S\n]* (?: '(?P<single>(?:\\.|[^'\\])*)' | "(?P<double>(?:\\.|[^"\\])*)" ) [^\S\n]* (?:\#[^\n]*)?
        | (?P<plain>(?![^\S\n]*['"])[^\n]*)
    )$
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_COMMENT = re.compile(r"\s#.*")
_VARIABLE = re.compile(r"\$\{(?P<name>[^}:]*)(?::-(?P<default>[^}]*))?\}")
_ESCAPED = re.compile(r"\\([\\'\"abfnrtv])")
_ESCAPED_IN_SINGLE_QUOTES = re.compile(r"\\([\\'])")
_CONTROLS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def parse_dotenv(text: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that *text* sets, in order of appearance.

    ``${NAME}`` and ``${NAME:-default}`` expand to variables from earlier lines or, failing that, from *environ*. Lines
    that are not assignments are ignored, since other programs read the file too.
    """
    values: dict[str, str] = {}
    for assignment in _ASSIGNMENT.finditer(text):
        name = assignment["quoted_name"] or assignment["name"]
        values[name] = _expand(_value(assignment), values, environ)
    return values


def _value(assignment: re.Match[str]) -> str:
    if (single := assignment["single"]) is not None:
        return _ESCAPED_IN_SINGLE_QUOTES.sub(r"\1", single)
    if (double := assignment["double"]) is not None:
        return _ESCAPED.sub(lambda found: _CONTROLS.get(found[1], found[1]), double)
    return _COMMENT.sub("", assignment["plain"]).strip()


def _expand(value: str, above: Mapping[str, str], environ: Mapping[str, str]) -> str:
    def variable(found: re.Match[str]) -> str:
        name = found["name"]
        return above.get(name, environ.get(name, found["default"] or ""))

    return _VARIABLE.sub(variable, value)
