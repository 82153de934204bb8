"""Invalid references are rejected before anything is sent."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from prefect_http import ArgumentError, Prefect
from prefect_http._domain import references
from prefect_http._domain.references import ReferenceKind
from tests.support.stub import API, RUN

KINDS = {name: kind for name, kind in vars(references).items() if isinstance(kind, ReferenceKind)}

USES: dict[str, Callable[[Prefect, Any], object]] = {
    "pool": lambda prefect, name: prefect.work_pools.get(name),
    "pool to update": lambda prefect, name: prefect.work_pools.update(name, is_paused=True),
    "pool to delete": lambda prefect, name: prefect.work_pools.delete(name),
    "pool of workers": lambda prefect, name: prefect.work_pools.list_workers(name),
    "pool of a worker": lambda prefect, name: prefect.work_pools.delete_worker(name, "worker"),
    "worker": lambda prefect, name: prefect.work_pools.delete_worker("pool", name),
    "pool of runs": lambda prefect, name: prefect.work_pools.scheduled_runs(name),
    "pool of slots": lambda prefect, name: prefect.work_pools.concurrency_status(name),
    "pool of queues": lambda prefect, name: prefect.work_queues.list(name).first(),
    "pool of a queue": lambda prefect, name: prefect.work_queues.create(name, name="queue"),
    "lease to renew": lambda prefect, name: prefect.concurrency_limits.renew_lease(name, lease_duration=60),
    "lease to end": lambda prefect, name: prefect.concurrency_limits.decrement_with_lease(name),
    "schema": lambda prefect, name: prefect.block_documents.update(RUN, data={}, block_schema_id=name),
}


def unreachable(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.method} {request.url} was sent")


@pytest.mark.parametrize("use", USES.values(), ids=USES)
@pytest.mark.parametrize("wrong", ["", ".", ".."])
def test_invalid_names_are_rejected_before_sending(use: Callable[[Prefect, Any], object], wrong: str) -> None:
    with (
        Prefect(API, transport=httpx.MockTransport(unreachable)) as prefect,
        pytest.raises(ArgumentError, match=r"^invalid [a-z ]+ '\.*': expected "),
    ):
        use(prefect, wrong)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("wrong", [None, 5, b"name", ["name"]])
def test_only_strings_and_uuids_are_references(kind: ReferenceKind[object], wrong: Any) -> None:
    with pytest.raises(ArgumentError, match=r"^invalid .*: expected .*\b(UUID|name)\b"):
        kind.parse(wrong)


def test_string_is_not_a_list_of_names() -> None:
    with (
        Prefect(API, transport=httpx.MockTransport(unreachable)) as prefect,
        pytest.raises(
            ArgumentError, match=r"^work_queue_names must be a list of strings, got 'default': use \['default'\]$"
        ),
    ):
        prefect.work_pools.scheduled_runs("pool", work_queue_names="default")
