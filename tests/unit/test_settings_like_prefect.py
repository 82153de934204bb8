"""Settings match those of an installed Prefect for the same environment and files."""

import json
import os
import re
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec.structs
import pytest
import trustme

from generator.servers.install import install_server
from prefect_http import ConfigurationError
from prefect_http_api import SERVER_VERSION
from tests.support.machine import Machine

pytestmark = pytest.mark.installed_server

SCRIPT = Path(__file__).with_name("prefect_settings.py")
REJECTED = "rejected"
"""Outcome if Prefect raises an error, or finds no URL and would start a server itself."""

URL = {"PREFECT_API_URL": "http://env/api"}
WORKSPACE = "https://api.prefect.cloud/api/accounts/1/workspaces/2"
STAGING = """
active = "staging"
[profiles.staging]
PREFECT_API_URL = "http://staging/api"
PREFECT_API_KEY = "pnu_staging"
PREFECT_CLIENT_MAX_RETRIES = 7
[profiles.prod]
PREFECT_API_URL = "http://prod/api"
PREFECT_API_AUTH_STRING = "admin:prod"
PREFECT_CLIENT_CUSTOM_HEADERS = '{"X-Team": "data"}'
"""
PROFILES = {"~/.prefect/profiles.toml": STAGING}
EVERY_VARIABLE = {
    "PREFECT_API_URL": "https://env/api",
    "PREFECT_API_KEY": "pnu_env",
    "PREFECT_API_SSL_CERT_FILE": "/ca.pem",
    "PREFECT_API_REQUEST_TIMEOUT": "12.5",
    "PREFECT_CLIENT_MAX_RETRIES": "3",
    "PREFECT_CLIENT_RETRY_EXTRA_CODES": "404, 500",
    "PREFECT_CLIENT_RETRY_JITTER_FACTOR": "0",
    "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",
    "PREFECT_CLIENT_CUSTOM_HEADERS": '{"X-A": "1"}',
    "PREFECT_UI_URL": "https://ui.env",
}
EVERY_KEY = """
ui_url = "https://ui.toml"
[api]
url = "https://toml/api"
auth_string = "u:p"
tls_insecure_skip_verify = true
ssl_cert_file = "/unused.pem"
request_timeout = 5
[client]
max_retries = 0
retry_extra_codes = [404, 500]
retry_jitter_factor = 1
csrf_support_enabled = "off"
[client.custom_headers]
X-Toml = "1"
"""


@dataclass(frozen=True)
class Row:
    """A machine, and the settings that are expected on it.

    Attributes:
        name: Name of the case.
        environ: Environment variables. ``<folder>`` stands for the working directory.
        files: Files by name in the working directory, or with ``~/`` in the home directory.
        ours: Settings or part of the error if we differ from Prefect. None if we do not.
        why: Reason for the difference.
    """

    name: str
    environ: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    ours: Mapping[str, Any] | str | None = None
    why: str = ""


def variable(name: str, value: str, ours: Mapping[str, Any] | str | None = None, why: str = "") -> Row:
    return Row(f"{name}={value!r}", URL | {f"PREFECT_{name}": value}, {}, ours, why)


def in_toml(table: str, line: str, ours: Mapping[str, Any] | str | None = None, why: str = "") -> Row:
    return Row(f"prefect.toml: {table}.{line}", URL, {"prefect.toml": f"[{table}]\n{line}\n"}, ours, why)


