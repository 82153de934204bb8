"""Diagnosis: what is wrong with the settings, the server and its work pools, and what to do."""

from __future__ import annotations

import os
import re
import warnings
from datetime import UTC, datetime, timedelta
from shlex import quote
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from prefect_http._cli import exit_codes
from prefect_http._cli.context import Context
from prefect_http._cli.errors import code_of, line_of
from prefect_http._cli.output.kinds import counted, text_of_age
from prefect_http._http.compatibility import parse_version
from prefect_http._http.redaction import redacted_url
from prefect_http._settings import fields
from prefect_http._settings.fields import RawValue
from prefect_http._settings.resolve import read_values
from prefect_http.errors import (
    AuthenticationError,
    ConfigurationError,
    PermissionDeniedError,
    PrefectHTTPError,
    WaitTimeoutError,
)
from prefect_http_api import SERVER_VERSION

if TYPE_CHECKING:
    import httpx

    from prefect_http import Prefect

MASK: Final = "***"
_TIMEOUT: Final = 10.0
"""Seconds to wait for each response. A server that is slower has a problem."""

_MAX_SKEW: Final = timedelta(seconds=5)
_API_KEY: Final = re.compile(r"pn[a-z]_\S*")
_URLS: Final = (fields.API_URL, fields.CLOUD_API_URL, fields.UI_URL, fields.CLOUD_UI_URL)
_WITHOUT_WORKERS: Final = re.compile(r".*:(push|managed)")
"""Types of work pools whose runs Prefect Cloud starts itself."""


class Problem(NamedTuple):
    """Problem, and what to do.

    Attributes:
        summary: What is wrong.
        advice: What to do, or an empty string if the summary says so.
        exit_code: Exit code if this is the worst problem.
    """

    summary: str
    advice: str
    exit_code: int


class Setting(NamedTuple):
    """Setting of the client.

    Attributes:
        name: Name, such as ``PREFECT_API_URL``.
        value: Value with secrets masked, or None if it is unset.
        source: Where the value comes from.
        overrides: Other sources that have a value, which is not used.
    """

    name: str
    value: str | None
    source: str | None
    overrides: list[str]


class Diagnosis:
    """What was found. Each step adds facts and problems.

    Attributes:
        settings: Settings.
        sources: Where settings were looked for, highest precedence first.
        server: Facts about the server, by name. Those that could not be found out are missing.
        problems: Problems.
    """

    def __init__(self) -> None:
        self.settings: list[Setting] = []
        self.sources: list[str] = []
        self.server: dict[str, Any] = {}
        self.problems: list[Problem] = []

    @property
    def exit_code(self) -> int:
        """Exit code of the worst problem. What keeps all commands from working is worse than what delays runs."""
        codes = [problem.exit_code for problem in self.problems]
        return next((code for code in codes if code != exit_codes.FAILED), codes[0] if codes else exit_codes.DONE)

    def add(self, summary: str, advice: str) -> None:
        """Add a problem that does not keep commands from working."""
        self.problems.append(Problem(summary, advice, exit_codes.FAILED))

    def add_error(self, error: PrefectHTTPError, advice: str = "") -> None:
        """Add an error. Errors of the client say themselves what to do."""
        self.problems.append(Problem(line_of(error), advice, code_of(error)))


def diagnose(context: Context) -> Diagnosis:
    """Check the settings, the server and its work pools."""
    found = Diagnosis()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        _check_all(context, found)
    for warning in caught:
        found.add(str(warning.message), "")
    return found


def _check_all(context: Context, found: Diagnosis) -> None:
    try:
        _read_settings(context, found)
        resolution = context.resolve()
        clock = _Clock()
        client = context.connect(timeout=_TIMEOUT, retry=False, event_hooks={"response": [clock.read]})
    except ConfigurationError as error:
        found.add_error(error)
        return
    found.server["url"] = client.api_url
    with client:
        if _check_server(client, found):
            origin = f" from {resolution.credentials_from}" if resolution.credentials_from else ""
            found.server["authentication"] = resolution.settings.authentication + origin
            for check in (_check_late_runs, _check_pools, _check_queues):
                # A key may lack the permission for one of the checks.
                try:
                    check(client, found)
                except PrefectHTTPError as error:
                    found.add_error(error)
    if clock.skew is not None:
        found.server["clock_skew_seconds"] = round(clock.skew.total_seconds(), 1)
        if abs(clock.skew) > _MAX_SKEW:
            direction = "ahead of" if clock.skew > timedelta() else "behind"
            found.add(
                f"the server's clock is {abs(clock.skew).total_seconds():.0f} s {direction} that of this machine",
                "synchronize both, for example with NTP: times such as --since 5m are relative to this machine",
            )


def _read_settings(context: Context, found: Diagnosis) -> None:
    sources, values = read_values(os.environ, api_url=context.api_url, profile=context.profile)
    found.sources = [source.description for source in sources]
    for name in fields.NAMES:
        used = values.get(name)
        overridden = [
            source.description for source in sources if name in source.values and source.values[name] is not used
        ]
        found.settings.append(
            Setting(name, None if used is None else _shown(name, used), _origin(name, used), overridden)
        )


