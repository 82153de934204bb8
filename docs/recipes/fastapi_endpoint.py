"""Start runs and read their states over HTTP, in a FastAPI application.

uvicorn fastapi_endpoint:app
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated, Any
from uuid import UUID

from fastapi import Body, Depends, FastAPI, Header, Request
from fastapi.responses import JSONResponse

from prefect_http import ArgumentError, AsyncPrefect, PrefectHTTPError, StatusError
from prefect_http.models import FlowRun, State


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    async with AsyncPrefect() as app.state.prefect:
        yield


async def get_client(request: Request) -> AsyncPrefect:
    client: AsyncPrefect = request.app.state.prefect
    return client


Client = Annotated[AsyncPrefect, Depends(get_client)]
app = FastAPI(lifespan=lifespan)


@app.post("/deployments/{flow}/{deployment}/runs", status_code=201)
async def start(
    client: Client,
    flow: str,
    deployment: str,
    parameters: Annotated[dict[str, Any], Body(embed=True)],
    idempotency_key: Annotated[str | None, Header()] = None,
) -> FlowRun:
    return await client.deployments.trigger(
        f"{flow}/{deployment}", parameters=parameters, idempotency_key=idempotency_key
    )


@app.get("/runs/{run_id}", response_model=State)
async def read_state(client: Client, run_id: UUID) -> State:
    return (await client.flow_runs.get(run_id)).state


@app.exception_handler(PrefectHTTPError)
async def report(_request: Request, error: PrefectHTTPError) -> JSONResponse:
    """Return the statuses that callers can act on. All other failures are those of the gateway."""
    if isinstance(error, ArgumentError):
        status = 422
    elif isinstance(error, StatusError) and error.status in {404, 409, 422}:
        status = error.status
    else:
        status = 502
    return JSONResponse({"detail": str(error)}, status)
