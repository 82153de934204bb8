"""Errors: classes, messages and pickling."""

import builtins
import copy
import json
import pickle
import traceback
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import httpx
import pytest

import prefect_http
import prefect_http_api
from prefect_http import errors
from prefect_http_api import flow_runs
from tests.support.stub import API, RUN, client, flow_run

pytestmark = pytest.mark.every_python

T = TypeVar("T")


def respond(status: int, content: bytes | str = b"", **headers: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _request: httpx.Response(status, content=content, headers=headers)


def error_of(status: int, content: bytes | str = b"") -> errors.StatusError:
    with client(respond(status, content)) as prefect, pytest.raises(errors.StatusError) as caught:
        prefect.flow_runs.get(RUN)
    return caught.value


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequestError),
        (401, errors.AuthenticationError),
        (403, errors.PermissionDeniedError),
        (404, errors.NotFoundError),
        (405, errors.StatusError),
        (409, errors.ConflictError),
        (418, errors.StatusError),
        (422, errors.ValidationError),
        (429, errors.RateLimitError),
        (500, errors.ServerError),
        (503, errors.ServerError),
        (599, errors.ServerError),
    ],
)
def test_status_determines_the_class(status: int, kind: type[errors.StatusError]) -> None:
    error = error_of(status, '{"detail": "Because."}')
    assert type(error) is kind
    assert (error.status, error.detail) == (status, "Because.")
    assert (error.method, error.url) == ("GET", f"{API}/flow_runs/{RUN}")
    assert str(error).startswith(f"GET {API}/flow_runs/{RUN}: {status} ")
    assert "Because" in str(error)


def test_invalid_field_is_reported_by_path_without_its_value() -> None:
    error = error_of(
        422,
        json.dumps(
            {
                "exception_message": "Invalid request received.",
                "exception_detail": [
                    {"loc": ["body", "limit"], "msg": "Input should be a valid integer", "input": "hunter2"},
                    {"loc": ["body", "tags", 0], "msg": "Field required", "ctx": {"value": "hunter2"}},
                ],
                "request_body": {"password": "hunter2"},
            }
        ),
    )
    problems = "body.limit: Input should be a valid integer; body.tags.0: Field required"
    assert error.detail == f"Invalid request received: {problems}"
    assert "hunter2" not in f"{error!s}{error!r}{vars(error)}"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ('{"detail": "Invalid limit: must be less than 200."}', "Invalid limit: must be less than 200."),
        ('{"detail": [{"loc": ["path", "id"], "msg": "Input should be a UUID"}]}', "path.id: Input should be a UUID"),
        ('{"exception_message": "Block document not found"}', "Block document not found"),
        ('{"exception_detail": null, "exception_message": "Internal Server Error"}', "Internal Server Error"),
        ('{"error": {"line": 2, "message": "unexpected end"}}', "line 2: unexpected end"),
        ('{"error": "no such route"}', "no such route"),
        ('{"error": "invalid_token", "error_description": "The token expired."}', "The token expired."),
        ('{"message": "Database is not available"}', "Database is not available"),
        ('{"detail": {"message": "Too large", "input": "hunter2"}}', "Too large"),
        ('{"detail": {"error": {"reason": "No such workspace"}}}', "No such workspace"),
        ('{"errors": [{"title": "Gone"}, "Try again"]}', "Gone; Try again"),
        ('{"exception_message": {"detail": "Not here"}}', "Not here"),
        ('{"detail": {"input": "hunter2"}}', ""),
        ('{"something": "else"}', ""),
        ("[1, 2]", ""),
        ("null", ""),
        ("[" * 100_000, ""),
        ('{"detail": ' + "[" * 900 + "]" * 900 + "}", ""),
    ],
)
def test_all_error_formats_are_parsed(body: str, detail: str) -> None:
    assert error_of(422, body).detail == detail


