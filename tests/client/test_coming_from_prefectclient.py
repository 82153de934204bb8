"""The page for users of PrefectClient lists all of its methods, and only calls that exist."""

import ast
import re
import subprocess
from collections.abc import Mapping
from inspect import Parameter, signature
from typing import Any, NotRequired, get_args, get_origin, get_type_hints

import pytest

import prefect_http
from generator.servers.install import install_server
from prefect_http import AsyncPrefect, Prefect
from prefect_http_api import collections, concurrency_limits, flow_run_states
from tests.support.markdown import ROOT, read
from tests.support.stub import API
from tests.support.versions import PINNED

ROWS = re.findall(r"^\| `(\w+)` \| (.+) \|$", read(ROOT / "docs" / "coming-from-prefectclient.md"), re.MULTILINE)
"""Methods of PrefectClient, and the calls that replace them, or the reason why no call replaces them."""

WITHOUT_CALLS = {"loop", "send_worker_heartbeat"}

CALLS = [
    (method, code)
    for method, cell in ROWS
    for code in re.findall(r"`([^`]+)`", cell)
    if code.startswith(("client.", "prefect_http."))
]

PRINT_METHODS = """
from prefect.client.orchestration import PrefectClient, SyncPrefectClient
print(*{name for kind in (PrefectClient, SyncPrefectClient) for name in dir(kind) if not name.startswith("_")})
"""


def test_page_lists_every_method_of_the_pinned_prefect_once() -> None:
    printed = subprocess.run(
        [install_server(PINNED), "-c", PRINT_METHODS], check=True, capture_output=True, text=True
    ).stdout.split()
    assert len(printed) > 100
    assert sorted(method for method, _ in ROWS) == sorted(printed)


def test_every_other_method_has_a_call() -> None:
    assert {method for method, _ in ROWS} - {method for method, _ in CALLS} == WITHOUT_CALLS


@pytest.mark.parametrize("kind", [Prefect, AsyncPrefect])
@pytest.mark.parametrize(("method", "code"), CALLS)
def test_calls_exist_and_accept_their_arguments(method: str, code: str, kind: type[Prefect | AsyncPrefect]) -> None:
    names = {
        "client": kind(API),
        "prefect_http": prefect_http,
        "collections": collections,
        "concurrency_limits": concurrency_limits,
        "flow_run_states": flow_run_states,
    }
    check(ast.parse(code, mode="eval").body, names)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("client.flows.read('etl')", "read"),
        ("client.flows.list(flows={})", "flows"),
        ("client.flow_runs.list().last()", "last"),
        ("client.flows.create()", "name"),
        ("client.flows.get()", "flow"),
        ("client.flows.get('etl', 1)", "too many"),
    ],
)
def test_check_finds_mistakes(code: str, message: str) -> None:
    with pytest.raises((AssertionError, AttributeError, TypeError), match=message):
        check(ast.parse(code, mode="eval").body, {"client": Prefect(API)})


def check(node: ast.expr, names: Mapping[str, object]) -> object:
    """Check that all attributes and arguments of an expression exist, and return its value, or the type of a result."""
    match node:
        case ast.Name(id=name):
            return names[name]
        case ast.Attribute(value=owner, attr=name):
            value = check(owner, names)
            return getattr(object.__new__(value) if isinstance(value, type) else value, name)
        case ast.Call(func=function, args=args, keywords=keywords):
            for argument in args:
                if isinstance(argument, ast.Call):
                    check(argument, names)
            return check_arguments(check(function, names), len(args), {str(keyword.arg) for keyword in keywords})
        case _:
            raise AssertionError(f"unexpected {ast.unparse(node)}")


def check_arguments(function: Any, positional: int, keywords: set[str]) -> object:
    """Check that a function accepts the arguments, and return the type of its result."""
    parameters, hints = signature(function).parameters, get_type_hints(function)
    signature(function).bind(*range(positional), **dict.fromkeys(keywords))
    for name, parameter in parameters.items():
        if parameter.kind is Parameter.VAR_KEYWORD:
            (accepted,) = get_args(hints[name])
            keys = get_type_hints(accepted, include_extras=True)
            assert keywords - parameters.keys() <= keys.keys()
            required = {key for key, hint in keys.items() if get_origin(hint) is not NotRequired}
            assert not accepted.__total__ or required <= keywords
    return get_origin(hints["return"]) or hints["return"]