def _origin(name: str, raw: RawValue | None) -> str | None:
    if raw is None:
        return None
    if raw.source == "argument of the client":
        return f"--{raw.name.replace('_', '-')}"
    return raw.source if raw.name == name else f"{raw.source} ({raw.name})"


def _shown(name: str, raw: RawValue) -> str | None:
    """Return the value of a setting with secrets masked."""
    if raw.value in ("", [], {}):
        return None
    if name == fields.CUSTOM_HEADERS:
        try:
            headers = fields.parse_headers(raw)
        except ConfigurationError:
            return MASK
        return ", ".join(f"{header}: {MASK}" for header in headers)
    if name in fields.CREDENTIALS:
        return MASK
    text = str(raw.value).lower() if isinstance(raw.value, bool) else str(raw.value)
    return _API_KEY.sub(MASK, redacted_url(text) if name in _URLS else text)


def _check_server(client: Prefect, found: Diagnosis) -> bool:
    """Return whether the server works, and this client may use it."""
    try:
        check_ready(client)
        found.server["ready"] = True
        found.server["version"] = client.check_compatibility()
    except (AuthenticationError, PermissionDeniedError) as error:
        found.add_error(error)
        return False
    except PrefectHTTPError as error:
        found.server.setdefault("ready", False)
        advice = "" if found.server["ready"] else "to wait for a server that is starting: prefect-http ready --wait 120"
        found.add_error(error, advice)
        return False
    return True


def check_ready(client: Prefect) -> None:
    """Check once that the server is ready.

    Raises:
        PrefectHTTPError: It is not. The error says why.
    """
    try:
        client.wait_until_ready(timeout=0)
    except WaitTimeoutError as error:
        # The cause says what is wrong, without a timeout that nobody has set.
        raise error.__cause__ or error from None


def compare_version(version: str | None) -> str | None:
    """Return what follows from the version of the server, or None for Prefect Cloud, which has none."""
    ours, theirs = parse_version(SERVER_VERSION), parse_version(version or "")
    if ours is None or theirs is None:
        return None
    if theirs == ours:
        return "the one this client was generated from"
    if theirs > ours:
        return f"newer than {SERVER_VERSION}, which this client was generated from: new fields are ignored"
    return f"older than {SERVER_VERSION}, which this client was generated from: it lacks some operations"


def _check_late_runs(client: Prefect, found: Diagnosis) -> None:
    late = found.server["late_runs"] = client.flow_runs.count(state="Late")
    oldest = client.flow_runs.first(state="Late", sort="EXPECTED_START_TIME_ASC") if late else None
    if oldest is not None:
        start = oldest.expected_start_time
        since = f", one since {text_of_age(start, datetime.now(UTC))}" if start else ""
        found.add(
            f"{counted(late, 'flow run')} {'is' if late == 1 else 'are'} late{since}",
            "see them with prefect-http runs ls --state late, and start what runs them: a worker of the work pool, or "
            "the process that serves the deployment",
        )


def _check_pools(client: Prefect, found: Diagnosis) -> None:
    pools = list(client.work_pools.list())
    found.server["work_pools"] = len(pools)
    for pool in pools:
        is_idle = pool.status == "NOT_READY" and not _WITHOUT_WORKERS.fullmatch(pool.type)
        if not (pool.is_paused or is_idle):
            continue
        waiting = _waiting(client, work_pool=pool.name)
        if not pool.is_paused:
            found.add(
                f"work pool {pool.name!r} has no online worker{waiting}",
                f"start a worker: prefect worker start --pool {quote(pool.name)}",
            )
        elif waiting:
            found.add(
                f"work pool {pool.name!r} is paused{waiting}",
                f"resume it: prefect-http pools resume {quote(pool.name)}",
            )


def _check_queues(client: Prefect, found: Diagnosis) -> None:
    for queue in client.work_queues.list():
        waiting = _waiting(client, work_queue=queue.id) if queue.is_paused else ""
        if waiting:
            name = f"{queue.work_pool_name}/{queue.name}"
            found.add(
                f"work queue {name!r} is paused{waiting}",
                f"resume it: prefect-http pools queues resume {quote(name)}",
            )


def _waiting(client: Prefect, **where: Any) -> str:  # noqa: ANN401  # a pool or a queue
    """Return a clause with the number of runs that should have started, or an empty string for none."""
    number = client.flow_runs.count(state="SCHEDULED", until=datetime.now(UTC), **where)
    return f", and {counted(number, 'flow run')} {'waits' if number == 1 else 'wait'} in it" if number else ""


class _Clock:
    """Difference between the server's clock and that of this machine."""

    def __init__(self) -> None:
        self.skew: timedelta | None = None

    def read(self, response: httpx.Response) -> None:
        """Note the difference at the time of *response*. It is positive if the server is ahead."""
        from email.utils import parsedate_to_datetime

        try:
            date = parsedate_to_datetime(response.headers.get("Date", ""))
        except ValueError:
            return
        # The header is rounded down to a second.
        self.skew = date.replace(tzinfo=date.tzinfo or UTC) + timedelta(seconds=0.5) - datetime.now(UTC)