def test_long_problem_is_truncated() -> None:
    zones = "|".join(f"Zone/{number}" for number in range(600))
    problem = {"loc": ["body", "timezone"], "msg": f"String should match pattern '{zones}'"}
    error = error_of(422, json.dumps({"exception_detail": [problem, {"loc": ["body", "cron"], "msg": "Invalid"}]}))
    assert error.detail.startswith("body.timezone: String should match pattern 'Zone/0|Zone/1|")
    assert error.detail.endswith("…; body.cron: Invalid")
    assert len(error.detail) < 300


def test_403_with_a_reason_has_no_suggestion() -> None:
    assert "credentials" not in str(error_of(403, '{"detail": "Reserved for internal use."}'))
    assert "no credentials were sent" in str(error_of(403))


def test_html_is_quoted_and_truncated() -> None:
    page = "<html>\n<head><title>502 Bad Gateway</title></head>" + "<p>x</p>" * 1000
    error = error_of(502, page)
    assert error.detail == ""
    assert "<html> <head><title>502 Bad Gateway</title>" in str(error)
    assert len(str(error)) < 500
    assert "\n" not in str(error)


def test_empty_response_is_reported() -> None:
    assert "the response is empty" in str(error_of(503))


def test_unexpected_response_is_a_decode_error_of_both_packages() -> None:
    with client(respond(200, '{"id": 5}')) as prefect, pytest.raises(prefect_http_api.DecodeError) as caught:
        prefect.flow_runs.get(RUN)
    error = caught.value
    assert isinstance(error, prefect_http.DecodeError)
    assert isinstance(error, prefect_http.PrefectHTTPError)
    assert (error.operation, error.status, error.path) == ("flow_runs.read_flow_run", 200, "$.id")
    assert f"GET {API}/flow_runs/{RUN}" in str(error)
    assert "$.id" in str(error)


def test_html_with_status_200_is_a_decode_error() -> None:
    page = respond(200, "<!doctype html><title>Prefect</title>")
    with (
        client(page) as prefect,
        pytest.raises(errors.DecodeError, match="with a response that is not JSON") as caught,
    ):
        prefect.flow_runs.get(RUN)
    assert "Does the API URL (PREFECT_API_URL) end in /api?" in str(caught.value)
    assert "<!doctype html>" in str(caught.value)


def test_incomplete_json_is_reported() -> None:
    half = respond(200, '{"id": "11111111-1111-1111-')
    with (
        client(half) as prefect,
        pytest.raises(errors.DecodeError, match="with an incomplete response") as caught,
    ):
        prefect.flow_runs.get(RUN)
    assert "The server may have acted on the request" in str(caught.value)
    assert "PREFECT_API_URL" not in str(caught.value)


@pytest.mark.parametrize(
    ("cause", "kind", "builtin", "may_have_been_sent"),
    [
        (httpx.ConnectError("refused"), errors.ConnectionError, builtins.ConnectionError, False),
        (httpx.ProxyError("407"), errors.ConnectionError, builtins.ConnectionError, False),
        (httpx.ReadError(""), errors.ConnectionError, builtins.ConnectionError, True),
        (httpx.RemoteProtocolError("gone"), errors.ConnectionError, builtins.ConnectionError, True),
        (httpx.DecodingError("gzip"), errors.ConnectionError, builtins.ConnectionError, True),
        (httpx.ConnectTimeout(""), errors.TimeoutError, builtins.TimeoutError, False),
        (httpx.PoolTimeout(""), errors.TimeoutError, builtins.TimeoutError, False),
        (httpx.ReadTimeout(""), errors.TimeoutError, builtins.TimeoutError, True),
        (httpx.WriteTimeout(""), errors.TimeoutError, builtins.TimeoutError, True),
    ],
)
def test_transport_error_keeps_its_cause(
    cause: httpx.RequestError, kind: type[errors.TransportError], builtin: type[Exception], may_have_been_sent: bool
) -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise cause

    with client(fail) as prefect, pytest.raises(errors.TransportError) as caught:
        prefect.flow_runs.get(RUN)
    error = caught.value
    assert type(error) is kind
    assert isinstance(error, builtin)
    assert error.__cause__ is cause
    assert error.may_have_been_sent is may_have_been_sent
    assert ("Nothing was sent" in str(error)) is not may_have_been_sent
    assert f"GET {API}/flow_runs/{RUN}" in str(error)