ROWS = [
    Row("no settings"),
    Row("every variable", EVERY_VARIABLE),
    Row("every key of prefect.toml", {}, {"prefect.toml": EVERY_KEY}),
    Row(
        "every key of pyproject.toml",
        {},
        {"pyproject.toml": "[tool.prefect]" + re.sub("^\\[", "[tool.prefect.", EVERY_KEY, flags=re.MULTILINE)},
    ),
    Row("the active profile", {}, PROFILES),
    # Precedence
    Row("environment over .env", URL, {".env": "PREFECT_API_URL=http://dotenv/api"}),
    Row(".env over prefect.toml", {}, {".env": "PREFECT_API_URL=http://dotenv/api", "prefect.toml": EVERY_KEY}),
    Row(
        "prefect.toml over pyproject.toml",
        {},
        {
            "prefect.toml": "[api]\nurl = 'http://toml/api'",
            "pyproject.toml": "[tool.prefect.api]\nurl = 'http://py/api'",
        },
    ),
    Row(
        "pyproject.toml over the profile",
        {},
        {"pyproject.toml": "[tool.prefect.api]\nurl = 'http://py/api'"} | PROFILES,
    ),
    Row("environment over the profile, setting by setting", URL, PROFILES),
    Row(
        "a key of the environment and an auth string of the profile",
        URL | {"PREFECT_API_KEY": "k", "PREFECT_PROFILE": "prod"},
        PROFILES,
    ),
    Row("an empty URL hides the profile's", {"PREFECT_API_URL": ""}, PROFILES),
    Row("an empty key hides the profile's", {"PREFECT_API_KEY": ""}, PROFILES),
    Row("an empty auth string leaves the key", URL | {"PREFECT_API_AUTH_STRING": "", "PREFECT_API_KEY": "k"}),
    Row("an empty line of .env hides the profile's", {}, {".env": "PREFECT_API_URL="} | PROFILES),
    # URLs of the user interface
    Row("a user interface below a path", {"PREFECT_API_URL": "https://host/prefect/api"}),
    Row("the user interface of Prefect Cloud", {"PREFECT_API_URL": WORKSPACE}),
    Row("the user interface of a workspace", {"PREFECT_API_URL": WORKSPACE, "PREFECT_UI_URL": "https://ui.test"}),
    Row(
        "the user interface of another Prefect Cloud",
        {
            "PREFECT_CLOUD_API_URL": "https://cloud.test/api",
            "PREFECT_API_URL": "https://cloud.test/api/accounts/1/workspaces/2",
        },
    ),
    Row(
        "the user interface of Prefect Cloud in a file",
        {"PREFECT_API_URL": WORKSPACE},
        {"prefect.toml": "[cloud]\nui_url = 'https://cloud.test'"},
    ),
    # Variables
    Row("a variable in lower case", {"prefect_api_url": "http://low/api"}),
    Row(
        "a variable in both cases: the last one",
        {"PREFECT_API_URL": "http://up/api", "prefect_api_url": "http://low/api"},
    ),
    Row(".env in lower case", {}, {".env": "prefect_api_url=http://low/api"}),
    Row(
        ".env: export, quotes, comments",
        {},
        {
            ".env": '# here\nexport PREFECT_API_URL = "http://q/api" # x\n'
            "PREFECT_API_KEY='a#b' \n\nPREFECT_CLIENT_MAX_RETRIES=2 # two\nPREFECT_API_REQUEST_TIMEOUT\nnonsense here\n"
        },
    ),
    Row(
        ".env: variables in values", {"HOST": "h"}, {".env": "PORT=1\nPREFECT_API_URL=http://${HOST}:${PORT}/${P:-api}"}
    ),
    Row(".env: escapes", URL, {".env": 'PREFECT_API_AUTH_STRING="a\\"b:c\\\\d"'}),
    Row(".env: a value of several lines", {}, {".env": 'OTHER="a\nPREFECT_API_URL=x"\nPREFECT_API_URL=http://m/api'}),
    Row(
        ".env: a hash sign in and before a value",
        {},
        {".env": "PREFECT_API_URL=http://h/api#x\nPREFECT_API_URL=http://h/api #x\nPREFECT_API_KEY= # none"},
    ),
    Row(".env that begins with a byte order mark", {}, {".env": "\ufeffPREFECT_API_URL=http://bom/api"}),
    Row(".env is a folder", URL, {".env/bin/python": ""}),
    # Profiles
    Row("PREFECT_PROFILE", {"PREFECT_PROFILE": "prod"}, PROFILES),
    Row("an empty PREFECT_PROFILE", {"PREFECT_PROFILE": ""}, PROFILES),
    Row("prefect_profile", {"prefect_profile": "prod"}, PROFILES),
    Row("PREFECT_PROFILE in .env", {}, {".env": "PREFECT_PROFILE=prod"} | PROFILES),
    Row("no profile is active", {}, {"~/.prefect/profiles.toml": STAGING.replace('active = "staging"', "")}),
    Row(
        "ephemeral, redefined but not active",
        {},
        {"~/.prefect/profiles.toml": "[profiles.ephemeral]\nPREFECT_API_URL = 'http://e/api'"},
    ),
    Row("local, without a file", {"PREFECT_PROFILE": "local"}),
    Row(
        "local, with a file that does not define it",
        {"PREFECT_PROFILE": "local"},
        PROFILES,
        {"url": "http://127.0.0.1:4200/api"},
        "Prefect's own `use_profile` knows it here too, but its settings do not",
    ),
    Row("cloud, as shipped with Prefect", {"PREFECT_PROFILE": "cloud"} | URL),
    Row("PREFECT_HOME", {"PREFECT_HOME": "<folder>/other"}, {"other/profiles.toml": STAGING}),
    Row(
        "PREFECT_HOME from ~",
        {"PREFECT_HOME": "~/other"},
        {"~/other/profiles.toml": STAGING},
        {"url": "http://staging/api", "key": "pnu_staging", "max_retries": 7},
        "Prefect expands ~ everywhere else",
    ),
    Row("PREFECT_HOME in .env", {}, {".env": "PREFECT_HOME=other", "other/profiles.toml": STAGING}),
    Row("home in prefect.toml", {}, {"prefect.toml": "home = 'other'", "other/profiles.toml": STAGING}),
    Row(
        "PREFECT_PROFILES_PATH over PREFECT_HOME",
        {"PREFECT_PROFILES_PATH": "<folder>/mine.toml", "PREFECT_HOME": "<folder>/other"},
        {"mine.toml": STAGING, "other/profiles.toml": ""},
    ),
    Row("a relative PREFECT_PROFILES_PATH", {"PREFECT_PROFILES_PATH": "mine.toml"}, {"mine.toml": STAGING}),
    Row(
        "PREFECT_PROFILES_PATH with $PREFECT_HOME",
        {"PREFECT_PROFILES_PATH": "$PREFECT_HOME/mine.toml", "PREFECT_HOME": "<folder>"},
        {"mine.toml": STAGING},
        {"url": "http://staging/api", "key": "pnu_staging", "max_retries": 7},
        "Prefect documents it but does not implement it here",
    ),
    Row("PREFECT_PROFILES_PATH in .env", {}, {".env": "PREFECT_PROFILES_PATH=mine.toml", "mine.toml": STAGING}),
    Row("prefect_profiles_path in .env", {}, {".env": "prefect_profiles_path=mine.toml", "mine.toml": STAGING}),
    Row("profiles_path in prefect.toml", {}, {"prefect.toml": "profiles_path = 'mine.toml'", "mine.toml": STAGING}),
    Row(
        "profiles_path in pyproject.toml",
        {},
        {"pyproject.toml": "[tool.prefect]\nprofiles_path = 'mine.toml'", "mine.toml": STAGING},
    ),
    Row("test mode reads no profile", {"PREFECT_TEST_MODE": "1"} | URL, PROFILES),
    Row(
        "a lower-case name in a profile",
        {},
        {"~/.prefect/profiles.toml": "active = 'a'\n[profiles.a]\nprefect_api_url = 'http://a/api'"},
    ),
    Row(
        "an unknown profile",
        {"PREFECT_PROFILE": "gone"} | URL,
        PROFILES,
        "refers to profile 'gone'",
        "a missing key, or the wrong server, is worse than an error",
    ),
    Row(
        "an unknown profile that is active",
        URL,
        {"~/.prefect/profiles.toml": "active = 'gone'"},
        "refers to profile 'gone'",
        "as above",
    ),
    Row("a malformed profiles file", URL, {"~/.prefect/profiles.toml": "active ="}, "must be valid TOML", "as above"),
    Row(
        "an active profile that is a number",
        URL,
        {"~/.prefect/profiles.toml": "active = 3"},
        "must be a string",
        "as above",
    ),
    Row("a profile that is not a table", URL, {"~/.prefect/profiles.toml": "active = 'a'\nprofiles.a = 3"}),
    # TOML
    Row("a malformed prefect.toml", URL, {"prefect.toml": "api ="}),
    Row("a malformed pyproject.toml", URL, {"pyproject.toml": "[tool.prefect]\napi ="}),
    Row(
        "a malformed pyproject.toml without Prefect",
        URL,
        {"pyproject.toml": "api ="},
        {"url": "http://env/api"},
        "it cannot contain settings",
    ),
    Row("pyproject.toml with dotted keys", {}, {"pyproject.toml": "[tool]\nprefect.api.url = 'http://py/api'"}),
    Row("pyproject.toml with inline tables", {}, {"pyproject.toml": "[tool]\nprefect = {api={url='http://py/api'}}"}),
    Row("pyproject.toml with quoted keys", {}, {"pyproject.toml": "['tool' . \"prefect\" .api]\nurl='http://py/api'"}),
    Row("pyproject.toml without Prefect's table", URL, {"pyproject.toml": "[project]\ndependencies = ['prefect==3']"}),
    Row("[tool] that is not a table", URL, {"pyproject.toml": "tool = 1 # prefect ="}),
    Row("[api] that is not a table", URL, {"prefect.toml": "api = 1"}),
    Row("a key in upper case", {}, {"prefect.toml": "[api]\nURL = 'http://up/api'"}),
    Row("a variable in prefect.toml", {}, {"prefect.toml": "PREFECT_API_URL = 'http://up/api'"}),
    Row("prefect.toml is a folder", URL, {"prefect.toml/x": ""}, {"url": "http://env/api"}, "a folder sets nothing"),
    # Values
    *(variable("API_TLS_INSECURE_SKIP_VERIFY", word) for word in ("1", "tRUE", "T", "yes", "Y", "ON")),
    *(
        variable("API_TLS_INSECURE_SKIP_VERIFY", word)
        for word in ("0", "false", "f", "NO", "n", "off", "", "2", "maybe")
    ),
    *(in_toml("api", f"tls_insecure_skip_verify = {value}") for value in ("1", "1.0", "'on'", "0", "2", "[]")),
    *(variable("CLIENT_MAX_RETRIES", value) for value in (" 4 ", "4.0", "1_0", "-1", "4.5", "", "true", "four")),
    *(in_toml("client", f"max_retries = {value}") for value in ("4", "4.0", "'4'", "4.5", "[]")),
    *(variable("API_REQUEST_TIMEOUT", value) for value in ("5", " 5 ", "1e1", "", "long")),
    variable("API_REQUEST_TIMEOUT", "inf", {"url": "http://env/api", "timeout": None}, "None means no limit"),
    variable("API_REQUEST_TIMEOUT", "0", "positive number of seconds", "nothing completes in 0 seconds"),
    variable("API_REQUEST_TIMEOUT", "nan", "positive number of seconds", "it is not a duration"),
    *(variable("CLIENT_RETRY_JITTER_FACTOR", value) for value in ("5", "0.5", "-1", "nan", "")),
    *(
        variable("CLIENT_RETRY_EXTRA_CODES", value)
        for value in ("", "404", "404,500", "[404, 500]", '["404"]', "[]", "404,", "99", "600", "not found")
    ),
    *(
        in_toml("client", f"retry_extra_codes = {value}")
        for value in ("404", "'404,500'", "['404']", "[]", "[99]", "true")
    ),
    *(variable("CLIENT_CUSTOM_HEADERS", value) for value in ("{}", ' {"A": "b"} ', "{", "[]", "1", '{"A": 1}')),
    variable("CLIENT_CUSTOM_HEADERS", "", {"url": "http://env/api"}, "it can only mean no headers"),
    variable(
        "CLIENT_CUSTOM_HEADERS",
        '{"A": "b", "User-Agent": "x"}',
        {"url": "http://env/api", "headers": {"A": "b"}},
        "Prefect ignores the protected header later, when it sends requests",
    ),
    in_toml("client", 'custom_headers = \'{"A": "b"}\''),
    Row(
        "a table of headers in a profile",
        URL,
        {"~/.prefect/profiles.toml": "active = 'a'\n[profiles.a]\nPREFECT_CLIENT_CUSTOM_HEADERS = {A = 'b'}"},
        {"url": "http://env/api", "headers": {"A": "b"}},
        "as in prefect.toml",
    ),
    variable("API_SSL_CERT_FILE", ""),
    in_toml("api", "ssl_cert_file = 'ca.pem'"),
    in_toml("api", "key = 5"),
    Row("a URL that is a number", {}, {"prefect.toml": "[api]\nurl = 5"}),
    Row(
        "PREFECT_API as JSON",
        {"PREFECT_API": '{"url": "http://json/api"}'} | URL,
        {},
        {"url": "http://env/api"},
        "Prefect reads it by accident and does not document it",
    ),
    Row(
        "an invalid URL",
        {"PREFECT_API_URL": "localhost"},
        {},
        "must start with http",
        "Prefect fails when it connects",
    ),
    Row(
        "a Cloud URL without a workspace",
        {"PREFECT_API_URL": "https://api.prefect.cloud/api"},
        {},
        "must include the account and workspace",
        "every request would fail with 404",
    ),
]


