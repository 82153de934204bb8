"""GitHub Actions: workflow commands, outputs of the step, and its summary."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Final

from prefect_http import models
from prefect_http._cli import terminal
from prefect_http._cli.context import Context
from prefect_http._cli.durations import text_of_duration
from prefect_http._cli.following import line_of_state, lines_of_log
from prefect_http._cli.output.kinds import Kind
from prefect_http._cli.reporters import Reporter
from prefect_http._text import printable

_MIN_SECRET: Final = 5
"""Minimum length of masked secrets. Shorter strings occur by chance."""

_MARKDOWN: Final = re.compile(r"([\\`*_\[\]|~$@])")


class GitHub(Reporter):
    """Writes workflow commands, outputs and a summary for GitHub Actions.

    States and log lines are in a group in which commands are disabled, since a flow could log them.

    Args:
        context: Context of the command.
        kind: Kind of flow runs.
        deployment: Deployment, as the user named it, or an empty string.
    """

    def __init__(self, context: Context, kind: Kind, deployment: str) -> None:
        super().__init__(context, kind)
        self._deployment = deployment
        self._secrets = secrets_of(os.environ)
        self._token = ""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the group."""
        self._close_group()

    def start(self, run: models.FlowRun) -> None:
        """Write a notice and the outputs that are known."""
        url = self._context.client.ui_url(run)
        of = f" of {self._deployment}" if self._deployment else ""
        self._annotate("notice", f"Flow run {run.name}{of}: {url}")
        self._set_outputs(run)

    def show(self, item: models.Log | models.State) -> None:
        """Write a state or a log line, in the group."""
        self._open_group()
        for line in [line_of_state(item)] if isinstance(item, models.State) else lines_of_log(item):
            self._write(line)

    def explain(self, reason: str) -> None:
        """Write a warning."""
        self._close_group()
        self._annotate("warning", f"Not started yet: {reason}")

    def say(self, line: str) -> None:
        """Write a notice."""
        self._close_group()
        self._annotate("notice", line)

    def finish(self, run: models.FlowRun) -> None:
        """Write an error or a notice, the outputs, and the summary."""
        self._close_group()
        kind = "notice" if run.state_type == "COMPLETED" else "error"
        message = f": {run.state.message}" if run.state.message else ""
        self._annotate(kind, f"Flow run {run.name} is {run.state_name}{message}")
        self._set_outputs(run)
        url = self._context.client.ui_url(run)
        self._append("GITHUB_STEP_SUMMARY", summary(run, self._deployment, url, self._secrets))

    def give_up(self, run: models.FlowRun) -> None:
        """Write an error, the outputs, and the summary."""
        self.finish(run)

    def _set_outputs(self, run: models.FlowRun) -> None:
        url = self._context.client.ui_url(run)
        self._append("GITHUB_OUTPUT", f"run_id={run.id}\nstate={run.state_type}\nurl={url}\n")

    def _append(self, variable: str, text: str) -> None:
        path = os.environ.get(variable)
        if not path:
            return
        try:
            with Path(path).open("a", encoding="utf-8", newline="") as file:
                file.write(text)
        except OSError as error:
            self._annotate("warning", f"cannot write to {variable}: {error.strerror}")

    def _open_group(self) -> None:
        if not self._token:
            self._token = secrets.token_hex(16)
            self._write("::group::States and logs")
            self._write(f"::stop-commands::{self._token}")

    def _close_group(self) -> None:
        if self._token:
            self._write(f"::{self._token}::")
            self._write("::endgroup::")
            self._token = ""

    def _annotate(self, kind: str, text: str) -> None:
        self._write(command(kind, mask(text, self._secrets), title="Prefect"))

    def _write(self, line: str) -> None:
        terminal.write([mask(line, self._secrets)])


def command(name: str, text: str, **properties: str) -> str:
    """Return a workflow command, such as ``::error title=Prefect::text``."""
    given = ",".join(f"{key}={_escape(value, '%', ':', ',')}" for key, value in properties.items())
    return f"::{name} {given}::{_escape(text, '%')}"


def summary(run: models.FlowRun, deployment: str, url: str, secrets: Sequence[str]) -> str:
    """Return a short summary of *run* in Markdown, in which *secrets* are masked."""

    def cell(text: str) -> str:
        return _MARKDOWN.sub(r"\\\1", escape(printable(mask(text, secrets))))

    rows = {"Deployment": deployment, "Flow run": str(run.id), "Message": run.state.message or ""}
    if run.duration is not None:
        rows["Duration"] = text_of_duration(run.duration)
    title = f"### [{cell(run.name)}](<{url}>) is {cell(run.state_name)}\n\n"
    table = "".join(f"| {name} | {cell(value)} |\n" for name, value in rows.items() if value)
    return f"{title}| | |\n|---|---|\n{table}\n"


def secrets_of(environment: Mapping[str, str]) -> list[str]:
    """Return the credentials of the client in *environment*, longest first."""
    import msgspec

    key, credentials = environment.get("PREFECT_API_KEY", ""), environment.get("PREFECT_API_AUTH_STRING", "")
    found = {key, credentials, credentials.partition(":")[2]}
    try:
        headers = environment.get("PREFECT_CLIENT_CUSTOM_HEADERS") or "{}"
        found.update(msgspec.json.decode(headers, type=dict[str, str]).values())
    except msgspec.DecodeError:
        # The client rejects such headers.
        pass
    return sorted((secret for secret in found if len(secret) >= _MIN_SECRET), key=len, reverse=True)


def mask(text: str, secrets: Sequence[str]) -> str:
    """Return *text* with ``***`` instead of each secret."""
    for secret in secrets:
        text = text.replace(secret, "***")
    return text


def _escape(text: str, *characters: str) -> str:
    for character in (*characters, "\r", "\n"):
        text = text.replace(character, f"%{ord(character):02X}")
    return text
