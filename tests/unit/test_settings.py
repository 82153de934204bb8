"""Arguments, variables and single values. Files are tested in ``test_settings_files``."""

import pickle
import traceback
from base64 import b64encode
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme

from prefect_http import ConfigurationError, Prefect
from tests.support.machine import Machine

pytestmark = pytest.mark.every_python

URL = {"PREFECT_API_URL": "http://127.0.0.1:4200/api"}
CLOUD = "https://api.prefect.cloud/api"
SECRET = "hunter2"


def basic(string: str) -> str:
    return "Basic " + b64encode(string.encode()).decode()


def test_arguments_take_precedence_over_the_environment(machine: Machine) -> None:
    settings = machine.resolve(URL | {"PREFECT_API_KEY": "env"}, api_url="https://host/api/", api_key="arg")
    assert settings.api_url == "https://host/api"
    assert settings.authorization == "Bearer arg"


def test_environment_alone_is_sufficient(machine: Machine) -> None:
    environment = URL | {"PREFECT_API_KEY": "pnu_x", "PREFECT_CLIENT_CUSTOM_HEADERS": '{"X-Team": "data"}'}
    settings = machine.resolve(environment)
    assert settings.authorization == "Bearer pnu_x"
    assert settings.headers == {"X-Team": "data"}


def test_defaults_match_prefect(machine: Machine) -> None:
    settings = machine.resolve(URL)
    assert settings.authorization is None
    assert settings.headers == {}
    assert settings.verify is True
    assert settings.timeout == 60.0
    assert settings.max_retries == 5
    assert settings.retry_extra_codes == frozenset()
    assert settings.retry_jitter_factor == 0.2
    assert settings.csrf_support is True


def test_every_variable_is_read(machine: Machine) -> None:
    settings = machine.resolve(
        URL
        | {
            "PREFECT_API_REQUEST_TIMEOUT": "1.5",
            "PREFECT_CLIENT_MAX_RETRIES": "0",
            "PREFECT_CLIENT_RETRY_EXTRA_CODES": "404, 500",
            "PREFECT_CLIENT_RETRY_JITTER_FACTOR": "0",
            "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "No",
        }
    )
    assert settings.timeout == 1.5
    assert settings.max_retries == 0
    assert settings.retry_extra_codes == {404, 500}
    assert settings.retry_jitter_factor == 0.0
    assert settings.csrf_support is False


def test_infinite_timeout_is_no_limit(machine: Machine) -> None:
    assert machine.resolve(URL | {"PREFECT_API_REQUEST_TIMEOUT": "inf"}).timeout is None


@pytest.mark.parametrize(
    ("environment", "verify"),
    [
        ({"SSL_CERT_FILE": "/usual.pem"}, "/usual.pem"),
        ({"SSL_CERT_FILE": "/usual.pem", "PREFECT_API_SSL_CERT_FILE": "/own.pem"}, "/own.pem"),
        ({"SSL_CERT_FILE": "/usual.pem", "PREFECT_API_SSL_CERT_FILE": ""}, True),
        ({"SSL_CERT_FILE": ""}, True),
        ({"PREFECT_API_SSL_CERT_FILE": "/own.pem", "PREFECT_API_TLS_INSECURE_SKIP_VERIFY": "1"}, False),
        ({"PREFECT_API_SSL_CERT_FILE": "/own.pem", "PREFECT_API_TLS_INSECURE_SKIP_VERIFY": "0"}, "/own.pem"),
    ],
)
def test_certificate_settings(environment: dict[str, str], verify: bool | str, machine: Machine) -> None:
    assert machine.resolve(URL | environment).verify == verify


def test_credentials_have_an_order_of_precedence(machine: Machine) -> None:
    environment = {"PREFECT_API_URL": "http://u:p%40@host/api"}
    assert machine.resolve(environment).authorization == basic("u:p@")
    environment["PREFECT_API_KEY"] = "key"
    assert machine.resolve(environment).authorization == "Bearer key"
    environment["PREFECT_API_AUTH_STRING"] = "admin:ü"
    assert machine.resolve(environment).authorization == basic("admin:ü")


def test_credentials_in_arguments_override_the_environment(machine: Machine) -> None:
    environment = URL | {"PREFECT_API_KEY": "env", "PREFECT_API_AUTH_STRING": "env:env"}
    assert machine.resolve(environment, api_key="arg").authorization == "Bearer arg"
    assert machine.resolve(environment, auth_string="me:arg").authorization == basic("me:arg")
    assert machine.resolve(environment, api_key="arg", auth_string="me:arg").authorization == basic("me:arg")
    assert machine.resolve(environment, api_key="").authorization is None


