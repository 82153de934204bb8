"""What can name nothing is refused before anything is sent."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from prefect_http import ArgumentError, Prefect
from prefect_http._domain import references
from tests.support.stub import API, RUN

PARSERS = [getattr(references, name) for name in dir(references) if name.startswith("parse_") and name != "parse_name"]

USES: dict[str, Callable[[Prefect, Any], object]] = {
    "pool": lambda prefect, name: prefect.work_pools.get(name),
    "pool to update": lambda prefect, name: prefect.work_pools.update(name, is_paused=True),
    "pool to delete": lambda prefect, name: prefect.work_pools.delete(name),
    "pool of workers": lambda prefect, name: prefect.work_pools.workers(name),
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
def test_an_empty_name_is_told_before_anything_is_sent(use: Callable[[Prefect, Any], object], wrong: str) -> None:
    with (
        Prefect(API, transport=httpx.MockTransport(unreachable)) as prefect,
        pytest.raises(ArgumentError, match=r"^'\.*' names nothing: "),
    ):
        use(prefect, wrong)


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@pytest.mark.parametrize("wrong", [None, 5, b"name", ["name"]])
def test_what_is_neither_text_nor_id_is_told_with_the_rule(parse: Callable[[Any], object], wrong: object) -> None:
    with pytest.raises(ArgumentError, match=r" names nothing: .*\b(id|name)\b"):
        parse(wrong)


def test_one_text_is_no_list_of_names() -> None:
    with (
        Prefect(API, transport=httpx.MockTransport(unreachable)) as prefect,
        pytest.raises(
            ArgumentError, match=r"^work_queue_names must be a list of strings, got 'default': use \['default'\]$"
        ),
    ):
        prefect.work_pools.scheduled_runs("pool", work_queue_names="default")
