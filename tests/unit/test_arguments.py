"""Arguments of wrong types, out of range, or with wrong names are rejected with a one-line error."""

import inspect
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, Listing, Prefect, PrefectHTTPError, RetryPolicy
from prefect_http._arguments import seconds, timeout_seconds
from tests.support.stub import API, RUN, client

pytestmark = pytest.mark.every_python

NAN, INFINITY, HUGE = float("nan"), float("inf"), 10**400
NOW = datetime(2026, 1, 31, 8, tzinfo=UTC)
WRONG: list[Any] = [
    *(None, True, 5, -1, 1.5, NAN, INFINITY, HUGE, 1j),
    *("text", "", "\ud800", b"bytes", Path("x")),
    *(["a"], [None], [], {"a": 1}, {1}, (1,)),
    *(timedelta(1), NOW, NOW.replace(tzinfo=None), date(2026, 1, 31)),
    *(object(), print, Prefect),
]


def methods(resource: object) -> Iterator[Callable[..., Any]]:
    """Yield the public methods of *resource*, and of the resources that hang on it."""
    for name, member in inspect.getmembers_static(type(resource)):
        if name.startswith("_") or name in {"close", "send", "send_raw"}:
            continue
        if isinstance(member, property):
            child = getattr(resource, name)
            if type(child).__module__.startswith("prefect_http._sync.resources"):
                yield from methods(child)
        elif callable(member):
            yield getattr(resource, name)


def valid(parameter: inspect.Parameter) -> object:
    """Return a valid value for a required parameter."""
    annotation = str(parameter.annotation)
    kinds = {"Iterable": [], "Mapping": {}, "Filter": {}, "UUID": RUN, "datetime": NOW, "timedelta": timedelta(1)}
    return next((value for kind, value in kinds.items() if kind in annotation), "name")


def test_wrong_values_never_raise_from_inside() -> None:
    """Each parameter of each method gets each wrong value, which the client or the server must reject, or accept."""
    calls = 0
    raw: list[str] = []
    with client(lambda _: httpx.Response(422, json={"detail": "Invalid."})) as prefect:
        for method in methods(prefect):
            parameters = inspect.signature(method).parameters.values()
            named = [one for one in parameters if one.kind is not one.VAR_KEYWORD]
            for tested in named:
                for wrong in WRONG:
                    values = {one.name: valid(one) for one in named if one.default is one.empty}
                    values[tested.name] = wrong
                    positional = [values.pop(one.name) for one in named if one.kind is one.POSITIONAL_ONLY]
                    calls += 1
                    try:
                        result = method(*positional, **values)
                        if isinstance(result, Listing | Iterator):
                            next(iter(result), None)
                    except PrefectHTTPError as error:
                        if not str(error).isprintable() or len(str(error)) > 500:
                            raw.append(f"{method.__qualname__}({tested.name}={wrong!r:.40}): {error}")
                    except Exception as error:  # noqa: BLE001  # under test
                        raw.append(f"{method.__qualname__}({tested.name}={wrong!r:.40}): {error!r}")
    assert raw == []
    assert calls > 5000


@pytest.mark.parametrize("kind", [Prefect, AsyncPrefect])
@pytest.mark.parametrize(
    "option",
    ["api_url", "api_key", "auth_string", "profile", "headers", "timeout", "retry", "verify", "proxy", "project_files"],
)
def test_wrong_options_of_a_client_never_raise_from_inside(kind: type[Any], option: str) -> None:
    for wrong in WRONG:
        message = ""
        try:
            kind(**{"api_url": API, option: wrong})
        except PrefectHTTPError as error:
            message = str(error)
        assert message.isprintable()
        assert len(message) < 500


@pytest.mark.parametrize(
    "wrong", [[], "text", [print], {"request": print}, {"request": "ab"}, {1: []}, {"response": [5]}]
)
@pytest.mark.parametrize("kind", [Prefect, AsyncPrefect])
def test_invalid_hooks_are_rejected(kind: type[Any], wrong: Any) -> None:
    with pytest.raises(ArgumentError, match=r"event_hooks.*use \{\"request\"|hooks in event_hooks must be callable"):
        kind(API, event_hooks=wrong)


def test_async_hook_of_a_sync_client_is_rejected() -> None:
    async def hook(_: object) -> None: ...

    with pytest.raises(ArgumentError, match="must not be async"):
        Prefect(API, event_hooks={"request": [hook]})


@pytest.mark.anyio
async def test_sync_hook_of_an_async_client_is_rejected() -> None:
    hooks: Any = {"request": [print]}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json="3.8.8"))
    async with AsyncPrefect(API, transport=transport, event_hooks=hooks) as prefect:
        with pytest.raises(ArgumentError, match="async client must be async: use async def"):
            await prefect.server_version()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("attempts", [0, -1, 1.5, NAN, "3", True, None]),
        ("statuses", [500, "500", ["500"], [True], [-1], {500: 1}, None]),
        ("wait_initial", [-1, NAN, INFINITY, HUGE, "1", True, None, timedelta(-1), timedelta.max]),
        ("wait_max", [-1, NAN, INFINITY, "1", b"1", None]),
        ("wait_jitter", [-0.1, NAN, INFINITY, "1", True, None, timedelta(1)]),
        ("retry_after_max", [-1, NAN, INFINITY, [1], None]),
        ("timeout", [-1, NAN, "60", True, {}]),
    ],
)
def test_retry_policy_rejects_invalid_values(name: str, values: list[Any]) -> None:
    for value in values:
        with pytest.raises(ArgumentError, match=f"^{name} must be .*, got ") as caught:
            RetryPolicy(**{name: value})
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 150


