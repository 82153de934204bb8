"""Rejected credentials: the error says which were rejected, and where they come from, without showing them."""

from base64 import b64encode
from pathlib import Path
from typing import Any

import httpx
import pytest

from prefect_http import AuthenticationError, ConfigurationError, PermissionDeniedError, Prefect
from tests.support.stub import API, RUN

pytestmark = pytest.mark.every_python

SECRET = "hunter2-hunter2"

SELF_HOSTED = httpx.Response(401, json={"exception_message": "Unauthorized"})
CLOUD = httpx.Response(401, json={"detail": "Invalid authentication credentials"})
BASIC = httpx.Response(401, text="<html>401</html>", headers={"WWW-Authenticate": 'Basic realm="Prefect"'})
BEARER = httpx.Response(401, json={"detail": "Unauthorized"}, headers={"WWW-Authenticate": "Bearer"})


def message_of(response: httpx.Response, api_url: str = API, **options: Any) -> str:
    """Return what the error says after the server's message."""
    transport = httpx.MockTransport(lambda _request: response)
    kinds = (AuthenticationError, PermissionDeniedError)
    with Prefect(api_url, transport=transport, **options) as prefect, pytest.raises(kinds) as caught:
        prefect.flow_runs.get(RUN)
    message = str(caught.value)
    for secret in (SECRET, b64encode(f"me:{SECRET}".encode()).decode()):
        assert secret not in message
    assert "\n" not in message
    return message


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Working directory and ``PREFECT_HOME``, both empty."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    return tmp_path


# Where the credentials come from


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        ({"auth_string": f"me:{SECRET}"}, "user and password from auth_string (argument of the client)"),
        ({"api_key": SECRET}, "API key from api_key (argument of the client)"),
        ({"headers": {"Authorization": f"Bearer {SECRET}"}}, "API key from headers (argument of the client)"),
        ({"headers": {"authorization": f"Token {SECRET}"}}, "credentials from headers (argument of the client)"),
    ],
)
def test_arguments_are_named(settings: Path, options: dict[str, Any], sent: str) -> None:
    assert f"The server rejected the {sent}" in message_of(CLOUD, **options)


@pytest.mark.parametrize(
    ("variable", "value", "kind"),
    [
        ("PREFECT_API_AUTH_STRING", f"me:{SECRET}", "user and password"),
        ("PREFECT_API_KEY", SECRET, "API key"),
        ("PREFECT_CLIENT_CUSTOM_HEADERS", f'{{"Authorization": "Basic {SECRET}"}}', "user and password"),
    ],
)
def test_environment_variables_are_named(
    settings: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, kind: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert f"The server rejected the {kind} from {variable} (environment)" in message_of(CLOUD)


def test_credentials_in_the_url_are_named(settings: Path) -> None:
    message = message_of(SELF_HOSTED, f"http://me:{SECRET}@prefect.test/api")
    assert "The server rejected the user and password from api_url (argument of the client)" in message


@pytest.mark.parametrize(
    ("file", "content", "source"),
    [
        (".env", f"PREFECT_API_KEY={SECRET}", "PREFECT_API_KEY (.env)"),
        ("prefect.toml", f"[api]\nkey = '{SECRET}'", "api.key (prefect.toml)"),
        ("pyproject.toml", f"[tool.prefect.api]\nkey = '{SECRET}'", "tool.prefect.api.key (pyproject.toml)"),
        ("profiles.toml", f"active = 'p'\n[profiles.p]\nPREFECT_API_KEY = '{SECRET}'", "(profile 'p' in "),
    ],
)
def test_files_are_named(settings: Path, file: str, content: str, source: str) -> None:
    (settings / file).write_text(content)
    assert source in message_of(CLOUD)


def test_header_of_an_event_hook_is_named(settings: Path) -> None:
    def authorize(request: httpx.Request) -> None:
        request.headers["Authorization"] = f"Bearer {SECRET}"

    message = message_of(CLOUD, event_hooks={"request": [authorize]})
    assert "The server rejected the API key from the Authorization header" in message


# What to do


@pytest.mark.parametrize(
    ("response", "advice"),
    [
        (SELF_HOSTED, "No credentials were sent: set PREFECT_API_AUTH_STRING (auth_string) to user:password."),
        (BASIC, "No credentials were sent: set PREFECT_API_AUTH_STRING (auth_string) to user:password."),
        (BEARER, "No credentials were sent: set PREFECT_API_KEY (api_key)."),
        (
            CLOUD,
            "or PREFECT_API_AUTH_STRING for a server with Basic authentication: no credentials were sent.",
        ),
    ],
    ids=["self-hosted", "Basic", "Bearer", "unknown"],
)
def test_missing_credentials(settings: Path, response: httpx.Response, advice: str) -> None:
    assert message_of(response).endswith(advice)


@pytest.mark.parametrize("response", [SELF_HOSTED, BASIC], ids=["self-hosted", "Basic"])
def test_key_for_a_server_with_basic_authentication(settings: Path, response: httpx.Response) -> None:
    assert message_of(response, api_key=SECRET).endswith(
        "The server rejected the API key from api_key (argument of the client), because it expects the user and "
        "password: set PREFECT_API_AUTH_STRING (auth_string) to user:password."
    )


def test_auth_string_for_a_server_with_api_keys(settings: Path) -> None:
    assert message_of(BEARER, auth_string=f"me:{SECRET}").endswith(
        "because it expects the API key: set PREFECT_API_KEY (api_key)."
    )


def test_wrong_password(settings: Path) -> None:
    assert message_of(SELF_HOSTED, auth_string=f"me:{SECRET}").endswith(
        "(argument of the client): compare them with the server's PREFECT_SERVER_API_AUTH_STRING."
    )


@pytest.mark.parametrize(
    "options", [{"api_key": f'"{SECRET}"'}, {"auth_string": f"'me:{SECRET}'"}], ids=["key", "auth string"]
)
def test_quotes_around_the_value(settings: Path, options: dict[str, Any]) -> None:
    assert message_of(CLOUD, **options).endswith("the value is in quotes, which are part of it: remove them.")


@pytest.mark.parametrize("value", [f" me:{SECRET} ", f"me:{SECRET}\n"])
def test_whitespace_around_the_value_is_not_sent(settings: Path, value: str) -> None:
    seen: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["Authorization"])
        return httpx.Response(200, json=True)

    with Prefect(API, auth_string=value, transport=httpx.MockTransport(respond)) as prefect:
        assert prefect.health()
    assert seen == [f"Basic {b64encode(f'me:{SECRET}'.encode()).decode()}"]


def test_missing_permission(settings: Path) -> None:
    message = message_of(httpx.Response(403, json={"detail": "Forbidden"}), api_key=SECRET)
    assert message.endswith(
        "The server accepted the API key from api_key (argument of the client), but not for this operation: "
        "a permission is missing."
    )


def test_forbidden_without_credentials(settings: Path) -> None:
    assert "no credentials were sent" in message_of(httpx.Response(403, json={"detail": "Not authenticated"}))


# Auth strings without a colon


def test_auth_string_without_a_colon_is_rejected(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = r"must contain a colon: use user:password, or set an API key as PREFECT_API_KEY"
    with pytest.raises(ConfigurationError, match=rf"^auth_string \(argument of the client\) {expected}$") as caught:
        Prefect(API, auth_string=SECRET)
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", SECRET)
    with pytest.raises(ConfigurationError, match=rf"^PREFECT_API_AUTH_STRING \(environment\) {expected}$"):
        Prefect(API)
    assert SECRET not in str(caught.value)
