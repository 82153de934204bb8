"""The places outside of the program where settings are: the environment, and files.

This is where settings touch the disk; what the files say is understood elsewhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from prefect_http._settings.fields import API_URL, NAMES, Found, parse_table, parse_text
from prefect_http.errors import ConfigurationError

_PROFILES_PATH = "PREFECT_PROFILES_PATH"
_TEST_MODE = (
    "PREFECT_TEST_MODE",
    "PREFECT_UNIT_TEST_MODE",
    "PREFECT_TESTING_TEST_MODE",
    "PREFECT_TESTING_UNIT_TEST_MODE",
)
_TABLE_OF_PREFECT = re.compile(r"""prefect["']?\s*[.\]=]""")


class Source(Struct, frozen=True):
    """What one place sets.

    Attributes:
        place: where that is, as an error names it.
        found: by Prefect's name of the setting; what is not there is not set here. Empty text is set.
    """

    place: str
    found: Mapping[str, Found]


def user_home() -> Path:
    """Return the home of the process's user."""
    try:
        return Path.home()
    except RuntimeError:
        # A user without one, as in many containers, has no profiles.
        return Path("~")


def source(place: str, values: Mapping[str, object]) -> Source:
    """Return what *values*, by Prefect's names of settings, set; other names do not matter."""
    return Source(place, {name: Found(name, place, values[name]) for name in NAMES if name in values})


def read_sources(environ: Mapping[str, str], profile: str | None, folder: Path, home: Path) -> list[Source]:
    """Return what is set outside of the program, the strongest place first, in Prefect's order.

    Args:
        environ: the environment.
        profile: the active profile, in place of ``PREFECT_PROFILE``.
        folder: the working folder, where Prefect looks for ``.env``, ``prefect.toml`` and ``pyproject.toml``.
        home: the user's home, where ``.prefect`` is.

    Raises:
        ConfigurationError: a file cannot be read, or is malformed; or there is no such profile.
    """
    dotenv = _read(folder / ".env", ".env")
    variables = _variables(dotenv, environ)
    prefect = _read_toml(folder / "prefect.toml", "prefect.toml")
    pyproject = _read_pyproject(folder / "pyproject.toml")
    paths = [
        Found(_PROFILES_PATH, "environment", environ.get(_PROFILES_PATH, "")),
        Found(_PROFILES_PATH, ".env", variables.get(_PROFILES_PATH, "")),
        Found("profiles_path", "prefect.toml", (prefect or {}).get("profiles_path", "")),
        Found("profiles_path", "pyproject.toml", (pyproject or {}).get("profiles_path", "")),
    ]
    return [
        source("environment", _upper(environ)),
        source(_named(".env", dotenv), _upper(variables)),
        _from_tables(_named("prefect.toml", prefect), prefect or {}, ""),
        _from_tables(_named("pyproject.toml", pyproject), pyproject or {}, "tool.prefect."),
        _from_profile(environ, profile, folder / _profiles_file(paths, environ, home), home),
    ]


def _variables(dotenv: str | None, environ: Mapping[str, str]) -> Mapping[str, str]:
    if dotenv is None:
        return {}
    from prefect_http._settings.dotenv import parse_dotenv

    return parse_dotenv(dotenv, environ)


def _named(name: str, content: object) -> str:
    return f"{name} (no such file)" if content is None else name


def _upper(variables: Mapping[str, str]) -> Mapping[str, str]:
    # Prefect does not mind the case of a variable's name.
    return {name.upper(): value for name, value in variables.items()}


def _from_tables(place: str, tables: Mapping[str, object], prefix: str) -> Source:
    """Return what the tables of a TOML file set: ``PREFECT_API_URL`` is ``url`` in ``api`` there."""
    found: dict[str, Found] = {}
    for name in NAMES:
        _, group, key = name.lower().split("_", 2)
        table = parse_table(Found(prefix + group, place, tables.get(group, {})))
        if key in table:
            found[name] = Found(f"{prefix}{group}.{key}", place, table[key])
    return Source(place, found)


