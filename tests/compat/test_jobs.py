"""Smoke test: everyday tasks with every resource work on the pinned server and on the stand-in for Prefect Cloud."""

from collections.abc import Iterator

import pytest

from tests.compat.jobs import JOBS
from tests.compat.results import Outcome, attempt
from tests.support.cloud import UNFRIENDLY, CloudStandIn
from tests.support.servers import ServerAddress

ON_CLOUD = {
    "count automations with a filter": (Outcome.WORKS_DIFFERENTLY, "one by one"),
    "default result storage": (Outcome.NOT_ON_CLOUD, ""),
}
"""Jobs with another outcome on Cloud."""


@pytest.fixture(scope="module")
def on_cloud(small_pages: ServerAddress) -> Iterator[ServerAddress]:
    with CloudStandIn(small_pages.origin, **UNFRIENDLY) as cloud:
        yield cloud.address("Cloud")


@pytest.mark.every_python
@pytest.mark.parametrize("name", JOBS)
def test_job_works_on_the_pinned_server(name: str, small_pages: ServerAddress) -> None:
    result = attempt(name, JOBS[name], small_pages)
    assert (result.outcome, result.detail) == (Outcome.WORKS, "")


@pytest.mark.parametrize("name", JOBS)
def test_job_works_on_the_stand_in_for_cloud(name: str, on_cloud: ServerAddress) -> None:
    result = attempt(name, JOBS[name], on_cloud)
    assert (result.outcome, result.detail) == ON_CLOUD.get(name, (Outcome.WORKS, ""))
