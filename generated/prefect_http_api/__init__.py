# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Typed functions and models for the HTTP API of Prefect 3.9.1.

Each group of operations is a module, and each operation is a function. Functions do no I/O: each returns a ``Call``. A
client sends it, and the call decodes the response.

Modules and classes are loaded on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from . import admin as admin
    from . import artifacts as artifacts
    from . import automations as automations
    from . import block_capabilities as block_capabilities
    from . import block_documents as block_documents
    from . import block_schemas as block_schemas
    from . import block_types as block_types
    from . import body_keys as body_keys
    from . import collections as collections
    from . import concurrency_limits as concurrency_limits
    from . import concurrency_limits_v2 as concurrency_limits_v2
    from . import deployments as deployments
    from . import events as events
    from . import flow_run_states as flow_run_states
    from . import flow_runs as flow_runs
    from . import flows as flows
    from . import logs as logs
    from . import models as models
    from . import observed_states as observed_states
    from . import operations as operations
    from . import requests as requests
    from . import root as root
    from . import saved_searches as saved_searches
    from . import task_run_states as task_run_states
    from . import task_runs as task_runs
    from . import task_workers as task_workers
    from . import ui as ui
    from . import variables as variables
    from . import work_pools as work_pools
    from . import work_queues as work_queues
    from ._call import Call as Call
    from ._call import Operation as Operation
    from ._decoding import OpenEnum as OpenEnum
    from ._decoding import OpenIntEnum as OpenIntEnum
    from ._decoding import Unknown as Unknown
    from ._decoding import encode as encode
    from ._errors import DecodeError as DecodeError
    from ._errors import EncodeError as EncodeError
    from ._export import to_dict as to_dict
    from ._export import to_json as to_json
    from ._masking import secret_values as secret_values
    from ._plain import plain as plain
    from ._references import referenced as referenced

__all__ = [
    "API_VERSION",
    "SERVER_VERSION",
    "SPEC_SHA256",
    "Call",
    "DecodeError",
    "EncodeError",
    "OpenEnum",
    "OpenIntEnum",
    "Operation",
    "Unknown",
    "admin",
    "artifacts",
    "automations",
    "block_capabilities",
    "block_documents",
    "block_schemas",
    "block_types",
    "body_keys",
    "collections",
    "concurrency_limits",
    "concurrency_limits_v2",
    "deployments",
    "encode",
    "events",
    "flow_run_states",
    "flow_runs",
    "flows",
    "logs",
    "models",
    "observed_states",
    "operations",
    "plain",
    "referenced",
    "requests",
    "root",
    "saved_searches",
    "secret_values",
    "task_run_states",
    "task_runs",
    "task_workers",
    "to_dict",
    "to_json",
    "ui",
    "variables",
    "work_pools",
    "work_queues",
]

API_VERSION: Final[str | None] = "0.8.4"
"""API version of the server, or None if unknown."""

SERVER_VERSION: Final[str] = "3.9.1"
"""Prefect version of the server that the document was fetched from."""

SPEC_SHA256: Final[str] = "c2881e28db18d6d169f43b85f052f498316128c1e9c3c04b6138bd65e7728a2b"
"""SHA-256 of the server's OpenAPI document."""

_MODULE_OF: dict[str, str] = {
    "Call": "_call",
    "DecodeError": "_errors",
    "EncodeError": "_errors",
    "OpenEnum": "_decoding",
    "OpenIntEnum": "_decoding",
    "Operation": "_call",
    "Unknown": "_decoding",
    "encode": "_decoding",
    "plain": "_plain",
    "referenced": "_references",
    "secret_values": "_masking",
    "to_dict": "_export",
    "to_json": "_export",
}

_MODULES = frozenset(
    {
        "admin",
        "artifacts",
        "automations",
        "block_capabilities",
        "block_documents",
        "block_schemas",
        "block_types",
        "body_keys",
        "collections",
        "concurrency_limits",
        "concurrency_limits_v2",
        "deployments",
        "events",
        "flow_run_states",
        "flow_runs",
        "flows",
        "logs",
        "models",
        "observed_states",
        "operations",
        "requests",
        "root",
        "saved_searches",
        "task_run_states",
        "task_runs",
        "task_workers",
        "ui",
        "variables",
        "work_pools",
        "work_queues",
    }
)


# Type checkers see the imports above. A visible __getattr__ would make them accept any name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in _MODULES:
            return import_module(f".{name}", __name__)
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
        return value


def __dir__() -> list[str]:
    return __all__