def ours_of(theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Return Prefect's settings as ours."""
    authorization = theirs["key"] and f"Bearer {theirs['key']}"
    if theirs["auth_string"]:
        authorization = f"Basic {b64encode(theirs['auth_string'].encode()).decode()}"
    return {
        "api_url": theirs["url"],
        "authorization": authorization or None,
        "headers": theirs["headers"],
        "verify": not theirs["insecure"] and (theirs["certificates"] or True),
        "timeout": theirs["timeout"],
        "max_retries": theirs["max_retries"],
        "retry_extra_codes": frozenset(theirs["codes"]),
        "retry_jitter_factor": theirs["jitter"],
        "csrf_support": theirs["csrf"],
        "ui_url": theirs.get("ui_url") or theirs["url"].removesuffix("/api"),
    }


UNSET: dict[str, Any] = {
    "url": None,
    "key": None,
    "auth_string": None,
    "headers": {},
    "insecure": False,
    "timeout": 60.0,
    "max_retries": 5,
    "codes": [],
    "jitter": 0.2,
    "csrf": True,
}


@dataclass(frozen=True)
class Case:
    """The machine and environment of a row, and Prefect's outcome."""

    machine: Machine
    environ: Mapping[str, str]
    prefect_outcome: dict[str, Any] | str


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    machines = [prepare(row, tmp_path_factory.mktemp("machine")) for row in ROWS]
    # The same for every row, since Prefect reads it once, on import.
    home = tmp_path_factory.mktemp("home")
    certificates = str(home / "ca.pem")
    trustme.CA().cert_pem.write_to_path(certificates)
    environs = [
        {"SSL_CERT_FILE": certificates} | environ_of(row, machine) for row, machine in zip(ROWS, machines, strict=True)
    ]
    cases = [
        {"folder": str(machine.folder), "home": str(machine.home), "environ": environ}
        for machine, environ in zip(machines, environs, strict=True)
    ]
    completed = subprocess.run(
        [str(install_server(SERVER_VERSION)), str(SCRIPT)],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
        # Importing Prefect also reads settings, and creates its home directory.
        cwd=home,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "SSL_CERT_FILE": certificates},
    )
    outcomes = [ours_of(theirs) if theirs.get("url") else REJECTED for theirs in json.loads(completed.stdout)]
    return {
        row.name: Case(machine, environ, outcome)
        for row, machine, environ, outcome in zip(ROWS, machines, environs, outcomes, strict=True)
    }


