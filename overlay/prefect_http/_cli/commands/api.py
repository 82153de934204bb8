"""Command ``prefect-http api``."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from importlib import import_module
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, cast

from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.errors import CommandError
from prefect_http._cli.output.json import document
from prefect_http._cli.output.kinds import Column, Kind
from prefect_http._cli.terminal import write
from prefect_http._cli.values import json_input

if TYPE_CHECKING:
    from prefect_http_api import Call, Operation

_OPERATION: Final = Kind(
    "operation",
    (
        Column("name", itemgetter("name")),
        Column("method", itemgetter("method")),
        Column("path", itemgetter("path")),
        Column("summary", itemgetter("summary"), shrinks=True),
        Column("keys", itemgetter("keys"), wide=True),
    ),
    key=itemgetter("name"),
)

_DETAILS: Final = """\
OPERATION is a name, such as flow_runs.read_flow_runs or read_flow_runs, or a method and a path, such as
"POST /flow_runs/filter" or "GET /flow_runs/{id}". OPERATION --help lists its keys. Each key is sent where the operation
expects it: in the path, in the query or in the body. In the body, a value is JSON, or else a string: quote a string
such as '"500"'.

examples:
  prefect-http api hello
  prefect-http api "POST /flow_runs/filter" limit=5 sort=START_TIME_DESC
  prefect-http api read_flow id=6fa2b5c3-30e9-4cd0-8ec6-a8b0e9a9bd24
  prefect-http api create_flow name=etl 'tags=["nightly"]' --curl"""


def _api(
    context: Context,
    *,
    operation: str | None,
    pairs: list[str],
    data: Any,  # noqa: ANN401  # any JSON
    curl: bool,
    unknown_keys: bool,
    list_operations: bool,
) -> None:
    from prefect_http._cli import operations

    if list_operations:
        return _list(context, operation or "")
    if operation is None:
        raise CommandError("prefect-http api requires an operation (see prefect-http api --list)")
    if context.output not in {"table", "json", "jsonl"}:
        raise CommandError(f"prefect-http api writes JSON: use -o json or jsonl, not {context.output}")
    operation, pairs = _joined(operation, pairs)
    call = operations.build_call(operations.find_operation(operation), pairs, data)
    if curl:
        return write([_curl(context, call)])
    response = context.client.with_options(unknown_keys=unknown_keys).send(call)
    if isinstance(response, str) and not call.operation.media_type.endswith("json"):
        return write(response.splitlines())
    if response is None:
        return None
    if context.output == "jsonl":
        rows = cast("list[object]", response) if isinstance(response, list) else [response]
        return write(document(row, context.screen, indent=None) for row in rows)
    return write([document(response, context.screen)])


def _joined(operation: str, pairs: list[str]) -> tuple[str, list[str]]:
    """Return the operation and the pairs for a command line on which method and path may be two words."""
    if pairs and pairs[0].startswith("/") and "/" not in operation:
        return f"{operation} {pairs[0]}", pairs[1:]
    return operation, pairs


def _topic(values: Mapping[str, Any]) -> str:
    from prefect_http._cli import operation_help, operations

    if values["operation"] is None or values["list_operations"]:
        return ""
    operation, _ = _joined(values["operation"], values["pairs"])
    return operation_help.help_of(operations.find_operation(operation).operation)


def _curl(context: Context, call: Call[Any]) -> str:
    from prefect_http.errors import ConfigurationError

    try:
        settings = context.resolve().settings
    except ConfigurationError:
        # The command is useful without a server: the shell fills in the URL.
        return call.curl()
    headers = dict(settings.headers)
    if settings.authorization is not None:
        headers["Authorization"] = settings.authorization
    return call.curl(settings.api_url, headers=headers)


def _list(context: Context, text: str) -> None:
    from prefect_http._cli.operations import all_operations

    rows = (_row(operation) for operation in all_operations())
    words = text.lower().split()
    found = [row for row in rows if all(word in " ".join(map(str, row.values())).lower() for word in words)]
    context.show_rows(found, _OPERATION)


def _row(operation: Operation[Any]) -> dict[str, object]:
    from prefect_http._cli.operations import keys_of

    module, name = operation.name.split(".")
    function = getattr(import_module(f"prefect_http_api.{module}"), name)
    return {
        "name": operation.name,
        "method": operation.method,
        "path": operation.path,
        "summary": (function.__doc__ or "").partition("\n")[0],
        "keys": keys_of(operation),
    }


def _arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("operation", metavar="OPERATION", nargs="?", help="name, or method and path; with --list, text to search for")
    add("pairs", metavar="KEY=VALUE", nargs="*", help="parameter, or key of the request body")
    add("--data", metavar="JSON", type=json_input, help="request body: JSON, @FILE, or - for standard input")
    add(
        "--curl",
        action="store_true",
        help="print the request as a curl command, with secrets masked, and do not send it",
    )
    add("--unknown-keys", action="store_true", help="send keys that only a newer server knows")
    add("--list", dest="list_operations", action="store_true", help="list operations")


COMMANDS: Final = (
    Command(
        "api", _api, arguments=(_arguments,), help="Call any operation of the API.", details=_DETAILS, topic=_topic
    ),
)
