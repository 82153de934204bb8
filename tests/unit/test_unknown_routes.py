"""Unknown routes: a wrong API URL must not appear to be a missing resource."""

from collections.abc import Callable

import httpx
import pytest

from prefect_http import NotFoundError, Prefect, StatusError, UnknownRouteError
from tests.support.clock import Clock
from tests.support.stub import API, RUN

pytestmark = pytest.mark.every_python


def client(response: httpx.Response, api_url: str = API) -> Prefect:
    return Prefect(api_url, transport=httpx.MockTransport(lambda _request: response))


def error_of(status: int, content: str) -> StatusError:
    with client(httpx.Response(status, text=content)) as prefect, pytest.raises(StatusError) as caught:
        prefect.flow_runs.get(RUN)
    return caught.value


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, '{"detail": "Not Found"}'),
        (404, ""),
        (404, "404 page not found"),
        (404, "<html><title>404 Not Found</title></html>"),
        (404, '{"message": "no Route matched with those values"}'),
        (404, '{"timestamp": 1, "status": 404, "error": "Not Found", "path": "/flows"}'),
        (404, "null"),
        (405, '{"detail": "Method Not Allowed"}'),
        (405, "<html>Not Allowed</html>"),
    ],
)
def test_unknown_route_is_no_unknown_resource(status: int, body: str) -> None:
    error = error_of(status, body)
    assert type(error) is UnknownRouteError
    assert str(error).endswith(
        f"There may be no Prefect API at {API} (PREFECT_API_URL should end in /api), "
        "the ID may be malformed, or the server too old for this operation."
    )


@pytest.mark.parametrize("body", ['{"detail": "Flow run not found"}', '{"exception_message": ""}'])
def test_unknown_resource_suggests_nothing(body: str) -> None:
    error = error_of(404, body)
    assert type(error) is NotFoundError
    assert "PREFECT_API_URL" not in str(error)


def test_name_with_a_slash_is_an_unknown_resource() -> None:
    with client(httpx.Response(404, json={"detail": "Not Found"})) as prefect, pytest.raises(NotFoundError):
        prefect.variables.get("a/b")


LOOKUPS: list[Callable[[Prefect], object]] = [
    lambda prefect: prefect.flows.get("f"),
    lambda prefect: prefect.flows.get(RUN),
    lambda prefect: prefect.flows.update("f", tags=[]),
    lambda prefect: prefect.deployments.get("f/d"),
    lambda prefect: prefect.deployments.get(RUN),
    lambda prefect: prefect.deployments.trigger("f/d"),
    lambda prefect: prefect.deployments.trigger(RUN),
    lambda prefect: prefect.deployments.trigger_many("f/d", [{}]),
    lambda prefect: prefect.variables.get("v"),
    lambda prefect: prefect.variables.set("v", 1),
    lambda prefect: prefect.variables.delete("v"),
    lambda prefect: prefect.block_types.get("t"),
    lambda prefect: prefect.block_documents.get("t/d"),
    lambda prefect: prefect.work_pools.get("p"),
    lambda prefect: prefect.work_queues.get("p/q"),
    lambda prefect: prefect.concurrency_limits.get("c"),
    lambda prefect: prefect.artifacts.get(RUN),
    lambda prefect: prefect.automations.get(RUN),
    lambda prefect: prefect.flow_runs.get(RUN),
    lambda prefect: prefect.flow_runs.wait(RUN),
    lambda prefect: prefect.flow_runs.delete(RUN),
    lambda prefect: prefect.task_runs.get(RUN),
    lambda prefect: list(prefect.flow_runs.list()),
    lambda prefect: prefect.flow_runs.delete_many([RUN]),
    lambda prefect: prefect.flow_runs.cancel_many([RUN]),
    lambda prefect: prefect.deployments.pause_many([RUN]),
]
"""Calls for which a server without the API must not appear to be a server without the resource."""


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("http://host:4200", "did you mean http://host:4200/api?"),
        ("http://host:4200/", "did you mean http://host:4200/api?"),
        ("http://host:4200/api/v1", "did you mean http://host:4200/api?"),
        ("http://host:4200/api/api", "did you mean http://host:4200/api?"),
        ("http://host/prefect", "did you mean http://host/prefect/api?"),
        ("http://me:hunter2@host/prefect/apis", "did you mean http://host/prefect/api?"),
        ("https://api.prefect.cloud/api/accounts/a/workspaces/w", "The account or workspace in PREFECT_API_URL may"),
    ],
)
def test_unknown_route_suggests_the_url_of_the_api(url: str, advice: str) -> None:
    with client(httpx.Response(404, json={"detail": "Not Found"}), url) as prefect:
        for look_up in LOOKUPS:
            with pytest.raises(UnknownRouteError) as caught:
                look_up(prefect)
            assert advice in str(caught.value)
            assert str(caught.value).startswith(caught.value.method)
            assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "path", "advice"),
    [
        (
            API,
            "/api/flow_runs/count",
            f"The path repeats /api, which is part of the API URL {API}: use /flow_runs/count.",
        ),
        (f"{API}/", f"{API}/api/health", "The path repeats /api,"),
        ("http://host/prefect/api", "/prefect/api/flows/filter", "The path repeats /prefect/api, "),
        ("http://host/prefect/api", "/api/flows/filter", "http://host/prefect/api: use /flows/filter."),
        ("https://api.prefect.cloud/api/accounts/a/workspaces/w", "/api/flows/filter", "use /flows/filter."),
        (
            "https://api.prefect.cloud/api/accounts/a/workspaces/w",
            "/api/accounts/a/workspaces/w/flows/filter",
            "The path repeats /api/accounts/a/workspaces/w, ",
        ),
        (API, "/apis", f"There may be no Prefect API at {API}"),
        ("http://host:4200", "/api/flows/filter", "did you mean http://host:4200/api?"),
    ],
)
def test_path_that_repeats_the_api_url_is_named(url: str, path: str, advice: str) -> None:
    with client(httpx.Response(404, json={"detail": "Not Found"}), url) as prefect:
        with pytest.raises(UnknownRouteError) as caught:
            prefect.request("POST", path)
        assert advice in str(caught.value)


def test_unknown_route_does_not_make_a_retried_delete_succeed(clock: Clock) -> None:
    responses = iter([httpx.Response(502), httpx.Response(404, text="default backend")])
    transport = httpx.MockTransport(lambda _request: next(responses))
    with Prefect(API, transport=transport) as prefect, pytest.raises(UnknownRouteError):
        prefect.flow_runs.delete(RUN)
    assert len(clock.slept) == 1
