"""Replay steps that create nothing: health, versions, settings and validation."""

from __future__ import annotations

from importlib import import_module
from inspect import signature

import prefect_http_api
from prefect_http._contract.live.session import Replay
from prefect_http_api import admin, automations, block_capabilities, collections, root, task_workers, ui
from prefect_http_api.operations import OPERATIONS


def call_general(replay: Replay) -> None:
    """Read the server's health, versions and settings."""
    replay.call(root.health_check())
    replay.call(root.hello())
    replay.call(root.perform_readiness_check())
    replay.call(root.server_version())
    replay.call(admin.read_version())
    replay.call(admin.read_settings())
    replay.call(admin.read_server_default_result_storage())
    replay.call(block_capabilities.read_available_block_capabilities())
    replay.call(collections.read_view_content("aggregate-worker-metadata"))
    replay.call(task_workers.read_task_workers())


def call_remaining_reads(replay: Replay) -> None:
    """Call the remaining operations that only read and require no argument."""
    for name, operation in OPERATIONS.items():
        if operation.method != "GET" or name in replay.evidence.called:
            continue
        module, _, function = name.partition(".")
        read = getattr(import_module(f"{prefect_http_api.__name__}.{module}"), function)
        if all(each.default is not each.empty for each in signature(read).parameters.values()):
            replay.call(read())


def call_validation(replay: Replay) -> None:
    """Validate a template, and values with each kind of error that the server distinguishes."""
    schema = {
        "type": "object",
        "required": ["missing"],
        "properties": {
            "number": {"type": "integer"},
            "list": {"type": "array", "items": {"type": "integer"}},
            "inner": {"type": "object", "properties": {"x": {"type": "integer"}}},
        },
    }
    replay.call(ui.validate_obj(schema=schema, values={"number": "x", "list": [1, "y"], "inner": {"x": "z"}}))
    replay.call(automations.validate_template("{{ flow.name }}"))
    replay.call(automations.validate_template_legacy("{{ flow.name }}"))
