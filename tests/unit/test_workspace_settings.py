"""Settings of a client whose workspace of Prefect Cloud is given by its handle."""

from uuid import UUID

import pytest

from prefect_http import ConfigurationError
from prefect_http._settings.resolve import resolve_with_origins
from tests.support.machine import Machine

pytestmark = pytest.mark.every_python

CLOUD = "https://api.prefect.cloud/api"
KEY = "pnu_secret"


def test_missing_key_is_reported(machine: Machine) -> None:
    for environment in ({}, {"PREFECT_API_KEY": ""}, {"PREFECT_API_AUTH_STRING": "user:password"}):
        with pytest.raises(ConfigurationError) as raised:
            machine.resolve(environment, workspace="acme/prod")
        assert str(raised.value).startswith(
            "no API key for Prefect Cloud: pass api_key or set PREFECT_API_KEY (looked in: environment, "
        )


def test_settings_of_a_server_of_ones_own_are_not_sent_to_prefect_cloud(machine: Machine) -> None:
    environment = {
        "PREFECT_API_URL": "http://user:url-password@prefect.internal/api",
        "PREFECT_API_AUTH_STRING": "user:password",
        "PREFECT_API_KEY": KEY,
    }
    settings = machine.resolve(environment, workspace="acme/prod")
    assert settings.authorization == f"Bearer {KEY}"
    assert settings.cloud_url == CLOUD


def test_malformed_api_url_in_settings_is_ignored(machine: Machine) -> None:
    for url in ("", "nonsense", CLOUD, "https://app.prefect.cloud/"):
        environment = {"PREFECT_API_URL": url, "PREFECT_API_KEY": KEY}
        assert machine.resolve(environment, workspace="acme/prod").cloud_url == CLOUD


def test_key_of_a_private_cloud_is_not_sent_to_the_public_one(machine: Machine) -> None:
    private = "https://api.acme.private.prefect.cloud/api"
    environment = {
        "PREFECT_API_URL": f"{private}/accounts/{UUID(int=1)}/workspaces/{UUID(int=2)}/",
        "PREFECT_API_KEY": KEY,
    }
    assert machine.resolve(environment, workspace="acme/dev").cloud_url == private
    environment["PREFECT_CLOUD_API_URL"] = "https://cloud.test/api"
    assert machine.resolve(environment, workspace="acme/dev").cloud_url == "https://cloud.test/api"


def test_malformed_cloud_url_is_rejected(machine: Machine) -> None:
    environment = {"PREFECT_CLOUD_API_URL": "cloud.test/api", "PREFECT_API_KEY": KEY}
    with pytest.raises(ConfigurationError) as raised:
        machine.resolve(environment, workspace="acme/prod")
    assert str(raised.value) == (
        "PREFECT_CLOUD_API_URL (environment) must start with http:// or https:// and a host: use a URL such as "
        "https://api.prefect.cloud/api"
    )


def test_file_in_the_working_directory_that_redirects_the_key_is_reported(machine: Machine) -> None:
    machine.write(".env", "PREFECT_CLOUD_API_URL=https://evil.test/api")
    environment = {"PREFECT_API_KEY": KEY}
    resolution = resolve_with_origins(environment, folder=machine.folder, home=machine.home, workspace="acme/prod")
    (warning,) = resolution.warnings
    assert "PREFECT_CLOUD_API_URL (.env), which a file in the working directory sets" in warning


def test_profile_written_by_prefect_cloud_login_is_sufficient(machine: Machine) -> None:
    url = f"{CLOUD}/accounts/{UUID(int=1)}/workspaces/{UUID(int=2)}"
    profile = f'[profiles.acme]\nPREFECT_API_KEY = "{KEY}"\nPREFECT_API_URL = "{url}"\n'
    machine.write("~/.prefect/profiles.toml", f'active = "acme"\n{profile}')
    settings = machine.resolve()
    assert (settings.api_url, settings.cloud_url, settings.authorization) == (url, CLOUD, f"Bearer {KEY}")
    assert machine.resolve(workspace="acme/dev").authorization == f"Bearer {KEY}"
