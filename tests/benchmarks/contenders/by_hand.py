"""httpx with json or orjson as a contender: no client library, no types."""

import sys
from functools import partial

import httpx
import orjson

from tests.benchmarks import pages
from tests.benchmarks.contenders.memory import held
from tests.benchmarks.contenders.worker import Work, Worker, serve

RUN = f"/flow_runs/{pages.ident('f1', 0)}"
CREATE = f"/deployments/{pages.ident('d0', 0)}/create_flow_run"
BODY = {"parameters": {"batch_size": 250}}


def works(api_url: str) -> dict[str, Work]:
    """Return the work to repeat, by name."""
    client, aclient = httpx.Client(base_url=api_url), httpx.AsyncClient(base_url=api_url)
    found: dict[str, Work] = {f"{kind}/decode": partial(orjson.loads, pages.page(kind)) for kind in pages.KINDS}

    def listing() -> object:
        rows: list[object] = []
        while page := client.post("/flow_runs/filter", json={"offset": len(rows)}).json():
            rows += page
        return rows

    async def get() -> object:
        return (await aclient.get(RUN)).json()

    async def post() -> object:
        return (await aclient.post(CREATE, json=BODY)).json()

    async def page() -> object:
        return (await aclient.post("/flow_runs/filter", json={})).json()

    async def alisting() -> object:
        rows: list[object] = []
        while page := (await aclient.post("/flow_runs/filter", json={"offset": len(rows)})).json():
            rows += page
        return rows

    return {
        **found,
        "flow_runs/get": lambda: client.get(RUN).json(),
        "flow_runs/get, async": get,
        "flow_runs/post": lambda: client.post(CREATE, json=BODY).json(),
        "flow_runs/post, async": post,
        "flow_runs/page": lambda: client.post("/flow_runs/filter", json={}).json(),
        "flow_runs/page, async": page,
        "flow_runs/list": listing,
        "flow_runs/list, async": alisting,
    }


def size() -> float:
    """Return the average bytes of a flow run."""
    return held(partial(orjson.loads, pages.page("flow_runs"))) / pages.PAGE


if __name__ == "__main__":
    serve(Worker(works(sys.argv[1]), {"size": size}))
