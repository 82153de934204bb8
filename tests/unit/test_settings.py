"""Arguments, variables and single values; files are tried in ``test_settings_files``."""

import pickle
import traceback
from base64 import b64encode
from typing import Any

import pytest

from prefect_http import ConfigurationError, Prefect
from tests.support.machine import Machine

URL = {"PREFECT_API_URL": "http://127.0.0.1:4200/api"}
SECRET = "hunter2"


def basic(text: str) -> str:
    return "Basic " + b64encode(text.encode()).decode()


def test_an_argument_wins_over_the_environment(machine: Machine) -> None:
    settings = machine.resolve(URL | {"PREFECT_API_KEY": "env"}, api_url="https://host/api/", api_key="arg")
    assert settings.api_url == "https://host/api"
    assert settings.authorization == "Bearer arg"


def test_the_environment_is_enough(machine: Machine) -> None:
    environment = URL | {"PREFECT_API_KEY": "pnu_x", "PREFECT_CLIENT_CUSTOM_HEADERS": '{"X-Team": "data"}'}
    settings = machine.resolve(environment)
    assert settings.authorization == "Bearer pnu_x"
    assert settings.headers == {"X-Team": "data"}


def test_what_is_set_nowhere_is_as_prefect_has_it(machine: Machine) -> None:
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


def test_an_infinite_timeout_is_no_limit(machine: Machine) -> None:
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
def test_certificates(environment: dict[str, str], verify: bool | str, machine: Machine) -> None:
    assert machine.resolve(URL | environment).verify == verify


def test_an_auth_string_wins_over_a_key_and_a_key_over_the_url(machine: Machine) -> None:
    environment = {"PREFECT_API_URL": "http://u:p%40@host/api"}
    assert machine.resolve(environment).authorization == basic("u:p@")
    environment["PREFECT_API_KEY"] = "key"
    assert machine.resolve(environment).authorization == "Bearer key"
    environment["PREFECT_API_AUTH_STRING"] = "admin:ü"
    assert machine.resolve(environment).authorization == basic("admin:ü")


def test_credentials_that_are_arguments_are_the_only_ones(machine: Machine) -> None:
    environment = URL | {"PREFECT_API_KEY": "env", "PREFECT_API_AUTH_STRING": "env:env"}
    assert machine.resolve(environment, api_key="arg").authorization == "Bearer arg"
    assert machine.resolve(environment, auth_string="me:arg").authorization == basic("me:arg")
    assert machine.resolve(environment, api_key="arg", auth_string="me:arg").authorization == basic("me:arg")
    assert machine.resolve(environment, api_key="").authorization is None


def test_an_empty_variable_is_set(machine: Machine) -> None:
    assert machine.resolve(URL | {"PREFECT_API_KEY": ""}).authorization is None
    assert machine.resolve({"PREFECT_API_URL": "http://u:p@host/api", "PREFECT_API_KEY": ""}).authorization is None
    with pytest.raises(ConfigurationError, match=r"PREFECT_API_URL \(environment\): the API's URL is empty"):
        machine.resolve({"PREFECT_API_URL": ""})


def test_headers_given_replace_those_of_the_environment(machine: Machine) -> None:
    environment = URL | {"PREFECT_CLIENT_CUSTOM_HEADERS": '{"X-Team": "data"}'}
    assert machine.resolve(environment, headers={"X-Other": "1"}).headers == {"X-Other": "1"}
    assert machine.resolve(environment, headers={}).headers == {}


