"""Send calls that refer to work pools and work queues by name, and suggest names similar to an unknown one."""

from __future__ import annotations

from typing import TypeVar

from prefect_http._async.connection import AsyncConnection
from prefect_http._async.resources.similar_names import find_similar_names, send_by_name
from prefect_http._domain.references import WorkQueueName
from prefect_http._domain.suggestions import unknown_name
from prefect_http.errors import NotFoundError
from prefect_http_api import Call
from prefect_http_api import work_pools as api

T = TypeVar("T")


async def send_to_work_pool(connection: AsyncConnection, name: str, call: Call[T]) -> T:
    """Send *call*, which refers to the work pool called *name*.

    Raises:
        NotFoundError: The work pool does not exist. The message suggests similar names.
    """
    return await send_by_name(connection, call, "work pool", name, [api.read_work_pools()])


async def send_to_work_queue(connection: AsyncConnection, name: WorkQueueName, call: Call[T]) -> T:
    """Send *call*, which refers to the work queue called *name*.

    Raises:
        NotFoundError: The work queue does not exist. The message suggests similar names.
    """
    try:
        return await connection.send(call)
    except NotFoundError as error:
        queues = await find_similar_names(connection, name.work_queue, [api.read_work_queues(name.work_pool)])
        similar = [str(WorkQueueName(name.work_pool, queue)) for queue in queues]
        if not similar:
            pools = await find_similar_names(connection, name.work_pool, [api.read_work_pools()])
            similar = [str(WorkQueueName(pool, name.work_queue)) for pool in pools if pool != name.work_pool]
        raise unknown_name("work queue", str(name), similar, error) from error