def test_empty_variable_counts_as_set(machine: Machine) -> None:
    assert machine.resolve(URL | {"PREFECT_API_KEY": ""}).authorization is None
    assert machine.resolve({"PREFECT_API_URL": "http://u:p@host/api", "PREFECT_API_KEY": ""}).authorization is None
    with pytest.raises(ConfigurationError, match=r"PREFECT_API_URL \(environment\) must not be empty"):
        machine.resolve({"PREFECT_API_URL": ""})


def test_headers_argument_replaces_the_variable(machine: Machine) -> None:
    environment = URL | {"PREFECT_CLIENT_CUSTOM_HEADERS": '{"X-Team": "data"}'}
    assert machine.resolve(environment, headers={"X-Other": "1"}).headers == {"X-Other": "1"}
    assert machine.resolve(environment, headers={}).headers == {}


def variable(name: str, value: str) -> dict[str, str]:
    return URL | {f"PREFECT_{name}": value}


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"PREFECT_API_URL": "localhost:4200/api"}, "must start with http:// or https://"),
        ({"PREFECT_API_URL": "http:///api"}, "must start with http:// or https:// and a host"),
        ({"PREFECT_API_URL": "http://host:port/api"}, "has a malformed host or port"),
        ({"PREFECT_API_URL": "http://host/api?x=1"}, "must not have a query, a fragment"),
        ({"PREFECT_API_URL": "http://ho st/api"}, "or an invalid character"),
        ({"PREFECT_API_URL": "https://api.prefect.cloud/api"}, "must include the account and workspace"),
        ({"PREFECT_API_URL": "https://app.prefect.cloud/login"}, "must include the account and workspace"),
        (
            {"PREFECT_CLOUD_API_URL": "https://cloud.example/api/", "PREFECT_API_URL": "https://cloud.example/api"},
            "must include the account and workspace",
        ),
        ({"PREFECT_API_URL": "https://x.private.prefect.cloud/api"}, "must include the account and workspace"),
        (
            variable("CLIENT_CUSTOM_HEADERS", "{"),
            r"PREFECT_CLIENT_CUSTOM_HEADERS \(environment\) must be a JSON object",
        ),
        (variable("CLIENT_CUSTOM_HEADERS", "[]"), "must be a JSON object of strings"),
        (variable("CLIENT_CUSTOM_HEADERS", '{"X-A": 1}'), "got int for X-A"),
        (variable("CLIENT_CUSTOM_HEADERS", '{"X A": "1"}'), "invalid header name"),
        (variable("CLIENT_CUSTOM_HEADERS", '{"content-length": "1"}'), "the client sets this header itself"),
        (
            variable("CLIENT_CUSTOM_HEADERS", '{"X-A": "1\\n2"}'),
            "must not contain line breaks or null characters: the value of X-A contains one",
        ),
        (
            variable("CLIENT_CUSTOM_HEADERS", '{"X-A": "é"}'),
            "must be ASCII: the value of X-A contains other characters",
        ),
        (variable("API_KEY", "a\nb"), r"PREFECT_API_KEY \(environment\) must not contain a line break"),
        (variable("API_KEY", "schlüssel"), "must be printable ASCII"),
        (variable("API_REQUEST_TIMEOUT", "0"), "must be a positive number of seconds, such as 60"),
        (variable("API_REQUEST_TIMEOUT", "1 min"), r"PREFECT_API_REQUEST_TIMEOUT \(environment\) must be"),
        (variable("CLIENT_MAX_RETRIES", "-1"), "must be a non-negative integer, such as 5"),
        (variable("CLIENT_MAX_RETRIES", "1.5"), "must be a non-negative integer"),
        (variable("CLIENT_MAX_RETRIES", "inf"), "must be a non-negative integer"),
        (variable("CLIENT_RETRY_JITTER_FACTOR", "-0.1"), "must be a non-negative number, such as 0.2"),
        (variable("CLIENT_RETRY_JITTER_FACTOR", "inf"), "must be a non-negative number"),
        (
            variable("CLIENT_RETRY_EXTRA_CODES", "404;500"),
            "must be a list of HTTP statuses .*, such as 404,500",
        ),
        (variable("CLIENT_RETRY_EXTRA_CODES", "99"), "must be a list of HTTP statuses"),
        (variable("CLIENT_CSRF_SUPPORT_ENABLED", "maybe"), "must be true or false"),
        (variable("API_TLS_INSECURE_SKIP_VERIFY", ""), "must be true or false"),
        ({"prefect_api_url": "localhost"}, r"PREFECT_API_URL \(environment\) must"),
    ],
)
def test_error_names_the_variable_and_its_source(environment: dict[str, str], message: str, machine: Machine) -> None:
    with pytest.raises(ConfigurationError, match=message):
        machine.resolve(environment)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"api_url": ""}, r"api_url \(argument of the client\) must not be empty"),
        ({"api_url": 5}, r"api_url \(argument of the client\) must be a string, got int$"),
        ({"api_key": b"x"}, r"api_key \(argument of the client\) must be a string, got bytes$"),
        ({"profile": 5}, r"profile \(argument of the client\) must be a string, got int$"),
        ({"headers": [("X-A", "1")]}, r"headers \(argument of the client\) must be a mapping of strings, such as "),
        ({"headers": {"X A": "1"}}, r"headers \(argument of the client\) has an invalid header name at position 1"),
        (
            {"headers": {"X-A": 1}},
            r"headers \(argument of the client\) must be a mapping of strings, got int for X-A",
        ),
        ({"auth_string": "a\nb"}, r"auth_string \(argument of the client\) must not contain a line break"),
    ],
)
def test_error_names_the_argument(arguments: dict[str, Any], message: str, machine: Machine) -> None:
    with pytest.raises(ConfigurationError, match=message):
        machine.resolve(URL, **arguments)


