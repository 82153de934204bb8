"""Smoke test: everyday tasks with every resource work on the pinned server."""

import pytest

from tests.compat.jobs import JOBS
from tests.compat.results import Outcome, attempt
from tests.support.servers import ServerAddress

pytestmark = pytest.mark.every_python


@pytest.mark.parametrize("name", JOBS)
def test_job_works_on_the_pinned_server(name: str, small_pages: ServerAddress) -> None:
    result = attempt(name, JOBS[name], small_pages)
    assert (result.outcome, result.detail) == (Outcome.WORKS, "")
