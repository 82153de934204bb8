from base64 import b64encode

import pytest

from prefect_http import ConfigurationError, Prefect
from prefect_http._settings import resolve

URL = {"PREFECT_API_URL": "http://127.0.0.1:4200/api"}


def basic(text: str) -> str:
    return "Basic " + b64encode(text.encode()).decode()


def test_an_argument_wins_over_the_environment() -> None:
    settings = resolve(URL | {"PREFECT_API_KEY": "env"}, api_url="https://host/api/", api_key="arg")
    assert settings.api_url == "https://host/api"
    assert settings.authorization == "Bearer arg"


def test_the_environment_is_enough() -> None:
    environment = URL | {"PREFECT_API_KEY": "pnu_x", "PREFECT_CLIENT_CUSTOM_HEADERS": '{"X-Team": "data"}'}
    settings = resolve(environment)
    assert settings.authorization == "Bearer pnu_x"
    assert settings.headers == {"X-Team": "data"}


def test_an_auth_string_wins_over_a_key_and_a_key_over_the_url() -> None:
    environment = {"PREFECT_API_URL": "http://u:p%40@host/api"}
    assert resolve(environment).authorization == basic("u:p@")
    environment["PREFECT_API_KEY"] = "key"
    assert resolve(environment).authorization == "Bearer key"
    environment["PREFECT_API_AUTH_STRING"] = "admin:ü"
    assert resolve(environment).authorization == basic("admin:ü")


def test_an_empty_variable_is_set() -> None:
    assert resolve(URL | {"PREFECT_API_KEY": ""}).authorization is None
    assert resolve({"PREFECT_API_URL": "http://u:p@host/api", "PREFECT_API_KEY": ""}).authorization is None
    with pytest.raises(ConfigurationError, match=r"PREFECT_API_URL \(environment\): the API's URL is empty"):
        resolve({"PREFECT_API_URL": ""})


def test_headers_given_replace_those_of_the_environment() -> None:
    environment = URL | {"PREFECT_CLIENT_CUSTOM_HEADERS": '{"X-Team": "data"}'}
    assert resolve(environment, headers={"X-Other": "1"}).headers == {"X-Other": "1"}
    assert resolve(environment, headers={}).headers == {}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "PREFECT_API_URL is set nowhere"),
        ({"PREFECT_API_URL": "localhost:4200/api"}, "does not begin with http:// or https://"),
        ({"PREFECT_API_URL": "http:///api"}, "does not begin with http:// or https:// and a host"),
        ({"PREFECT_API_URL": "http://host:port/api"}, "host or port of the URL is malformed"),
        ({"PREFECT_API_URL": "http://host/api?x=1"}, "has a query, a fragment"),
        ({"PREFECT_API_URL": "http://ho st/api"}, "a character that no URL has"),
        ({"PREFECT_API_URL": "https://api.prefect.cloud/api"}, "names account and workspace"),
        ({"PREFECT_API_URL": "https://app.prefect.cloud/account/1/workspace/2"}, "names account and workspace"),
        (URL | {"PREFECT_CLIENT_CUSTOM_HEADERS": "{"}, r"PREFECT_CLIENT_CUSTOM_HEADERS \(environment\): .* not JSON"),
        (URL | {"PREFECT_CLIENT_CUSTOM_HEADERS": "[]"}, "not a JSON object"),
        (URL | {"PREFECT_CLIENT_CUSTOM_HEADERS": '{"X-A": 1}'}, "value of X-A is not a text"),
        (URL | {"PREFECT_CLIENT_CUSTOM_HEADERS": '{"X A": "1"}'}, "no name of a header"),
        (URL | {"PREFECT_CLIENT_CUSTOM_HEADERS": '{"user-agent": "1"}'}, "set by the client itself"),
        (URL | {"PREFECT_CLIENT_CUSTOM_HEADERS": '{"X-A": "1\\n2"}'}, "line break"),
        (URL | {"PREFECT_API_KEY": "a\nb"}, r"PREFECT_API_KEY \(environment\): .*line break"),
        (URL | {"PREFECT_API_KEY": "schlüssel"}, "characters that no key has"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(environment: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said) as caught:
        resolve(environment)
    assert "rite" in str(caught.value) or "set the variable" in str(caught.value) or "Leave it out" in str(caught.value)


def test_a_workspace_of_the_cloud_is_a_url() -> None:
    url = "https://api.prefect.cloud/api/accounts/1/workspaces/2"
    assert resolve({"PREFECT_API_URL": url}).api_url == url


def test_an_ipv6_address_keeps_its_brackets() -> None:
    assert resolve({}, api_url="http://[::1]:4200/api").api_url == "http://[::1]:4200/api"


@pytest.mark.parametrize(
    "environment",
    [
        {"PREFECT_API_URL": "http://user:hunter2@host:x/api"},
        {"PREFECT_API_URL": "ftp://user:hunter2@host/api"},
        {"PREFECT_API_URL": "http://user:hunter2@host/api?q"},
        URL | {"PREFECT_CLIENT_CUSTOM_HEADERS": '{"X-Token": "hunter2"'},
        URL | {"PREFECT_CLIENT_CUSTOM_HEADERS": '{"X-Token": "hunter2\\n"}'},
        URL | {"PREFECT_API_KEY": "hunter2\nx"},
    ],
)
def test_an_error_shows_no_secret(environment: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        resolve(environment)
    error: BaseException | None = caught.value
    while error is not None:
        assert "hunter2" not in f"{error!s}{error!r}"
        error = None if error.__suppress_context__ else error.__context__


def test_neither_settings_nor_client_show_a_secret() -> None:
    secret = {"X-Token": "hunter2"}
    settings = resolve({}, api_url="http://user:hunter2@host/api", api_key="hunter2", headers=secret)
    with Prefect("http://user:hunter2@host/api", auth_string="me:hunter2", headers=secret) as prefect:
        assert "hunter2" not in f"{settings!r}{prefect!r}{vars(prefect)!r}"
        assert repr(prefect) == "<Prefect http://host/api, authentication: Basic>"
