"""Operations: find one by name or by method and path, and build a call from keys and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple, cast
from urllib.parse import parse_qsl, unquote

from prefect_http._cli.errors import CommandError
from prefect_http._cli.exit_codes import USAGE
from prefect_http._cli.values import pair
from prefect_http._utils import close_matches
from prefect_http_api import Call, Operation, operations

_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_PARAMETER: Final = re.compile(r"\{(\w+)\}")
_ID: Final = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_SEE: Final = "(see prefect-http api --list)"


class Target(NamedTuple):
    """Operation to call, and what its name contained.

    Attributes:
        operation: Operation.
        parameters: Values of path parameters, by name.
        query: Query parameters, as pairs of name and value.
    """

    operation: Operation[Any]
    parameters: Mapping[str, str]
    query: Sequence[tuple[str, str]]


def all_operations() -> list[Operation[Any]]:
    """Return all operations, sorted by module and path."""
    return [value for value in vars(operations).values() if isinstance(value, Operation)]


def find_operation(text: str) -> Target:
    """Return the operation that *text* names.

    Args:
        text: Name, such as ``"flow_runs.read_flow_runs"`` or ``"read_flow_runs"``, or method and path, such as
            ``"POST /flow_runs/filter"``. A path parameter is a value, or its name in braces.

    Raises:
        CommandError: No operation, or more than one, has this name. The message suggests others.
    """
    if "/" in text:
        method, _, path = ("GET", "", text) if text.startswith("/") else text.partition(" ")
        return _by_path(method.upper(), path.strip())
    every = all_operations()
    found = [one for one in every if text in {one.name, _short(one)}]
    if len(found) == 1:
        return Target(found[0], {}, ())
    if found:
        raise CommandError(f"several operations are called {text!r}: use {_either(one.name for one in found)}")
    names = close_matches(text, [*(_short(one) for one in every), *(one.name for one in every)])
    raise _unknown(f"operation {text!r}", names)


def build_call(target: Target, pairs: Sequence[str], data: object) -> Call[Any]:
    """Return the call of an operation.

    Args:
        target: Operation.
        pairs: Parameters and keys of the request body, as ``key=value``. Values for the body are JSON or strings.
        data: Request body, or None.

    Raises:
        CommandError: A key is unknown or missing, or the body cannot have keys.
    """
    operation = target.operation
    parts = _Parts(dict(target.parameters), {}, {}, {})
    for name, value in target.query:
        if name not in operation.query:
            raise _unknown_key(operation, name)
        parts.query.setdefault(name, []).append(value)
    for text in pairs:
        _place(operation, parts, text)
    names = _PARAMETER.findall(operation.path)
    missing = [name for name in names if name not in parts.parameters]
    if missing:
        raise CommandError(f"{operation.name} requires {', '.join(f'{name}=…' for name in missing)}")
    try:
        return Call(
            _with_json(operation),
            *(parts.parameters[name] for name in names),
            query=parts.query,
            headers=parts.headers,
            body=_body(operation, data, parts.body),
        )
    except ValueError as error:
        raise CommandError(f"{operation.name}: {error}") from None


def keys_of(operation: Operation[Any]) -> list[str]:
    """Return the names of the parameters, and the keys of the request body if it is an object."""
    keys = getattr(operation.request, "__annotations__", {})
    return [*_PARAMETER.findall(operation.path), *operation.query, *operation.headers, *keys]


def _by_path(method: str, text: str) -> Target:
    if method not in _METHODS:
        raise CommandError(f"method must be one of {', '.join(_METHODS)}, got {method!r}")
    path, _, query = text.partition("?")
    segments = path.strip("/").split("/")
    # Prefect's documentation shows paths with the /api of the URL.
    tries = [segments, segments[1:]] if segments[0] == "api" else [segments]
    for tried in tries:
        matches = [
            (len(parameters), operation, parameters)
            for operation in all_operations()
            if (parameters := _match(operation.path, tried)) is not None
        ]
        # A literal segment, such as "filter", goes before a parameter.
        for _, operation, parameters in sorted(matches, key=lambda match: match[0]):
            if operation.method == method:
                return Target(operation, parameters, parse_qsl(query, keep_blank_values=True))
        if matches:
            methods = dict.fromkeys(operation.method for _, operation, _ in matches)
            raise CommandError(f"{path} does not accept {method}: use {_either(methods)} {_SEE}")
    written = [f"{one.method} {one.path}" for one in all_operations()]
    raise _unknown(f"operation '{method} {path}'", close_matches(f"{method} {path}", written))


def _match(template: str, segments: Sequence[str]) -> dict[str, str] | None:
    """Return the values of the path parameters that are not left open, or None if the path is another one."""
    parts = template.strip("/").split("/")
    if len(parts) != len(segments):
        return None
    parameters: dict[str, str] = {}
    for part, segment in zip(parts, segments, strict=True):
        name = _PARAMETER.fullmatch(part)
        if name is None:
            if part != segment:
                return None
        elif segment != part:
            if not segment or (name[1] == "id" and not _ID.fullmatch(segment)):
                return None
            parameters[name[1]] = unquote(segment)
    return parameters


class _Parts(NamedTuple):
    parameters: dict[str, str]
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: dict[str, Any]


def _place(operation: Operation[Any], parts: _Parts, text: str) -> None:
    """Add ``key=value`` to the part of the request that has the key."""
    key, separator, value = text.partition("=")
    if not key or not separator:
        raise CommandError(f"expected key=value, got {text!r}")
    if any(key in part for part in (parts.parameters, parts.headers, parts.body)):
        raise CommandError(f"{key} is given twice: give it once")
    if f"{{{key}}}" in operation.path:
        parts.parameters[key] = value
    elif key in operation.query:
        parts.query.setdefault(key, []).append(value)
    elif key in operation.headers:
        parts.headers[key] = value
    elif operation.request is not None:
        parts.body[key] = pair(text)[1]
    else:
        raise _unknown_key(operation, key)


def _body(operation: Operation[Any], data: object, keys: Mapping[str, object]) -> object:
    if data is not None and operation.request is None:
        raise CommandError(f"{operation.name} has no request body: omit --data")
    if data is None:
        is_object = hasattr(operation.request, "__annotations__")
        return dict(keys) if keys or is_object else None
    if not keys:
        return data
    if not isinstance(data, dict):
        raise CommandError(f"{next(iter(keys))}=… requires --data to be a JSON object")
    return {**cast("dict[str, object]", data), **keys}


def _with_json(operation: Operation[Any]) -> Operation[Any]:
    """Return the operation without a model, so that keys of a newer server are kept."""
    has_content = operation.response(operation.statuses[0]) is not None
    is_json = operation.media_type.endswith("json")
    return operation.decode_as(cast("type[Any]", Any)) if has_content and is_json else operation


def _short(operation: Operation[Any]) -> str:
    return operation.name.rpartition(".")[2]


def _either(names: Iterable[str]) -> str:
    return " or ".join(names)


def _unknown(what: str, matches: Sequence[str]) -> CommandError:
    hint = f": did you mean {_either(map(repr, matches))}?" if matches else ""
    return CommandError(f"unknown {what}{hint} {_SEE}", USAGE)


def _unknown_key(operation: Operation[Any], key: str) -> CommandError:
    known = keys_of(operation)
    return CommandError(f"{operation.name} accepts no {key}: " + (f"use {', '.join(known)}" if known else "omit it"))
