"""Pytest plugin that fails tests that print or log secrets.

It checks captured output, and log records of every level.
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

# A realistic short password. Other tests use the same one, so that they can share a server.
AUTH_STRING = "me:hunter2"

SECRETS = (
    *(API_KEY, URL_PASSWORD, HEADER, BLOCK, CSRF),
    *("hunter2", "s3cret"),
    *(b64encode(credentials.encode()).decode() for credentials in (AUTH_STRING, "user:hunter2", f"me:{URL_PASSWORD}")),
)
"""Strings that no test may emit."""

# A logger's filter does not see the records of its child loggers.
LOGGERS = (
    "prefect_http",
    "httpx",
    *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")),
)


def leaked(string: str) -> list[str]:
    """Return the secrets in *string*."""
    return [secret for secret in SECRETS if secret in string]


class Watch(logging.Filter):
    """Logging filter that records leaked secrets and passes each record to *listeners*.

    Records of httpx and httpcore are checked but not propagated, since they would flood the output of failed tests.
    """

    def __init__(self) -> None:
        super().__init__()
        self.listeners: list[Callable[[logging.LogRecord], None]] = []
        self.found: list[str] = []
        self._format = logging.Formatter().format

    def filter(self, record: logging.LogRecord) -> bool:
        self.found += [f"{secret!r} in log of {record.name}" for secret in leaked(self._format(record))]
        for listener in self.listeners:
            listener(record)
        return not record.name.startswith("http")

    def take(self) -> list[str]:
        """Return the leaks found since the last call."""
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
    sections = [(name.lower(), content) for name, content in report.sections if name.endswith(str(report.when))]
    printed = [f"{secret!r} in {name}" for name, content in sections for secret in leaked(content)]
    found = [*watch.take(), *printed]
    # A failed test shows its source, which may contain secrets.
    if found and report.passed:
        report.outcome = "failed"
        report.longrepr = f"secret emitted: {'; '.join(dict.fromkeys(found))}"
    return report