@pytest.mark.parametrize(
    ("api_url", "meant"),
    [
        ("https://app.prefect.cloud/account/a-1/workspace/w-2", CLOUD),
        ("https://app.prefect.cloud/account/a-1/workspace/w-2/dashboard?tab=x#y", CLOUD),
        ("https://app.prefect.cloud/api/accounts/a-1/workspaces/w-2", CLOUD),
        ("https://me:hunter2@api.prefect.cloud/api/accounts/a-1/workspaces/w-2/flows/filter", CLOUD),
        ("https://api.prefect.cloud/accounts/a-1/workspaces/w-2", CLOUD),
        ("https://app.stg.prefect.dev/account/a-1/workspace/w-2", "https://api.stg.prefect.dev/api"),
        ("https://x.private.prefect.cloud/account/a-1/workspace/w-2", "https://x.private.prefect.cloud/api"),
        ("https://ui.example/account/a-1/workspace/w-2", "https://cloud.example/api"),
        ("https://cloud.example/api/accounts/a-1/workspaces/w-2/flows", "https://cloud.example/api"),
    ],
)
def test_url_of_a_page_of_cloud_suggests_that_of_the_api(api_url: str, meant: str, machine: Machine) -> None:
    environment = {"PREFECT_API_URL": api_url}
    if "cloud.example" in meant:
        environment["PREFECT_CLOUD_API_URL"] = meant
    with pytest.raises(ConfigurationError) as caught:
        machine.resolve(environment)
    assert str(caught.value) == (
        "PREFECT_API_URL (environment) must be the URL of the API, not of a page or an endpoint of Prefect Cloud: "
        f"use {meant}/accounts/a-1/workspaces/w-2"
    )


def test_cloud_workspace_url_is_accepted(machine: Machine) -> None:
    url = "https://api.prefect.cloud/api/accounts/1/workspaces/2"
    assert machine.resolve({"PREFECT_API_URL": url}).api_url == url


@pytest.mark.parametrize(
    ("api_url", "cloud_url"),
    [
        ("https://api.prefect.cloud/api/accounts/1/workspaces/2", "https://api.prefect.cloud/api"),
        ("https://x.private.prefect.cloud/api/accounts/1/workspaces/2/", "https://x.private.prefect.cloud/api"),
        ("http://127.0.0.1:8000/cloud/accounts/1/workspaces/2", "http://127.0.0.1:8000/cloud"),
        ("http://127.0.0.1:4200/api", None),
        ("http://127.0.0.1:4200/api/accounts/1", None),
        ("http://127.0.0.1:4200/accounts/1/workspaces/2/api", None),
    ],
)
def test_cloud_is_recognized_by_its_workspaces(api_url: str, cloud_url: str | None, machine: Machine) -> None:
    assert machine.resolve({"PREFECT_API_URL": api_url}).cloud_url == cloud_url


def test_url_accepts_any_path(machine: Machine) -> None:
    assert machine.resolve(api_url="http://localhost:4200").api_url == "http://localhost:4200"
    assert machine.resolve(api_url="http://localhost/prefect/").api_url == "http://localhost/prefect"


def test_ipv6_address_keeps_its_brackets(machine: Machine) -> None:
    assert machine.resolve(api_url="http://[::1]:4200/api").api_url == "http://[::1]:4200/api"


