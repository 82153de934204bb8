"""Settings sources: the environment, .env, TOML files, and the profiles file, highest precedence first."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from prefect_http._settings.fields import ARGUMENT, CREDENTIALS, NAMES, UI_URL, RawValue, parse_string, parse_table
from prefect_http._settings.profiles import choose_profile
from prefect_http.errors import ConfigurationError

_PROFILES_PATH: Final = "PREFECT_PROFILES_PATH"
_TEST_MODE: Final = (
    "PREFECT_TEST_MODE",
    "PREFECT_UNIT_TEST_MODE",
    "PREFECT_TESTING_TEST_MODE",
    "PREFECT_TESTING_UNIT_TEST_MODE",
)
_DEFAULT_PATH: Final = RawValue(_PROFILES_PATH, "default", "$PREFECT_HOME/profiles.toml")
_TOP_LEVEL: Final = frozenset({UI_URL})
"""Settings that are keys of a TOML file itself, not of a table in it."""

_PREFECT_TABLE: Final = re.compile(r"""prefect["']?\s*[.\]=]""")


class Source(Struct, frozen=True):
    """Settings from one source.

    Attributes:
        description: Description of the source, for error messages.
        values: Values by the name of the setting, such as ``PREFECT_API_URL``. An empty string counts as a value.
    """

    description: str
    values: Mapping[str, RawValue]


def read_sources(
    environ: Mapping[str, str], profile: str | None, folder: Path, home: Path, *, project_files: bool = True
) -> list[Source]:
    """Read all sources in Prefect's order, highest precedence first.

    Args:
        environ: Environment variables.
        profile: Name of the active profile, instead of ``PREFECT_PROFILE``.
        folder: Working folder, in which Prefect looks for ``.env``, ``prefect.toml`` and ``pyproject.toml``.
        home: Home folder, which contains ``.prefect``.
        project_files: Whether to read the files in the working folder. Default: True.

    Raises:
        ConfigurationError: A file is unreadable or malformed, or the profile does not exist.
    """
    paths = [RawValue(_PROFILES_PATH, "environment", environ.get(_PROFILES_PATH, ""))]
    sources = [_flat_source("environment", _upper_names(environ))]
    if project_files:
        project, project_paths = _project_sources(environ, folder)
        sources += project
        paths += project_paths
    path = next((path for path in paths if parse_string(path)), _DEFAULT_PATH)
    return [*sources, _profile_source(environ, profile, path, folder, home)]


def user_home() -> Path:
    """Return the home folder of the user who runs the process."""
    try:
        return Path.home()
    except RuntimeError:
        # Users without a home, as in many containers, have no profiles.
        return Path("~")


def _project_sources(environ: Mapping[str, str], folder: Path) -> tuple[list[Source], list[RawValue]]:
    """Return the sources in *folder*, and their paths of the profiles file."""
    dotenv = _read(folder / ".env", ".env")
    variables = _parse_variables(dotenv, environ)
    prefect = _read_toml(folder / "prefect.toml", "prefect.toml")
    pyproject = _read_pyproject(folder / "pyproject.toml")
    sources = [
        _flat_source(_describe(".env", dotenv), _upper_names(variables), from_project=NAMES),
        _nested_source(_describe("prefect.toml", prefect), prefect or {}, ""),
        _nested_source(_describe("pyproject.toml", pyproject), pyproject or {}, "tool.prefect."),
    ]
    profiles_paths = [
        RawValue(_PROFILES_PATH, ".env", variables.get(_PROFILES_PATH, ""), from_project=True),
        RawValue("profiles_path", "prefect.toml", (prefect or {}).get("profiles_path", ""), from_project=True),
        RawValue("profiles_path", "pyproject.toml", (pyproject or {}).get("profiles_path", ""), from_project=True),
    ]
    return sources, profiles_paths


def _flat_source(description: str, values: Mapping[str, object], from_project: Collection[str] = ()) -> Source:
    """Return a source whose keys are names of settings, such as ``PREFECT_API_URL``. Other keys are ignored."""
    return Source(
        description,
        {name: RawValue(name, description, values[name], name in from_project) for name in NAMES if name in values},
    )


