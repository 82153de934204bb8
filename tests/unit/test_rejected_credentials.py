"""Rejected credentials: the error says which were rejected, and where they come from, without showing them."""

from base64 import b64encode
from collections.abc import Callable
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


def message_of(
    response: httpx.Response,
    api_url: str | None = API,
    use: Callable[[Prefect], object] = lambda it: it.flow_runs.get(RUN),
    **options: Any,
) -> str:
    """Return what the error says after the server's message."""
    transport = httpx.MockTransport(lambda _request: response)
    kinds = (AuthenticationError, PermissionDeniedError)
    with Prefect(api_url, transport=transport, **options) as prefect, pytest.raises(kinds) as caught:
        use(prefect)
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


# Prefect Cloud


def cloud_message(
    response: httpx.Response, use: Callable[[Prefect], object] = lambda it: it.deployments.trigger(RUN), **options: Any
) -> str:
    """Return what the error of Prefect Cloud says after the server's message."""
    return message_of(response, "https://api.prefect.cloud/api/accounts/a/workspaces/w", use, **options)


DENIALS: dict[str, dict[str, Any]] = {
    "empty": {},
    "generic": {"json": {"detail": "Forbidden"}},
    "reason": {"json": {"detail": "Your account does not allow this."}},
    "FastAPI's list": {"json": {"detail": [{"loc": ["header"], "msg": "not allowed", "type": "x"}]}},
    "page": {"html": "<h1>403</h1>"},
    "echo": {"text": f"the key {SECRET} may not"},
}


@pytest.mark.parametrize("headers", [{}, {"x-deny": "ext-authz"}], ids=["server", "gateway"])
@pytest.mark.parametrize("body", DENIALS.values(), ids=DENIALS)
def test_403_of_cloud_names_the_key_and_the_scope(
    settings: Path, monkeypatch: pytest.MonkeyPatch, body: dict[str, Any], headers: dict[str, str]
) -> None:
    monkeypatch.setenv("PREFECT_API_KEY", SECRET)
    assert cloud_message(httpx.Response(403, headers=headers, **body)).endswith(
        "The API key from PREFECT_API_KEY (environment) may lack the scope 'run_deployments' that "
        "POST /deployments/{id}/create_flow_run requires on Prefect Cloud, or access to the workspace or resource."
    )


USES: list[tuple[Callable[[Prefect], object], str]] = [
    (lambda it: it.flow_runs.get(RUN), "the scope 'see_flows' that GET /flow_runs/{id} requires on Prefect Cloud"),
    (lambda it: it.variables.delete("v"), "the scope 'manage_variables' that DELETE /variables/name/{name} requires"),
    (lambda it: it.artifacts.list().first(), "the scope 'see_artifacts' that POST /artifacts/filter requires"),
    (
        lambda it: it.work_pools.concurrency_status("p"),
        "the scopes 'see_work_pools' and 'see_work_queues' that POST /work_pools/{name}/concurrency_status requires",
    ),
    (lambda it: it.automations.get(RUN), "a permission, or access to the workspace or resource"),
    (lambda it: it.events.list().first(), "a permission, or access to the workspace or resource"),
    (lambda it: it.health(), "a permission, or access to the workspace or resource"),
]


@pytest.mark.parametrize(("use", "missing"), USES, ids=[missing for _, missing in USES])
def test_scope_is_that_of_the_operation(settings: Path, use: Callable[[Prefect], object], missing: str) -> None:
    message = cloud_message(httpx.Response(403), use, api_key=SECRET)
    assert f"The API key from api_key (argument of the client) may lack {missing}" in message


def test_rejected_key_of_cloud(settings: Path) -> None:
    assert cloud_message(CLOUD, api_key=SECRET).endswith(
        "Prefect Cloud rejected the API key from api_key (argument of the client): it may be wrong, expired or "
        "revoked, or belong to another account. "
        "POST /deployments/{id}/create_flow_run requires the scope 'run_deployments' on Prefect Cloud."
    )
    assert cloud_message(CLOUD, lambda it: it.health(), api_key=SECRET).endswith("or belong to another account.")


@pytest.mark.parametrize("status", [401, 403])
def test_missing_key_of_cloud(settings: Path, status: int) -> None:
    message = cloud_message(httpx.Response(status, json={"detail": "Unauthorized"}), lambda it: it.health())
    assert message.endswith("No credentials were sent: set PREFECT_API_KEY (api_key).")


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize(
    ("variables", "sent"),
    [
        (
            {"PREFECT_API_AUTH_STRING": f"me:{SECRET}", "PREFECT_API_KEY": SECRET},
            "user and password from PREFECT_API_AUTH_STRING (environment)",
        ),
        (
            {"PREFECT_CLIENT_CUSTOM_HEADERS": f'{{"Authorization": "Token {SECRET}"}}'},
            "credentials from PREFECT_CLIENT_CUSTOM_HEADERS (environment)",
        ),
    ],
    ids=["auth string", "header"],
)
def test_other_credentials_for_cloud(
    settings: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], sent: str, status: int
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cloud_message(httpx.Response(status), lambda it: it.health()).endswith(
        f"Prefect Cloud expects an API key, but the {sent} were sent. Auth strings and headers take precedence over "
        "API keys: remove them, and set PREFECT_API_KEY (api_key)."
    )


def test_quoted_key_for_cloud(settings: Path) -> None:
    message = cloud_message(CLOUD, lambda it: it.health(), api_key=f'"{SECRET}"')
    assert message.endswith("the value is in quotes, which are part of it: remove them.")


@pytest.mark.parametrize("profile", ["cloud", "prefect-cloud"])
def test_profile_written_by_a_login_is_used(settings: Path, profile: str) -> None:
    """``prefect cloud login`` writes into the active profile, and ``prefect-cloud`` into its own."""
    workspace = "https://api.prefect.cloud/api/accounts/a/workspaces/w"
    (settings / "profiles.toml").write_text(
        f'active = "{profile}"\n\n[profiles.{profile}]\nPREFECT_API_KEY = "{SECRET}"\nPREFECT_API_URL = "{workspace}"\n'
    )
    message = message_of(CLOUD, None, lambda it: it.health())
    assert f"GET {workspace}/health" in message
    assert f"Prefect Cloud rejected the API key from PREFECT_API_KEY (profile {profile!r} in " in message


# Auth strings without a colon


def test_auth_string_without_a_colon_is_rejected(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = r"must contain a colon: use user:password, or set an API key as PREFECT_API_KEY"
    with pytest.raises(ConfigurationError, match=rf"^auth_string \(argument of the client\) {expected}$") as caught:
        Prefect(API, auth_string=SECRET)
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", SECRET)
    with pytest.raises(ConfigurationError, match=rf"^PREFECT_API_AUTH_STRING \(environment\) {expected}$"):
        Prefect(API)
    assert SECRET not in str(caught.value)