MALFORMED_SECRETS: list[tuple[dict[str, str], dict[str, str]]] = [
    ({"PREFECT_API_URL": "http://user:hunter2@host:x/api"}, {}),
    ({"PREFECT_API_URL": "http://user:hunter2@[/api"}, {}),
    ({"PREFECT_API_URL": "ftp://user:hunter2@host/api"}, {}),
    ({"PREFECT_API_URL": "http://user:hunter2@host/api?q"}, {}),
    (variable("CLIENT_CUSTOM_HEADERS", '{"X-Token": "hunter2"'), {}),
    (variable("CLIENT_CUSTOM_HEADERS", '{"X-Token": "hunter2\\n"}'), {}),
    (variable("CLIENT_CUSTOM_HEADERS", '{"X-Token": ["hunter2"]}'), {}),
    (variable("API_KEY", "hunter2\nx"), {}),
    (variable("API_KEY", "hunter2ü"), {}),
    (variable("API_KEY", SECRET) | variable("CLIENT_MAX_RETRIES", "hunter2"), {}),
    (variable("CLIENT_RETRY_EXTRA_CODES", "hunter2"), {}),
    (variable("API_TLS_INSECURE_SKIP_VERIFY", "hunter2"), {}),
    (URL, {"prefect.toml": "[api]\nkey = hunter2"}),
    (URL, {"prefect.toml": "[api]\nkey = 'hunter2\n"}),
    (URL, {"prefect.toml": "[api]\nkey = ['hunter2']"}),
    (URL, {"prefect.toml": "api = 'hunter2'"}),
    (URL, {"~/.prefect/profiles.toml": "active = 'a'\n[profiles.a]\nPREFECT_API_KEY = \"hunter2\\q\""}),
    (URL, {"~/.prefect/profiles.toml": "active = 'a'\n[profiles]\na = 'hunter2'"}),
    ({}, {".env": "PREFECT_API_KEY=hunter2"}),
]


@pytest.mark.parametrize(("environment", "files"), MALFORMED_SECRETS)
def test_error_contains_no_secret(environment: dict[str, str], files: dict[str, str], machine: Machine) -> None:
    for name, string in files.items():
        machine.write(name, string)
    with pytest.raises(ConfigurationError) as caught:
        machine.resolve(environment)
    error = caught.value
    assert SECRET not in f"{error!s}{error!r}"
    assert SECRET not in "".join(traceback.format_exception(error))
    assert SECRET.encode() not in pickle.dumps(error)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301  # pickled here


def test_repr_contains_no_secret(machine: Machine) -> None:
    secret = {"X-Token": SECRET}
    settings = machine.resolve(api_url="http://user:hunter2@host/api", api_key=SECRET, headers=secret)
    with Prefect("http://user:hunter2@host/api", auth_string="me:hunter2", headers=secret) as prefect:
        shown = f"{settings!s}{settings!r}{prefect!r}{vars(prefect)!r}"
        assert repr(prefect) == "<Prefect http://host/api, authentication: Basic>"
    encoded = [basic("user:hunter2"), basic("me:hunter2")]
    assert not [secret for secret in (SECRET, *encoded) if secret in shown]


def test_settings_cannot_be_pickled(machine: Machine) -> None:
    with pytest.raises(TypeError, match="contain secrets"):
        pickle.dumps(machine.resolve(URL | {"PREFECT_API_KEY": SECRET}))


@pytest.mark.parametrize("name", ["Authorization", "authorization"])
def test_authorization_header_overrides_other_credentials(name: str) -> None:
    sent: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.extend(request.headers.get_list("Authorization"))
        return httpx.Response(200, json="3.8.8")

    headers = {name: "Token hunter2"}
    with Prefect(
        "http://user:x@host/api", api_key="k", headers=headers, transport=httpx.MockTransport(respond)
    ) as prefect:
        prefect.server_version()
        assert repr(prefect) == "<Prefect http://host/api, authentication: custom header>"
    assert sent == ["Token hunter2"]


@pytest.mark.parametrize("name", ["User-Agent", "user-agent"])
def test_custom_user_agent_is_ignored_with_a_warning(name: str) -> None:
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(200, json="3.8.8")

    with pytest.warns(UserWarning, match=rf"headers \(argument of the client\) contains {name}, which is ignored"):
        prefect = Prefect(
            "http://host/api", headers={name: "mine", "X-Team": "data"}, transport=httpx.MockTransport(respond)
        )
    with prefect:
        prefect.server_version()
    assert requests[0].headers["User-Agent"].startswith("prefect-http/")
    assert requests[0].headers["X-Team"] == "data"


def test_verify_accepts_a_path(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    trustme.CA().cert_pem.write_to_path(str(path))
    Prefect("https://host/api", verify=path).close()
    with pytest.raises(ConfigurationError, match="cannot load certificates from"):
        Prefect("https://host/api", verify=tmp_path / "missing\0.pem")
