"""Servers of the compatibility matrix: one of each supported version, and the stand-in for Prefect Cloud."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from generator.servers.run import running_server
from prefect_http_api import SERVER_VERSION
from tests.support.cloud import UNFRIENDLY, CloudStandIn
from tests.support.servers import SETTINGS as QUIET
from tests.support.servers import ServerAddress

CLOUD = "cloud"
"""Name of the stand-in on the command line."""

CLOUD_COLUMN = "Cloud (stand-in)"
"""Name of the stand-in in the table."""

SETTINGS = {
    **QUIET,
    # Small enough that the rows of a job need several pages.
    "PREFECT_API_DEFAULT_LIMIT": "7",
}


@contextmanager
def running(name: str, say: Callable[[str], None]) -> Iterator[ServerAddress]:
    """Run the server with this version, or the stand-in in front of the newest one."""
    with running_server(SERVER_VERSION if name == CLOUD else name, env=SETTINGS, say=say) as server:
        if name != CLOUD:
            yield ServerAddress(name, server.origin)
            return
        with CloudStandIn(server.origin, **UNFRIENDLY) as cloud:
            yield cloud.address(CLOUD_COLUMN)
