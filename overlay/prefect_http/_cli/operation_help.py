"""Help of an operation: its method and path, its parameters, and the keys of its request body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from inspect import Parameter, signature
from textwrap import wrap
from typing import Any, Final, NamedTuple, get_args

from prefect_http_api import Operation, requests

_WORDS: Final = {
    "Any": "any JSON",
    "UUID": "UUID",
    "bool": "boolean",
    "datetime": "time",
    "float": "number",
    "int": "integer",
    "str": "string",
}
"""Types of Python, and words for them."""

_WIDTH: Final = 100
_INDENT: Final = " " * len("usage: ")
_OPTIONAL: Final = "NotRequired["
_MOST: Final = 3
"""Number of kinds of objects up to which they are named."""


class _Key(NamedTuple):
    """Parameter, or key of the request body: its name, its type in words, and whether it is required."""

    name: str
    type: str
    required: bool


def help_of(operation: Operation[Any]) -> str:
    """Return the help of *operation*, in the form of a command's help."""
    module, name = operation.name.split(".")
    function = getattr(import_module(f"prefect_http_api.{module}"), name)
    parameters = signature(function).parameters
    content, body = _body(operation.request)
    groups = {
        "path:": [_parameter(key, parameters) for key in re.findall(r"\{(\w+)\}", operation.path)],
        "query:": [_parameter(key, parameters) for key in operation.query],
        "headers:": [_parameter(key, parameters) for key in operation.headers],
        f"body: {content}": body,
    }
    is_object = content in {"", "object"}
    given = [key.name for keys in groups.values() if is_object or keys is not body for key in keys if key.required]
    words = [*(f"{name}=..." for name in given), *([] if is_object else ["--data JSON"]), "[KEY=VALUE ...]"]
    lines = [
        *wrap(
            f"usage: prefect-http api {operation.name} [options] {' '.join(words)}", _WIDTH, subsequent_indent=_INDENT
        ),
        "",
        (function.__doc__ or "").partition("\n")[0],
        "",
        f"{operation.method} {operation.path}",
    ]
    for title, keys in groups.items():
        if keys or (content and title.endswith(content)):
            lines += ["", title, *_table(keys)]
    return "\n".join([*lines, "", "prefect-http api --help shows options and examples."])


def _parameter(key: str, parameters: Mapping[str, Parameter]) -> _Key:
    found = parameters[key.replace("-", "_")]
    return _Key(key, _in_words(str(found.annotation)), found.default is Parameter.empty)


def _body(request: object) -> tuple[str, list[_Key]]:
    """Return what the request body is, and the keys of the object or of each object in the array."""
    if request is None:
        return "", []
    element = next(iter(get_args(request)), request) if str(request).startswith("list[") else request
    keys: Mapping[str, Any] = getattr(element, "__annotations__", {})
    kind = "object" if keys or str(request).startswith("dict[") else "string"
    content = f"array of {kind}s" if element is not request else kind
    return content, [
        _key(name, str(getattr(annotation, "__forward_arg__", annotation))) for name, annotation in keys.items()
    ]


def _key(name: str, annotation: str) -> _Key:
    is_optional = annotation.startswith(_OPTIONAL)
    text = annotation.removeprefix(_OPTIONAL)[:-1] if is_optional else annotation
    return _Key(name, _in_words(text), not is_optional)


def _in_words(annotation: str) -> str:
    """Return a type in words, such as ``"array of string"`` for ``"list[str] | None"``."""
    parts = [part for part in _alternatives(annotation) if part != "None"]
    if not {"UUID", "datetime"}.isdisjoint(parts):
        parts.remove("str")
    objects = [part for part in parts if hasattr(getattr(requests, part.rpartition(".")[2], None), "__annotations__")]
    words = [_one_in_words(part) for part in parts if part not in objects]
    if objects:
        words.append(f"object ({' or '.join(objects)})" if len(objects) <= _MOST else "object")
    return " or ".join(dict.fromkeys(words))


def _one_in_words(part: str) -> str:
    if part in _WORDS:
        return _WORDS[part]
    if part.startswith("list["):
        return f"array of {_in_words(part.removeprefix('list[')[:-1])}"
    if part.startswith("dict["):
        return "object"
    if part.startswith("Literal["):
        return part.removeprefix("Literal[")[:-1].replace("'", "").replace(", ", " or ")
    return " or ".join(_constants(getattr(requests, part)))


def _constants(kind: object) -> Iterator[str]:
    for one in get_args(kind):
        if isinstance(one, str):
            yield one
        else:
            yield from _constants(one)


def _alternatives(annotation: str) -> list[str]:
    """Return the alternatives of a union. Those inside of brackets stay together."""
    parts, depth = [""], 0
    for char in annotation.replace(" | ", "|"):
        depth += {"[": 1, "]": -1}.get(char, 0)
        if char == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return [part.replace("|", " | ") for part in parts]


def _table(keys: Sequence[_Key]) -> Iterator[str]:
    """Yield a line for each key, required ones first."""
    size = max((len(key.name) for key in keys), default=0)
    for key in sorted(keys, key=lambda key: not key.required):
        text = f"  {key.name:{size}}  {key.type}{' (required)' if key.required else ''}"
        yield from wrap(text, _WIDTH, subsequent_indent=" " * (size + 4))
