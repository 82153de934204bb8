"""Program whose threads all make their first calls at once, in a fresh interpreter.

It prints ``ok`` if every thread has the same results. The argument is the name of the calls to make.
"""

import json
import sys
import threading
from collections.abc import Callable

THREADS = 24
API = "http://prefect.test/api"


def decode(bodies: dict[str, str]) -> list[object]:
    """Decode a response of each operation, with unions and nested classes."""
    from prefect_http_api.operations import OPERATIONS

    return [OPERATIONS[name].decode(200, body.encode()) for name, body in bodies.items()]


def call(bodies: dict[str, str]) -> list[object]:
    """Create a client and make calls with it: responses, an error, and names that are imported on first use."""
    import httpx

    import prefect_http

    def respond(request: httpx.Request) -> httpx.Response:
        if request.method == "DELETE":
            return httpx.Response(404, json={"detail": "Flow not found"})
        name = "flow_runs.read_flow_run" if request.method == "GET" else "flows.read_flow"
        return httpx.Response(200, content=bodies[name])

    run = "11111111-1111-1111-1111-111111111111"
    flow = json.loads(bodies["flows.read_flow"])["name"]
    with prefect_http.Prefect(API, transport=httpx.MockTransport(respond)) as prefect:
        found: list[object] = [prefect.flow_runs.get(run), prefect.flows.create(name=flow)]
        try:
            prefect.flows.delete(run)
        except prefect_http.NotFoundError as error:
            found.append(str(error))
    return [*found, prefect_http.models.FlowRun.__name__, prefect_http.RetryPolicy().attempts]


def find_tools(_bodies: dict[str, str]) -> list[object]:
    """Look up what the compatibility run looks up in each of its threads."""
    from generator.servers.install import find_uv
    from generator.servers.recipes import load_recipes

    return [find_uv(), list(load_recipes())]


CALLS: dict[str, Callable[[dict[str, str]], list[object]]] = {
    each.__name__: each for each in (decode, call, find_tools)
}


def main(name: str) -> None:
    """Make the calls called *name* in all threads. Response bodies by operation come from standard input."""
    bodies = json.load(sys.stdin)
    start = threading.Barrier(THREADS)
    results: list[str] = []

    def work() -> None:
        start.wait()
        try:
            results.append(repr(CALLS[name](bodies)))
        except BaseException as error:  # noqa: BLE001  # reported below
            results.append(f"{type(error).__name__}: {error}")

    # Threads switch as often as possible.
    sys.setswitchinterval(1e-6)
    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    different = sorted(set(results))
    print("ok" if len(different) == 1 and different[0].startswith("[") else "\n".join(different))


if __name__ == "__main__":
    main(sys.argv[1])
