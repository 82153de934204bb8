"""Settings files and profiles: precedence, discovery and errors."""

import os
from pathlib import Path
from typing import Any

import pytest

from prefect_http import AsyncPrefect, ConfigurationError, Prefect
from prefect_http._settings.resolve import resolve_with_origins
from tests.support.machine import Machine

pytestmark = pytest.mark.every_python

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


def test_sources_have_an_order_of_precedence(machine: Machine) -> None:
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


def test_sources_are_combined_by_setting(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    machine.write(
        "prefect.toml", "[client]\nmax_retries = 1\nretry_extra_codes = [404]\n[client.custom_headers]\nX-A = '1'"
    )
    settings = machine.resolve(URL)
    assert (settings.api_url, settings.authorization) == ("http://env/api", "Bearer pnu_staging")
    assert (settings.max_retries, settings.retry_extra_codes, settings.headers) == (1, frozenset({404}), {"X-A": "1"})


def test_profile_is_chosen_by_argument_then_variable_then_file(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    environ = {"PREFECT_PROFILE": "prod"}
    assert machine.resolve().api_url == "http://staging/api"
    assert machine.resolve(environ).api_url == "http://prod/api"
    assert machine.resolve(environ, profile="staging").api_url == "http://staging/api"
    assert machine.resolve({"PREFECT_PROFILE": ""}).api_url == "http://staging/api"


def test_variables_take_precedence_over_a_profile_argument(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    assert machine.resolve(URL, profile="prod").api_url == "http://env/api"


@pytest.mark.parametrize("client", [Prefect, AsyncPrefect])
def test_client_accepts_a_profile_name(
    client: type[Prefect] | type[AsyncPrefect], machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_PROFILES_PATH", str(machine.write("mine.toml", PROFILES)))
    assert "http://prod/api" in repr(client(profile="prod"))
    assert "http://staging/api, authentication: Bearer" in repr(client())


def test_directories_of_the_process_are_used(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(machine.folder)
    monkeypatch.setenv("HOME", str(machine.home))
    monkeypatch.delenv("PREFECT_HOME")
    machine.write("~/.prefect/profiles.toml", PROFILES)
    assert "http://staging/api" in repr(Prefect())
    machine.write(".env", "PREFECT_API_URL=http://dotenv/api\nPREFECT_API_KEY=pnu_dotenv")
    assert "http://dotenv/api" in repr(Prefect())
    assert "http://staging/api" in repr(Prefect(project_files=False))


def test_missing_home_directory_means_no_profiles(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home(_class: type[Path]) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.chdir(machine.folder)
    monkeypatch.delenv("PREFECT_HOME")
    monkeypatch.setattr(Path, "home", classmethod(no_home))
    with pytest.raises(ConfigurationError, match=r"~/\.prefect/profiles\.toml \(no such file\)"):
        Prefect()


def test_built_in_profiles_need_no_file(machine: Machine) -> None:
    assert machine.resolve(profile="local").api_url == "http://127.0.0.1:4200/api"
    assert machine.resolve(URL, profile="ephemeral").api_url == "http://env/api"
    machine.write("~/.prefect/profiles.toml", "[profiles.local]\nPREFECT_API_URL = 'http://mine/api'")
    assert machine.resolve(profile="local").api_url == "http://mine/api"


def error_of(machine: Machine, environ: dict[str, str] | None = None, profile: str | None = None) -> str:
    with pytest.raises(ConfigurationError) as caught:
        machine.resolve(environ, profile=profile)
    return str(caught.value)


def test_missing_url_lists_the_sources(machine: Machine) -> None:
    machine.write("pyproject.toml", "[project]\nname = 'x'")
    message = error_of(machine)
    assert message.startswith("no API URL: pass api_url or set PREFECT_API_URL, such as http://127.0.0.1:4200/api")
    assert message.endswith(
        "(looked in: environment, .env (no such file), prefect.toml (no such file), pyproject.toml, "
        "~/.prefect/profiles.toml (no such file))"
    )


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"PREFECT_PROFILE": "empty"}, "profile 'empty' in ~/.prefect/profiles.toml)"),
        ({"PREFECT_PROFILE": "ephemeral"}, "profile 'ephemeral' as shipped with Prefect)"),
        ({"PREFECT_TEST_MODE": "1"}, "profiles (not read, since PREFECT_TEST_MODE is set))"),
        ({"PREFECT_HOME": "/nowhere"}, "/nowhere/profiles.toml (no such file))"),
    ],
)
def test_missing_url_reports_the_active_profile(environ: dict[str, str], message: str, machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    assert f", {message}" in error_of(machine, environ)


def test_missing_url_reports_that_no_profile_is_active(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", "[profiles.a]\nPREFECT_API_URL = 'http://a/api'")
    assert "~/.prefect/profiles.toml (no profile is active)" in error_of(machine)


def test_unknown_profile_suggests_known_profiles_closest_first(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    assert error_of(machine, URL | {"PREFECT_PROFILE": "stagin"}) == (
        "PREFECT_PROFILE (environment) refers to profile 'stagin', which is not in ~/.prefect/profiles.toml: "
        "use 'staging' or 'empty' or 'local' or 'broken' or 'prod'"
    )
    assert "use 'prod' or " in error_of(machine, profile="pord")
    assert error_of(machine, profile="x").startswith("profile (argument of the client) refers to profile 'x'")


def test_missing_active_profile_is_an_error(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", "active = 'gone'")
    assert error_of(machine, URL).startswith("active (~/.prefect/profiles.toml) refers to profile 'gone'")


def test_unknown_profile_without_a_file_suggests_built_in_profiles(machine: Machine) -> None:
    assert error_of(machine, profile="staging") == (
        "profile (argument of the client) refers to profile 'staging', which is not in ~/.prefect/profiles.toml "
        "(no such file): use 'local'"
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("prefect.toml", "api = ]\n", "prefect.toml must be valid TOML: syntax error at line 1, column 7"),
        ("pyproject.toml", "[tool.prefect]\n]", "pyproject.toml must be valid TOML: syntax error at line 2, column 1"),
        (
            "~/.prefect/profiles.toml",
            "a = ]\n",
            "~/.prefect/profiles.toml must be valid TOML: syntax error at line 1",
        ),
        ("prefect.toml", "api = 1", "api (prefect.toml) must be a table: put [api] above its keys"),
        ("prefect.toml", "[api]\nkey = 1", "api.key (prefect.toml) must be a string: put it in quotes"),
        ("prefect.toml", "profiles_path = 1", "profiles_path (prefect.toml) must be a string"),
        (
            "prefect.toml",
            "[client]\nmax_retries = 'x'",
            "client.max_retries (prefect.toml) must be a non-negative integer",
        ),
        (
            "prefect.toml",
            "[client]\nmax_retries = true",
            "client.max_retries (prefect.toml) must be a non-negative integer",
        ),
        (
            "pyproject.toml",
            "[tool.prefect.client]\nretry_extra_codes = [1]",
            "tool.prefect.client.retry_extra_codes (",
        ),
        ("pyproject.toml", "tool.prefect = 1", "tool.prefect (pyproject.toml) must be a table"),
        ("pyproject.toml", "tool = 'prefect.'", "tool (pyproject.toml) must be a table"),
        (".env", "PREFECT_API_KEY=a\\tü", "PREFECT_API_KEY (.env) must be printable ASCII"),
        ("~/.prefect/profiles.toml", "active = 1", "active (~/.prefect/profiles.toml) must be a string"),
        ("~/.prefect/profiles.toml", "profiles = 1", "profiles (~/.prefect/profiles.toml) must be a table"),
        (
            "~/.prefect/profiles.toml",
            "active = 'a'\nprofiles.a = 1",
            "profiles.a (~/.prefect/profiles.toml) must be a table: put [profiles.a] above",
        ),
        (
            "~/.prefect/profiles.toml",
            PROFILES.replace('"staging"', '"broken"', 1),
            "PREFECT_CLIENT_MAX_RETRIES (profile 'broken' in ~/.prefect/profiles.toml) must be a non-negative integer",
        ),
    ],
)
def test_error_names_the_file_and_the_setting(name: str, content: str, message: str, machine: Machine) -> None:
    machine.write(name, content)
    assert error_of(machine, URL).startswith(message)


@pytest.mark.parametrize("name", [".env", "prefect.toml", "pyproject.toml", "~/.prefect/profiles.toml"])
def test_unreadable_file_is_an_error(name: str, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.write(name, "").write_bytes(b"prefect. = '\xff'")
    assert error_of(machine, URL).startswith(f"cannot read {name}: not valid UTF-8. Make it readable")

    def deny(_path: Path, _encoding: str) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", deny)
    assert error_of(machine, URL).startswith(f"cannot read {name}: Permission denied. Make it readable")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may enter every folder")
def test_inaccessible_home_directory_means_no_profiles(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    machine.home.chmod(0)
    try:
        assert machine.resolve(URL).authorization is None
    finally:
        machine.home.chmod(0o700)


def test_inactive_profiles_may_be_invalid(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    assert machine.resolve(profile="prod").api_url == "http://prod/api"


def test_pyproject_without_prefect_is_not_parsed(machine: Machine) -> None:
    machine.write("pyproject.toml", "dependencies = ['prefect-http>=3'] ]")
    assert machine.resolve(URL).api_url == "http://env/api"


EVIL = "http://evil/api"
KEY = {"PREFECT_API_KEY": "pnu_env"}
HEADERS = {"PREFECT_CLIENT_CUSTOM_HEADERS": '{"X-Token": "t"}'}
TLS = {"PREFECT_API_URL": "https://env/api"}


def warnings_of(machine: Machine, environ: dict[str, str], **arguments: Any) -> tuple[str, ...]:
    return resolve_with_origins(environ, folder=machine.folder, home=machine.home, **arguments).warnings


@pytest.mark.parametrize(
    ("environ", "files", "decides", "secret"),
    [
        (KEY, {".env": f"PREFECT_API_URL={EVIL}"}, "PREFECT_API_URL (.env)", "PREFECT_API_KEY (environment)"),
        (KEY, {"prefect.toml": f"[api]\nurl = '{EVIL}'"}, "api.url (prefect.toml)", "PREFECT_API_KEY (environment)"),
        (
            KEY,
            {"pyproject.toml": f"[tool.prefect.api]\nurl = '{EVIL}'"},
            "tool.prefect.api.url (pyproject.toml)",
            "PREFECT_API_KEY (environment)",
        ),
        (HEADERS, {".env": f"PREFECT_API_URL={EVIL}"}, "PREFECT_API_URL (.env)", "PREFECT_CLIENT_CUSTOM_HEADERS (env"),
        (
            {"PREFECT_API_AUTH_STRING": "me:x"},
            {".env": f"PREFECT_API_URL={EVIL}\nPREFECT_API_KEY=ignored"},
            "PREFECT_API_URL (.env)",
            "PREFECT_API_AUTH_STRING (environment)",
        ),
        (
            {},
            {"~/.prefect/profiles.toml": PROFILES, ".env": f"PREFECT_API_URL={EVIL}"},
            "PREFECT_API_URL (.env)",
            "PREFECT_API_KEY (profile 'staging' in ~/.prefect/profiles.toml)",
        ),
        # The file names the user's own profiles, so that their key seems to be its own.
        (
            {},
            {
                "~/.prefect/profiles.toml": PROFILES,
                ".env": f"PREFECT_API_URL={EVIL}\nPREFECT_PROFILES_PATH=~/.prefect/profiles.toml",
            },
            "PREFECT_API_URL (.env)",
            "PREFECT_API_KEY (profile 'staging' in ~/.prefect/profiles.toml)",
        ),
        (
            KEY,
            {
                "prefect.toml": "profiles_path = 'mine.toml'",
                "mine.toml": f"active = 'a'\n[profiles.a]\nPREFECT_API_URL = '{EVIL}'",
            },
            "PREFECT_API_URL (profile 'a'",
            "PREFECT_API_KEY (environment)",
        ),
        (
            KEY | TLS,
            {".env": "PREFECT_API_TLS_INSECURE_SKIP_VERIFY=1"},
            "PREFECT_API_TLS_INSECURE_SKIP_VERIFY (.env)",
            "PREFECT_API_KEY (environment)",
        ),
        (
            {"PREFECT_API_URL": "https://me:x@env/api"},
            {"prefect.toml": "[api]\nssl_cert_file = 'evil.pem'"},
            "api.ssl_cert_file (prefect.toml)",
            "PREFECT_API_URL (environment)",
        ),
    ],
)
def test_project_file_that_redirects_foreign_credentials_is_reported(
    environ: dict[str, str], files: dict[str, str], decides: str, secret: str, machine: Machine
) -> None:
    for name, content in files.items():
        machine.write(name, content)
    (warning,) = warnings_of(machine, environ)
    assert warning.startswith(decides)
    assert f"which a file in the working directory sets, decides who can read {secret}" in warning
    assert warning.endswith("pass project_files=False to ignore it. Otherwise, set both in the same place")


@pytest.mark.parametrize(
    ("environ", "files"),
    [
        (KEY | URL, {".env": "PREFECT_API_URL=http://dotenv/api"}),
        ({}, {".env": "PREFECT_API_URL=http://dotenv/api"}),
        ({}, {"prefect.toml": "[api]\nurl = 'http://toml/api'", ".env": "PREFECT_API_KEY=pnu_dotenv"}),
        (URL, {".env": "PREFECT_API_KEY=pnu_dotenv"}),
        (KEY | URL, {".env": "PREFECT_API_TLS_INSECURE_SKIP_VERIFY=1"}),
        ({}, {"prefect.toml": "profiles_path = 'mine.toml'", "mine.toml": PROFILES}),
    ],
)
def test_settings_from_one_place_are_not_reported(
    environ: dict[str, str], files: dict[str, str], machine: Machine
) -> None:
    for name, content in files.items():
        machine.write(name, content)
    assert warnings_of(machine, environ) == ()


def test_arguments_count_as_another_place(machine: Machine) -> None:
    machine.write(".env", f"PREFECT_API_URL={EVIL}\nPREFECT_API_TLS_INSECURE_SKIP_VERIFY=1")
    assert "api_key (argument of the client)" in warnings_of(machine, {}, api_key="pnu_arg")[0]
    assert warnings_of(machine, {}, api_key="pnu_arg", api_url="http://arg/api") == ()
    assert warnings_of(machine, {}, api_key="pnu_arg", api_url="https://arg/api", verify=True) == ()


def test_project_files_can_be_ignored(machine: Machine) -> None:
    machine.write("~/.prefect/profiles.toml", PROFILES)
    machine.write(".env", f"PREFECT_API_URL={EVIL}\nPREFECT_PROFILES_PATH=mine.toml")
    machine.write("prefect.toml", "api = ]")
    assert machine.resolve(project_files=False).api_url == "http://staging/api"
    assert warnings_of(machine, {}, project_files=False) == ()


@pytest.mark.parametrize("client", [Prefect, AsyncPrefect])
def test_client_warns_its_caller_about_project_files(
    client: type[Prefect] | type[AsyncPrefect], machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(machine.folder)
    machine.write(".env", f"PREFECT_API_URL={EVIL}")
    with pytest.warns(UserWarning, match="working directory") as caught:
        client(api_key="pnu_arg")
    assert [Path(warning.filename).name for warning in caught] == [Path(__file__).name]
    assert EVIL not in repr(client("http://arg/api", api_key="pnu_arg"))


def test_origin_of_the_credentials_is_known(machine: Machine) -> None:
    def credentials_from(environ: dict[str, str], **arguments: Any) -> str | None:
        return resolve_with_origins(environ, folder=machine.folder, home=machine.home, **arguments).credentials_from

    assert credentials_from(URL) is None
    assert credentials_from(URL | KEY) == "PREFECT_API_KEY (environment)"
    assert credentials_from(URL | KEY, auth_string="me:x") == "auth_string (argument of the client)"
    assert credentials_from({"PREFECT_API_URL": "http://me:x@host/api"}) == "PREFECT_API_URL (environment)"
    assert credentials_from(URL | KEY, headers={"authorization": "Token x"}) == "headers (argument of the client)"