REJECTED = b'{"state": null, "status": "REJECT", "details": {"type": "reject_details", "reason": "Too late."}}'


def every_error() -> list[prefect_http.PrefectHTTPError]:
    request: Any = {"method": "GET", "url": API}
    transport = [kind("m", **request, may_have_been_sent=True) for kind in _subclasses(errors.TransportError)]
    response: Any = request | {"status": 404, "detail": "d"}
    too_old = errors.UnsupportedByServerError("m", **response, server_version="3.0.11", since="3.2.15")
    statuses = [kind("m", **response) for kind in _subclasses(errors.StatusError) if kind is not type(too_old)]
    plain = [kind("m") for kind in (errors.ConfigurationError, errors.ArgumentError, errors.LeaseLostError)]
    misused = [kind("m") for kind in (errors.ClientClosedError, errors.ClientReuseError)]
    cause = prefect_http_api.DecodeError("a.b", 200, "$.x", "Expected `int`")
    run = flow_runs.read_flow_run(RUN).decode(200, json.dumps(flow_run(1)).encode())
    result = flow_runs.set_flow_run_state(RUN, state={"type": "CANCELLED"}).decode(200, REJECTED)
    return [
        *transport,
        *statuses,
        too_old,
        *plain,
        *misused,
        errors.DecodeError(cause, method="GET", url=API, quoted=""),
        errors.IncompatibleServerError("m", server_version="2.20.0", client_version="3.8.8"),
        errors.WaitTimeoutError("m", timeout=5.0, runs=[run]),
        errors.StateNotReachedError("m", run=run),
        errors.FlowRunFailedError("m", run=run),
        errors.StateChangeError("m", run_id=RUN, result=result),
    ]


def _subclasses(kind: type[T]) -> list[type[T]]:
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in _subclasses(child))]


@pytest.mark.parametrize("error", every_error(), ids=lambda error: type(error).__name__)
def test_errors_can_be_pickled_and_copied(error: prefect_http.PrefectHTTPError) -> None:
    error.add_note("The request failed 3 times.")
    for made in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301  # pickled here
        assert type(made) is type(error)
        assert (str(made), made.args, vars(made)) == (str(error), error.args, vars(error))


def test_str_is_the_message() -> None:
    messages = {type(error).__name__: str(error) for error in every_error()}
    # Its message is derived from its cause.
    del messages["DecodeError"]
    assert set(messages.values()) == {"m"}


@pytest.mark.parametrize("error", every_error(), ids=lambda error: type(error).__name__)
def test_trackers_find_the_whole_message(error: prefect_http.PrefectHTTPError) -> None:
    # Sentry shows the first of these that is not empty: `message`, `detail`, `str(error)`.
    assert error.message == str(error)
    assert repr(error) == f"{type(error).__name__}({str(error)!r})"
    assert str(error) in "".join(traceback.format_exception(error))


def test_message_names_the_request_next_to_the_detail() -> None:
    error = error_of(404, '{"detail": "Flow run not found"}')
    assert error.detail == "Flow run not found"
    assert error.message == f"GET {API}/flow_runs/{RUN}: 404 Not Found: Flow run not found"


def test_both_timeouts_are_builtin_timeouts() -> None:
    assert issubclass(errors.TimeoutError, builtins.TimeoutError)
    assert issubclass(errors.WaitTimeoutError, builtins.TimeoutError)
    assert not issubclass(errors.WaitTimeoutError, errors.TransportError)


def test_docstring_lists_every_error() -> None:
    drawn = errors.__doc__ or ""
    for name in errors.__all__:
        assert f" {name}" in drawn
    assert {type(error).__name__ for error in every_error()} | {"PrefectHTTPError"} == set(errors.__all__)