def _nested_source(description: str, tables: Mapping[str, object], prefix: str) -> Source:
    """Return a project file with TOML tables: ``PREFECT_API_URL`` is the key ``url`` in the table ``api``."""
    values: dict[str, RawValue] = {}
    for name in NAMES:
        if name in _TOP_LEVEL:
            group, key, table = "", name.lower().removeprefix("prefect_"), tables
        else:
            _, group, key = name.lower().split("_", 2)
            table = parse_table(RawValue(prefix + group, description, tables.get(group, {})))
            group += "."
        if key in table:
            values[name] = RawValue(f"{prefix}{group}{key}", description, table[key], from_project=True)
    return Source(description, values)


def _profile_source(
    environ: Mapping[str, str], profile: str | None, profiles_path: RawValue, folder: Path, home: Path
) -> Source:
    for variable in _TEST_MODE:
        if environ.get(variable):
            return Source(f"profiles (not read, since {variable} is set)", {})
    path = folder / _profiles_file(parse_string(profiles_path), environ, home)
    shown_path = f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
    name = None
    if profile is not None:
        name = RawValue("profile", ARGUMENT, profile)
    elif "PREFECT_PROFILE" in environ:
        name = RawValue("PREFECT_PROFILE", "environment", environ["PREFECT_PROFILE"])
    # A project file may choose the user's own profiles file, which does not make its credentials the project's.
    from_project = set(NAMES).difference(CREDENTIALS) if profiles_path.from_project else ()
    return _flat_source(*choose_profile(_read_toml(path, shown_path), shown_path, name), from_project)


def _profiles_file(text: str, environ: Mapping[str, str], home: Path) -> Path:
    text = text.replace("$PREFECT_HOME", environ.get("PREFECT_HOME") or "~/.prefect")
    return home / text[2:] if text.startswith("~/") else Path(text)


def _parse_variables(dotenv: str | None, environ: Mapping[str, str]) -> Mapping[str, str]:
    if dotenv is None:
        return {}
    from prefect_http._settings.dotenv import parse_dotenv

    return parse_dotenv(dotenv, environ)


def _upper_names(variables: Mapping[str, str]) -> Mapping[str, str]:
    # Prefect ignores the case of a variable's name.
    return {name.upper(): value for name, value in variables.items()}


def _describe(name: str, content: object) -> str:
    return f"{name} (no such file)" if content is None else name


def _read_pyproject(path: Path) -> Mapping[str, object] | None:
    text = _read(path, "pyproject.toml")
    if text is None:
        return None
    # Few files mention Prefect, and parsing the others would dominate the cost of reading settings.
    if not _PREFECT_TABLE.search(text):
        return {}
    tool = parse_table(RawValue("tool", "pyproject.toml", _parse_toml(text, "pyproject.toml").get("tool", {})))
    return parse_table(RawValue("tool.prefect", "pyproject.toml", tool.get("prefect", {})))


def _read_toml(path: Path, shown_path: str) -> Mapping[str, object] | None:
    text = _read(path, shown_path)
    return None if text is None else _parse_toml(text, shown_path)


def _parse_toml(text: str, shown_path: str) -> Mapping[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # Never chained, and only the position is shown: the parser may quote a line that contains a secret.
        position = str(error).rpartition("(")[2].rstrip(")")
    raise ConfigurationError(f"{shown_path} must be valid TOML: syntax error {position}")


def _read(path: Path, shown_path: str) -> str | None:
    # A folder that the user cannot access, such as another user's home, contains no settings for them.
    if not os.access(path, os.F_OK) or path.is_dir():
        return None
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        # Never chained: a UnicodeDecodeError holds the whole file.
        reason = error.strerror if isinstance(error, OSError) else "not valid UTF-8"
    raise ConfigurationError(f"cannot read {shown_path}: {reason}. Make it readable, or remove it.")