def prepare(row: Row, parent: Path) -> Machine:
    machine = Machine.under(parent)
    for name, content in row.files.items():
        machine.write(name, content)
    return machine


def environ_of(row: Row, machine: Machine) -> dict[str, str]:
    return {name: value.replace("<folder>", str(machine.folder)) for name, value in row.environ.items()}


def outcome_of(machine: Machine, environ: Mapping[str, str]) -> tuple[dict[str, Any] | str, str]:
    try:
        settings = machine.resolve(environ)
    except ConfigurationError as error:
        return REJECTED, str(error)
    outcome = msgspec.structs.asdict(settings)
    # Prefect has no such settings, and resolves those of its user interface to one URL.
    for name in ("workspace", "log_level", "explicit_ui_url", "cloud_ui_url"):
        del outcome[name]
    return {**outcome, "ui_url": settings.ui_url}, ""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_settings_match_prefect(row: Row, cases: dict[str, Case]) -> None:
    case = cases[row.name]
    outcome, error = outcome_of(case.machine, case.environ)
    if row.ours is None:
        assert outcome == case.prefect_outcome, error
        return
    assert row.why
    assert outcome != case.prefect_outcome, "the row expects a difference, but the settings are equal"
    if isinstance(row.ours, str):
        assert row.ours in error
    else:
        assert outcome == ours_of({**UNSET, "certificates": case.environ["SSL_CERT_FILE"], **row.ours}), error


def test_row_names_are_unique() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)


def test_prefect_reads_every_variable(cases: dict[str, Case]) -> None:
    everything = cases["every variable"].prefect_outcome
    assert everything == {
        "api_url": "https://env/api",
        "authorization": "Bearer pnu_env",
        "headers": {"X-A": "1"},
        "verify": "/ca.pem",
        "timeout": 12.5,
        "max_retries": 3,
        "retry_extra_codes": {404, 500},
        "retry_jitter_factor": 0.0,
        "csrf_support": False,
        "ui_url": "https://ui.env",
    }


def test_profile_argument_is_equivalent_to_the_variable(cases: dict[str, Case]) -> None:
    case = cases["PREFECT_PROFILE"]
    environ = {**case.environ, "PREFECT_PROFILE": "staging"}
    assert case.machine.resolve(environ, profile="prod") == case.machine.resolve(case.environ)
