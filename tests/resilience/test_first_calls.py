"""Threads that make their first calls at once do not disturb each other's lazy imports, lookups and caches."""

import json
import os
import subprocess
import sys
from copy import copy
from pathlib import Path
from typing import Any

import pytest

from prefect_http._contract.openapi.document import JSON
from prefect_http._contract.sources.client import client_document
from prefect_http_api.operations import OPERATIONS as TABLE
from tests.contract.random_calls import Dice
from tests.resilience.first_calls import CALLS

pytestmark = pytest.mark.every_python

PROGRAM = Path(__file__).with_name("first_calls.py")

ROUNDS = 3
"""Number of fresh interpreters. Without locks, about half of them fail."""

OPERATIONS = (
    "automations.read_automation",
    "deployments.read_deployment",
    "flow_runs.read_flow_run",
    "flows.read_flow",
    "work_pools.read_work_pool",
)


@pytest.fixture(scope="module")
def bodies() -> str:
    """Return a valid response of each operation, as JSON."""
    document = client_document()
    by_name = {operation.name: operation for operation in document.operations.values()}
    content = {name: by_name[name].responses[200].content[JSON] for name in OPERATIONS}
    return json.dumps({name: json.dumps(Dice(name).body(document, located)) for name, located in content.items()})


@pytest.mark.parametrize("name", CALLS)
def test_first_calls_of_many_threads(name: str, bodies: str) -> None:
    for _ in range(ROUNDS):
        done = subprocess.run(
            [sys.executable, str(PROGRAM), name],
            input=bodies,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "ok\n", "")


def test_variant_of_an_operation_is_complete_when_other_threads_see_it() -> None:
    class Variants(dict[object, Any]):
        def __setitem__(self, wanted: object, variant: Any) -> None:
            stored.append((variant.response(200), variant.decode(200, b"{}")))
            super().__setitem__(wanted, variant)

    stored: list[object] = []
    operation = copy(TABLE["flows.read_flow"])
    operation._variants = Variants()
    operation.decode_as(dict)
    assert stored == [(dict, {})]