def _profiles_file(paths: Iterable[Found], environ: Mapping[str, str], home: Path) -> Path:
    given = (parse_text(path) for path in paths)
    text = next(filter(None, given), "$PREFECT_HOME/profiles.toml")
    text = text.replace("$PREFECT_HOME", environ.get("PREFECT_HOME") or "~/.prefect")
    return home / text[2:] if text.startswith("~/") else Path(text)


def _from_profile(environ: Mapping[str, str], profile: str | None, path: Path, home: Path) -> Source:
    for variable in _TEST_MODE:
        if environ.get(variable):
            return Source(f"profiles (not read, since {variable} is set)", {})
    shown = f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
    wanted = None
    if profile is not None:
        wanted = Found("profile", "argument of the client", profile)
    elif "PREFECT_PROFILE" in environ:
        wanted = Found("PREFECT_PROFILE", "environment", environ["PREFECT_PROFILE"])
    place, values = choose_profile(_read_toml(path, shown), shown, wanted)
    return source(place, values)


def _read_pyproject(path: Path) -> Mapping[str, object] | None:
    text = _read(path, "pyproject.toml")
    if text is None:
        return None
    # Most say nothing of Prefect, and parsing them would be most of what reading settings costs.
    if not _TABLE_OF_PREFECT.search(text):
        return {}
    tool = parse_table(Found("tool", "pyproject.toml", _parse_toml(text, "pyproject.toml").get("tool", {})))
    return parse_table(Found("tool.prefect", "pyproject.toml", tool.get("prefect", {})))


def _read_toml(path: Path, shown: str) -> Mapping[str, object] | None:
    text = _read(path, shown)
    return None if text is None else _parse_toml(text, shown)


def _parse_toml(text: str, shown: str) -> Mapping[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # Where, and no more: the parser may quote from a line that holds a secret, and its error is no context of ours.
        where = str(error).rpartition("(")[2].rstrip(")")
    raise ConfigurationError(f"{shown} is not TOML ({where}). Correct it there.")


def _read(path: Path, shown: str) -> str | None:
    # A folder that this user may not enter, such as another user's home, has no settings of theirs.
    if not os.access(path, os.F_OK) or path.is_dir():
        return None
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        # Of what is no text the error holds all that was read, so that it is no context of ours.
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
    raise ConfigurationError(f"{shown} cannot be read: {reason}. Make it readable, or remove it.")


SHIPPED: Final[Mapping[str, Mapping[str, str]]] = {
    "ephemeral": {},
    "local": {API_URL: "http://127.0.0.1:4200/api"},
    "test": {},
    "cloud": {},
}
"""The profiles that come with Prefect, as far as they say anything to a client."""


def choose_profile(
    file: Mapping[str, object] | None, shown: str, wanted: Found | None
) -> tuple[str, Mapping[str, object]]:
    """Return where the active profile is, as an error names it, and what it sets.

    Args:
        file: what the file of profiles holds; None when there is none.
        shown: the file's path, as an error names it.
        wanted: the name that was asked for; None, or empty, for the one that the file says is active.

    Raises:
        ConfigurationError: there is no profile of that name, or it is malformed.
    """
    absent = file is None
    file = file or {}
    profiles = parse_table(Found("profiles", shown, file.get("profiles", {})))
    if wanted is None or not wanted.value:
        wanted = Found("active", shown, file.get("active", ""))
    name = parse_text(wanted)
    if not name:
        return f"{shown} ({'no such file' if absent else 'no profile is active'})", {}
    if name in profiles:
        return f"profile {name!r} in {shown}", parse_table(Found(f"profiles.{name}", shown, profiles[name]))
    if name in SHIPPED:
        return f"profile {name!r} as Prefect ships it", SHIPPED[name]
    raise _unknown(wanted, name, f"{shown}, which does not exist" if absent else shown, profiles)


def _unknown(wanted: Found, name: str, where: str, profiles: Iterable[str]) -> ConfigurationError:
    from difflib import SequenceMatcher

    useful = {*profiles, *(shipped for shipped, values in SHIPPED.items() if values)}
    closest = sorted(useful, key=lambda known: (-SequenceMatcher(None, name, known).ratio(), known))
    return wanted.wrong(f"there is no profile {name!r} in {where}", " or ".join(map(repr, closest)))