def variable(name: str, value: str) -> dict[str, str]:
    return URL | {f"PREFECT_{name}": value}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"PREFECT_API_URL": "localhost:4200/api"}, "does not begin with http:// or https://"),
        ({"PREFECT_API_URL": "http:///api"}, "does not begin with http:// or https:// and a host"),
        ({"PREFECT_API_URL": "http://host:port/api"}, "host or port of the URL is malformed"),
        ({"PREFECT_API_URL": "http://host/api?x=1"}, "has a query, a fragment"),
        ({"PREFECT_API_URL": "http://ho st/api"}, "a character that no URL has"),
        ({"PREFECT_API_URL": "https://api.prefect.cloud/api"}, "names account and workspace"),
        ({"PREFECT_API_URL": "https://app.prefect.cloud/account/1/workspace/2"}, "names account and workspace"),
        (
            variable("CLIENT_CUSTOM_HEADERS", "{"),
            r"PREFECT_CLIENT_CUSTOM_HEADERS \(environment\): .* not a JSON object",
        ),
        (variable("CLIENT_CUSTOM_HEADERS", "[]"), "not a JSON object"),
        (variable("CLIENT_CUSTOM_HEADERS", '{"X-A": 1}'), "value of X-A is not a text"),
        (variable("CLIENT_CUSTOM_HEADERS", '{"X A": "1"}'), "no name of a header"),
        (variable("CLIENT_CUSTOM_HEADERS", '{"user-agent": "1"}'), "set by the client itself"),
        (variable("CLIENT_CUSTOM_HEADERS", '{"X-A": "1\\n2"}'), "line break"),
        (variable("CLIENT_CUSTOM_HEADERS", '{"X-A": "é"}'), "X-A has a character that no header has"),
        (variable("API_KEY", "a\nb"), r"PREFECT_API_KEY \(environment\): .*line break"),
        (variable("API_KEY", "schlüssel"), "characters that no key has"),
        (variable("API_REQUEST_TIMEOUT", "0"), "not a number of seconds above 0.* Write .*60"),
        (variable("API_REQUEST_TIMEOUT", "1 min"), r"PREFECT_API_REQUEST_TIMEOUT \(environment\)"),
        (variable("CLIENT_MAX_RETRIES", "-1"), "not a whole number from 0 on.* Write .*5"),
        (variable("CLIENT_MAX_RETRIES", "1.5"), "not a whole number from 0 on"),
        (variable("CLIENT_MAX_RETRIES", "inf"), "not a whole number from 0 on"),
        (variable("CLIENT_RETRY_JITTER_FACTOR", "-0.1"), "not a number from 0 on.* Write .*0.2"),
        (variable("CLIENT_RETRY_JITTER_FACTOR", "inf"), "not a number from 0 on"),
        (variable("CLIENT_RETRY_EXTRA_CODES", "404;500"), "not a list of HTTP statuses.* Write .*404,500"),
        (variable("CLIENT_RETRY_EXTRA_CODES", "99"), "not a list of HTTP statuses"),
        (variable("CLIENT_CSRF_SUPPORT_ENABLED", "maybe"), "neither on nor off.* Write true or false"),
        (variable("API_TLS_INSECURE_SKIP_VERIFY", ""), "neither on nor off"),
        ({"prefect_api_url": "localhost"}, r"PREFECT_API_URL \(environment\)"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(environment: dict[str, str], said: str, machine: Machine) -> None:
    with pytest.raises(ConfigurationError, match=said) as caught:
        machine.resolve(environment)
    assert "Write " in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"api_url": ""}, r"api_url \(argument of the client\): the API's URL is empty"),
        ({"api_url": 5}, r"api_url \(argument of the client\): the value is not a text"),
        ({"headers": {"X A": "1"}}, r"headers \(argument of the client\): name 1 is no name"),
        ({"headers": {"X-A": 1}}, r"headers \(argument of the client\): the value of X-A is not a text"),
        ({"auth_string": "a\nb"}, r"auth_string \(argument of the client\): .*line break"),
    ],
)
def test_an_argument_that_is_wrong_is_named(arguments: dict[str, Any], said: str, machine: Machine) -> None:
    with pytest.raises(ConfigurationError, match=said):
        machine.resolve(URL, **arguments)


def test_a_workspace_of_the_cloud_is_a_url(machine: Machine) -> None:
    url = "https://api.prefect.cloud/api/accounts/1/workspaces/2"
    assert machine.resolve({"PREFECT_API_URL": url}).api_url == url


def test_a_url_may_have_any_path_or_none(machine: Machine) -> None:
    assert machine.resolve(api_url="http://localhost:4200").api_url == "http://localhost:4200"
    assert machine.resolve(api_url="http://localhost/prefect/").api_url == "http://localhost/prefect"


def test_an_ipv6_address_keeps_its_brackets(machine: Machine) -> None:
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
def test_an_error_shows_no_secret(environment: dict[str, str], files: dict[str, str], machine: Machine) -> None:
    for name, text in files.items():
        machine.write(name, text)
    with pytest.raises(ConfigurationError) as caught:
        machine.resolve(environment)
    error = caught.value
    assert SECRET not in f"{error!s}{error!r}"
    assert SECRET not in "".join(traceback.format_exception(error))
    assert SECRET.encode() not in pickle.dumps(error)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301  # it was pickled right here


def test_neither_settings_nor_client_show_a_secret(machine: Machine) -> None:
    secret = {"X-Token": SECRET}
    settings = machine.resolve(api_url="http://user:hunter2@host/api", api_key=SECRET, headers=secret)
    with Prefect("http://user:hunter2@host/api", auth_string="me:hunter2", headers=secret) as prefect:
        shown = f"{settings!s}{settings!r}{prefect!r}{vars(prefect)!r}"
        assert repr(prefect) == "<Prefect http://host/api, authentication: Basic>"
    encoded = [basic("user:hunter2"), basic("me:hunter2")]
    assert not [secret for secret in (SECRET, *encoded) if secret in shown]


def test_settings_do_not_pickle(machine: Machine) -> None:
    with pytest.raises(TypeError, match="hold secrets"):
        pickle.dumps(machine.resolve(URL | {"PREFECT_API_KEY": SECRET}))
