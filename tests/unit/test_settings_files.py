"""Files of settings, and profiles: which are read, in which order, and what is said when one is wrong."""

import os
from pathlib import Path

import pytest

from prefect_http import AsyncPrefect, ConfigurationError, Prefect
from tests.support.machine import Machine

PROFILES = """
active = "staging"
[profiles.staging]
PREFECT_API_URL = "http://staging/api"
PREFECT_API_KEY = "pnu_staging"
[profiles.prod]
PREFECT_API_URL = "http://prod/api"
[profiles.broken]
PREFECT_CLIENT_MAX_RETRIES = "many"
[profiles.empty]
"""
URL = {"PREFECT_API_URL": "http://env/api"}


def test_each_place_hides_those_behind_it(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    assert machine.resolve().api_url == "http://staging/api"
    machine.write("pyproject.toml", "[tool.prefect.api]\nurl = 'http://pyproject/api'")
    assert machine.resolve().api_url == "http://pyproject/api"
    machine.write("prefect.toml", "[api]\nurl = 'http://toml/api'")
    assert machine.resolve().api_url == "http://toml/api"
    machine.write(".env", "PREFECT_API_URL=http://dotenv/api")
    assert machine.resolve().api_url == "http://dotenv/api"
    assert machine.resolve(URL).api_url == "http://env/api"
    assert machine.resolve(URL, api_url="http://arg/api").api_url == "http://arg/api"


def test_each_setting_has_its_own_place(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    machine.write(
        "prefect.toml", "[client]\nmax_retries = 1\nretry_extra_codes = [404]\n[client.custom_headers]\nX-A = '1'"
    )
    settings = machine.resolve(URL)
    assert (settings.api_url, settings.authorization) == ("http://env/api", "Bearer pnu_staging")
    assert (settings.max_retries, settings.retry_extra_codes, settings.headers) == (1, frozenset({404}), {"X-A": "1"})


def test_a_profile_is_chosen_by_argument_then_variable_then_file(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    environ = {"PREFECT_PROFILE": "prod"}
    assert machine.resolve().api_url == "http://staging/api"
    assert machine.resolve(environ).api_url == "http://prod/api"
    assert machine.resolve(environ, profile="staging").api_url == "http://staging/api"
    assert machine.resolve({"PREFECT_PROFILE": ""}).api_url == "http://staging/api"


def test_a_profile_as_argument_is_no_stronger_than_the_variable(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    assert machine.resolve(URL, profile="prod").api_url == "http://env/api"


@pytest.mark.parametrize("client", [Prefect, AsyncPrefect])
def test_a_client_takes_the_name_of_a_profile(
    client: type[Prefect] | type[AsyncPrefect], machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_PROFILES_PATH", str(machine.write("mine.toml", PROFILES)))
    assert "http://prod/api" in repr(client(profile="prod"))
    assert "http://staging/api, authentication: Bearer" in repr(client())


def test_the_working_folder_and_the_home_are_those_of_the_process(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(machine.folder)
    monkeypatch.setenv("HOME", str(machine.home))
    monkeypatch.delenv("PREFECT_HOME")
    machine.write("~/.prefect/profiles.toml", PROFILES)
    assert "http://staging/api" in repr(Prefect())
    machine.write(".env", "PREFECT_API_URL=http://dotenv/api")
    assert "http://dotenv/api" in repr(Prefect())


def test_a_user_without_a_home_has_no_profiles(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_class: type[Path]) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.chdir(machine.folder)
    monkeypatch.delenv("PREFECT_HOME")
    monkeypatch.setattr(Path, "home", classmethod(homeless))
    with pytest.raises(ConfigurationError, match=r"~/\.prefect/profiles\.toml \(no such file\)"):
        Prefect()


def test_the_profiles_that_prefect_ships_are_known(machine: Machine) -> None:
    assert machine.resolve(profile="local").api_url == "http://127.0.0.1:4200/api"
    assert machine.resolve(URL, profile="ephemeral").api_url == "http://env/api"
    machine.write("~/.prefect/profiles.toml", "[profiles.local]\nPREFECT_API_URL = 'http://mine/api'")
    assert machine.resolve(profile="local").api_url == "http://mine/api"


def said_by(machine: Machine, environ: dict[str, str] | None = None, profile: str | None = None) -> str:
    with pytest.raises(ConfigurationError) as caught:
        machine.resolve(environ, profile=profile)
    return str(caught.value)


def test_no_url_says_which_places_were_looked_at(machine: Machine) -> None:
    machine.write("pyproject.toml", "[project]\nname = 'x'")
    said = said_by(machine)
    assert said.startswith(
        "PREFECT_API_URL is set nowhere: neither by the argument api_url, nor in environment, .env (no such file), "
        "prefect.toml (no such file), pyproject.toml, ~/.prefect/profiles.toml (no such file). "
    )
    assert "Pass api_url, or set the variable, for example http://127.0.0.1:4200/api" in said


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"PREFECT_PROFILE": "empty"}, "profile 'empty' in ~/.prefect/profiles.toml."),
        ({"PREFECT_PROFILE": "ephemeral"}, "profile 'ephemeral' as Prefect ships it."),
        ({"PREFECT_TEST_MODE": "1"}, "profiles (not read, since PREFECT_TEST_MODE is set)."),
        ({"PREFECT_HOME": "/nowhere"}, "/nowhere/profiles.toml (no such file)."),
    ],
)
def test_no_url_says_which_profile_was_active(environ: dict[str, str], said: str, machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    assert f", {said}" in said_by(machine, environ)


def test_no_url_says_that_no_profile_was_active(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", "[profiles.a]\nPREFECT_API_URL = 'http://a/api'")
    assert "~/.prefect/profiles.toml (no profile is active)" in said_by(machine)


def test_an_unknown_profile_lists_those_there_are_the_closest_first(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    assert said_by(machine, URL | {"PREFECT_PROFILE": "stagin"}) == (
        "PREFECT_PROFILE (environment): there is no profile 'stagin' in ~/.prefect/profiles.toml. "
        "Write 'staging' or 'empty' or 'local' or 'broken' or 'prod'."
    )
    assert "Write 'prod' or " in said_by(machine, profile="pord")
    assert said_by(machine, profile="x").startswith("profile (argument of the client): there is no profile 'x'")


def test_an_active_profile_that_is_gone_is_an_error(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", "active = 'gone'")
    assert said_by(machine, URL).startswith("active (~/.prefect/profiles.toml): there is no profile 'gone'")


def test_an_unknown_profile_without_a_file_says_so(machine: Machine) -> None:
    assert said_by(machine, profile="staging") == (
        "profile (argument of the client): there is no profile 'staging' in ~/.prefect/profiles.toml, "
        "which does not exist. Write 'local'."
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("prefect.toml", "api = ]\n", "prefect.toml is not TOML (at line 1, column 7)."),
        ("pyproject.toml", "[tool.prefect]\n]", "pyproject.toml is not TOML (at line 2, column 1)."),
        ("~/.prefect/profiles.toml", "a = ]\n", "~/.prefect/profiles.toml is not TOML (at line 1, column 5)."),
        ("prefect.toml", "api = 1", "api (prefect.toml): this is not a table. Write [api] above"),
        ("prefect.toml", "[api]\nkey = 1", "api.key (prefect.toml): the value is not a text. Write it in quotes"),
        ("prefect.toml", "profiles_path = 1", "profiles_path (prefect.toml): the value is not a text."),
        ("prefect.toml", "[client]\nmax_retries = 'x'", "client.max_retries (prefect.toml): the value is not a whole"),
        ("prefect.toml", "[client]\nmax_retries = true", "client.max_retries (prefect.toml): the value is not a whole"),
        ("pyproject.toml", "[tool.prefect.client]\nretry_extra_codes = [1]", "tool.prefect.client.retry_extra_codes"),
        ("pyproject.toml", "tool.prefect = 1", "tool.prefect (pyproject.toml): this is not a table."),
        ("pyproject.toml", "tool = 'prefect.'", "tool (pyproject.toml): this is not a table."),
        (".env", "PREFECT_API_KEY=a\\tü", "PREFECT_API_KEY (.env): the key has characters that no key has."),
        ("~/.prefect/profiles.toml", "active = 1", "active (~/.prefect/profiles.toml): the value is not a text."),
        ("~/.prefect/profiles.toml", "profiles = 1", "profiles (~/.prefect/profiles.toml): this is not a table."),
        (
            "~/.prefect/profiles.toml",
            "active = 'a'\nprofiles.a = 1",
            "profiles.a (~/.prefect/profiles.toml): this is not a table. Write [profiles.a] above",
        ),
        (
            "~/.prefect/profiles.toml",
            PROFILES.replace('"staging"', '"broken"', 1),
            "PREFECT_CLIENT_MAX_RETRIES (profile 'broken' in ~/.prefect/profiles.toml): the value is not a whole",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_place(name: str, text: str, said: str, machine: Machine) -> None:
    machine.write(name, text)
    assert said_by(machine, URL).startswith(said)


@pytest.mark.parametrize("name", [".env", "prefect.toml", "pyproject.toml", "~/.prefect/profiles.toml"])
def test_a_file_that_cannot_be_read_is_an_error(name: str, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.write(name, "").write_bytes(b"prefect. = '\xff'")
    assert said_by(machine, URL).startswith(f"{name} cannot be read: it is not UTF-8. Make it readable")

    def refused(_path: Path, _encoding: str) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refused)
    assert said_by(machine, URL).startswith(f"{name} cannot be read: Permission denied. Make it readable")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may enter every folder")
def test_a_home_that_may_not_be_entered_has_no_profiles(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    machine.home.chmod(0)
    try:
        assert machine.resolve(URL).authorization is None
    finally:
        machine.home.chmod(0o700)


def test_other_profiles_may_be_broken(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    assert machine.resolve(profile="prod").api_url == "http://prod/api"


def test_a_pyproject_that_says_nothing_of_prefect_is_not_parsed(machine: Machine) -> None:
    machine.write("pyproject.toml", "dependencies = ['prefect-http>=3'] ]")
    assert machine.resolve(URL).api_url == "http://env/api"
