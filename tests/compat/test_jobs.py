"""Smoke test: everyday tasks with every resource work on the pinned server."""

import pytest

from tests.compat.jobs import JOBS
from tests.compat.results import Outcome, attempt
from tests.conftest import PINNED
from tests.support.servers import Provide

pytestmark = pytest.mark.every_python


@pytest.mark.parametrize("name", JOBS)
def test_job_works_on_the_pinned_server(name: str, server_of: Provide) -> None:
    # A page limit of 7, so that listings span several pages.
    result = attempt(name, JOBS[name], server_of(PINNED, PREFECT_API_DEFAULT_LIMIT="7"))
    assert (result.outcome, result.detail) == (Outcome.WORKS, "")
