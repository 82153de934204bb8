"""Looks for the secrets that tests use in all that the tests emit: what is printed, and what is logged at any level.

A pytest plugin: a test that passed, and during which a secret was emitted, fails for that.
"""

import logging
from base64 import b64encode
from collections.abc import Callable, Generator

import pytest

API_KEY = "pnu_9f86d081884c7d65"
URL_PASSWORD = "canary-of-the-url"
HEADER = "canary-of-a-header"
BLOCK = "canary-of-a-block"
CSRF = "canary-of-the-csrf-token"

# As short as a person's password is; the server that wants it is shared with other tests.
AUTH_STRING = "me:hunter2"

SECRETS = (
    *(API_KEY, URL_PASSWORD, HEADER, BLOCK, CSRF),
    *("hunter2", "s3cret"),
    *(b64encode(text.encode()).decode() for text in (AUTH_STRING, "user:hunter2", f"me:{URL_PASSWORD}")),
)
"""What nothing may show, whichever test it is that uses it."""

# A filter sees what is written to its own logger, and nothing of those below.
LOGGERS = (
    "prefect_http",
    "httpx",
    *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")),
)


def leaked(text: str) -> list[str]:
    """Return the secrets in *text*."""
    return [secret for secret in SECRETS if secret in text]


class Watch(logging.Filter):
    """Notes which secrets are logged, and where. It tells *listeners* of each record.

    What httpx and httpcore say of every request is looked at, and goes no further: it would be most of what a test that
    failed has to show.
    """

    def __init__(self) -> None:
        super().__init__()
        self.listeners: list[Callable[[logging.LogRecord], None]] = []
        self.found: list[str] = []
        self._written = logging.Formatter().format

    def filter(self, record: logging.LogRecord) -> bool:
        self.found += [f"{secret!r} is in the log of {record.name}" for secret in leaked(self._written(record))]
        for listener in self.listeners:
            listener(record)
        return not record.name.startswith("http")

    def take(self) -> list[str]:
        """Return what was found since this was last asked."""
        found, self.found = self.found, []
        return found


watch = Watch()


def pytest_configure() -> None:
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.DEBUG)
        logging.getLogger(name).addFilter(watch)


def pytest_unconfigure() -> None:
    for name in LOGGERS:
        logging.getLogger(name).removeFilter(watch)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    own = [(name.lower(), text) for name, text in report.sections if name.endswith(str(report.when))]
    printed = [f"{secret!r} is in {name}" for name, text in own for secret in leaked(text)]
    found = [*watch.take(), *printed]
    # That of a test which failed shows its source, and with it what it uses.
    if found and report.passed:
        report.outcome = "failed"
        report.longrepr = f"A secret was emitted: {'; '.join(dict.fromkeys(found))}"
    return report