HOSTILE = "\x1b]0;title\x07 \x1b[2J\x9b31m\r\n\u202egnp.exe\u2066 a\u200bb\u2028c\u2029d\ud800e\x85f\0g\tn"
VISIBLE = r"\x1b]0;title\x07 \x1b[2J\x9b31m  \u202egnp.exe\u2066 a\u200bb c d\ud800e f\x00g n"
PROBLEM = {"loc": [HOSTILE], "msg": HOSTILE}
UNICODE = HOSTILE.replace("\ud800", "")
"""HOSTILE without its lone surrogate, which valid JSON and UTF-8 cannot contain."""


def failed_run(message: str, name: str = "run-1") -> bytes:
    state = {"id": str(RUN), "type": "FAILED", "timestamp": "2026-01-31T08:00:00Z", "message": message}
    return json.dumps({**flow_run(1), "name": name, "state_type": "FAILED", "state": state}).encode()


def caught_from(response: httpx.Response | httpx.RequestError, call: Callable[[Any], object]) -> str:
    def handler(_request: httpx.Request) -> httpx.Response:
        if isinstance(response, httpx.RequestError):
            raise response
        return response

    with client(handler) as prefect, pytest.raises(errors.PrefectHTTPError) as caught:
        call(prefect)
    return "".join(traceback.format_exception(caught.value)) if "\n" not in str(caught.value) else "broken"


@pytest.mark.parametrize(
    ("response", "call"),
    [
        (httpx.Response(400, content=json.dumps({"detail": HOSTILE})), lambda c: c.flow_runs.get(RUN)),
        (
            httpx.Response(422, content=json.dumps({"exception_detail": [PROBLEM]})),
            lambda c: c.ready(),
        ),
        (httpx.Response(502, content=json.dumps({"message": HOSTILE})), lambda c: c.flow_runs.get(RUN)),
        (
            httpx.Response(302, headers=[(b"location", UNICODE.encode())]),
            lambda c: c.flow_runs.get(RUN),
        ),
        (httpx.Response(200, content=UNICODE.encode()), lambda c: c.flow_runs.get(RUN)),
        (httpx.Response(200, json=UNICODE), lambda c: c.check_compatibility()),
        (httpx.ReadError(HOSTILE), lambda c: c.flow_runs.get(RUN)),
        (
            httpx.Response(200, headers=[(b"content-encoding", b"\x1b[2J")], stream=httpx.ByteStream(b"")),
            lambda c: c.flow_runs.get(RUN),
        ),
        (
            httpx.Response(200, content=failed_run(UNICODE, name=UNICODE)),
            lambda c: c.flow_runs.wait(UUID(int=1), raise_on_failure=True),
        ),
    ],
    ids=["detail", "problem", "gateway", "location", "body", "version", "transport", "encoding", "run"],
)
def test_text_from_the_server_cannot_control_the_terminal(
    response: httpx.Response | httpx.RequestError, call: Callable[[Any], object]
) -> None:
    shown = caught_from(response, call)
    assert all(line.isprintable() for line in shown.split("\n")), shown


def test_message_shows_what_it_escapes() -> None:
    error = error_of(400, json.dumps({"detail": HOSTILE}))
    assert str(error).endswith(f"400 Bad Request: {VISIBLE}")
    assert error.detail == HOSTILE
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301  # pickled here


def test_length_of_a_message_is_limited() -> None:
    message = "x" * 10**6
    with client(respond(200, failed_run(message))) as prefect, pytest.raises(errors.FlowRunFailedError) as caught:
        prefect.flow_runs.wait(UUID(int=1), raise_on_failure=True)
    assert 1000 < len(str(caught.value)) < 5000
    assert caught.value.run.state is not None
    assert caught.value.run.state.message == message


def test_added_sentences_are_part_of_the_message() -> None:
    for message in ("The server is busy.", "The server is busy"):
        error = errors.PrefectHTTPError(message)
        error.add_sentence("The request failed 3 times.")
        error.add_sentence("It was for a token.")
        for same in (error, pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301  # written here
            assert str(same) == same.message == "The server is busy. The request failed 3 times. It was for a token."
            assert str(same) in repr(same)