def test_retry_policy_accepts_timedeltas_and_lists() -> None:
    policy = RetryPolicy(wait_initial=timedelta(milliseconds=500), timeout=timedelta(minutes=2), statuses=[500])
    assert (policy.wait_initial, policy.timeout, policy.statuses) == (0.5, 120.0, frozenset({500}))
    assert replace(policy, attempts=2) == pickle.loads(pickle.dumps(replace(policy, attempts=2)))  # noqa: S301
    assert repr(policy).startswith("RetryPolicy(attempts=6, statuses=frozenset({500}), wait_initial=0.5,")


def test_timedelta_is_accepted_as_a_timeout() -> None:
    timeouts: list[object] = []

    def respond(request: httpx.Request) -> httpx.Response:
        timeouts.append(request.extensions["timeout"]["read"])
        return httpx.Response(200, json="3.8.8")

    with Prefect(API, timeout=timedelta(minutes=1), transport=httpx.MockTransport(respond)) as prefect:
        prefect.server_version()
        prefect.with_options(timeout=timedelta(milliseconds=500)).server_version()
    assert timeouts == [60.0, 0.5]


@pytest.mark.parametrize(
    ("value", "result"), [(0, 0), (1.5, 1.5), (timedelta(hours=1), 3600), (INFINITY, INFINITY), (HUGE, INFINITY)]
)
def test_durations_are_converted_to_seconds(value: Any, result: float) -> None:
    assert seconds(value, "limit") == result


@pytest.mark.parametrize("value", [-1, NAN, True, "60", b"60", [60], 1j, timedelta(-1), -HUGE])
def test_invalid_durations_are_rejected(value: Any) -> None:
    with pytest.raises(ArgumentError, match=r"^limit must be a non-negative number of seconds, got "):
        seconds(value, "limit")
    with pytest.raises(ArgumentError, match=r"^timeout must be a .* number of seconds, or None for no limit, got "):
        timeout_seconds(value)


def test_string_is_not_a_flag() -> None:
    no: Any = "no"
    with pytest.raises(ArgumentError, match=r"^project_files must be True or False, got 'no'$"):
        Prefect(API, project_files=no)
    with Prefect(API, retry=False) as prefect:
        with pytest.raises(ArgumentError, match=r"^wait must be True or False"):
            prefect.deployments.trigger(RUN, wait=no)
        with pytest.raises(ArgumentError, match=r"^raise_on_failure must be True or False"):
            prefect.flow_runs.wait(RUN, raise_on_failure=no)
        with pytest.raises(ArgumentError, match=r"^force must be True or False"):
            prefect.flow_runs.set_state(RUN, "COMPLETED", force=no)


NAMES: list[tuple[Callable[..., object], dict[str, object], str]] = [
    (Prefect, {"url": API}, r"Prefect\(\) does not accept 'url' \(did you mean 'api_url'\?\)\. Accepted: api_url, "),
    (AsyncPrefect, {"api": API}, r"AsyncPrefect\(\) does not accept 'api'.* Accepted: api_url, "),
    (RetryPolicy, {"max_retries": -1}, r"RetryPolicy\(\) does not accept 'max_retries'\. Accepted: attempts, "),
    (RetryPolicy, {"status": [500]}, r"did you mean 'statuses'\?"),
]


@pytest.mark.parametrize(("function", "arguments", "message"), NAMES)
def test_unknown_option_is_rejected(function: Callable[..., object], arguments: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=f"^{message}" if "(" in message else message):
        function(**arguments)


def test_wrong_names_and_numbers_of_arguments_are_rejected() -> None:
    with Prefect(API) as prefect:
        wait: Any = prefect.flow_runs.wait
        with_options: Any = prefect.with_options
        with pytest.raises(
            ArgumentError, match=r"^FlowRuns.wait\(\) does not accept 'timout' \(did you mean 'timeout'"
        ):
            wait(RUN, timout=5)
        with pytest.raises(ArgumentError, match=r"^FlowRuns.wait\(\) missing 1 required positional argument: 'run_id'"):
            wait()
        with pytest.raises(ArgumentError, match=r"^Prefect.with_options\(\) does not accept 'timout'"):
            with_options(timout=5)


def test_type_errors_of_the_callers_own_code_are_not_changed() -> None:
    def rows() -> Iterator[Any]:
        yield RUN
        raise TypeError("of the caller")

    with Prefect(API, retry=False) as prefect, pytest.raises(TypeError, match=r"^of the caller$"):
        prefect.flow_runs.wait_many(rows())


@pytest.mark.anyio
async def test_async_methods_stay_coroutine_functions() -> None:
    assert inspect.iscoroutinefunction(AsyncPrefect.ready)
    async with AsyncPrefect(API) as prefect:
        assert inspect.iscoroutinefunction(prefect.flow_runs.wait)
        wait: Any = prefect.flow_runs.wait
        with pytest.raises(ArgumentError, match=r"^AsyncFlowRuns.wait\(\) does not accept 'timout'"):
            await wait(RUN, timout=5)
