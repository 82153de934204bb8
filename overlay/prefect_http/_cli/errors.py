"""Errors: the exit code of each, and one line that says what to do."""

from __future__ import annotations

from typing import Final

from prefect_http._cli import exit_codes
from prefect_http._text import printable

_ADVICE: Final = {
    "call wait_until_ready()": "run prefect-http ready --wait 120",
    "use client.with_options(unknown_keys=True)": "pass --unknown-keys",
    "pass api_url or set": "pass --api-url or set",
    ". To send it anyway, use check_parameters=False": "",
}
"""Advice of the client on Python code, and what to do on the command line instead."""


class CommandError(Exception):
    """The command cannot do what was asked. The message is one line, with advice.

    Attributes:
        code: Exit code.
    """

    def __init__(self, message: str, code: int = exit_codes.USAGE) -> None:
        super().__init__(message)
        self.code = code


def code_of(error: Exception) -> int:
    """Return the exit code for *error*."""
    if isinstance(error, CommandError):
        return error.code
    # Imported here to keep start-up cheap.
    from prefect_http import errors

    if isinstance(error, errors.FlowRunFailedError | errors.StateNotReachedError):
        return exit_codes.of_state(error.run.state_type) or exit_codes.FAILED
    for kinds, code in (
        ((errors.WaitTimeoutError,), exit_codes.TIMEOUT),
        ((errors.NotFoundError,), exit_codes.NOT_FOUND),
        ((errors.AuthenticationError, errors.PermissionDeniedError), exit_codes.AUTHENTICATION),
        (
            (
                errors.TransportError,
                errors.ServerError,
                errors.RateLimitError,
                errors.UnknownRouteError,
                errors.DecodeError,
                errors.IncompatibleServerError,
            ),
            exit_codes.UNREACHABLE,
        ),
        (
            (
                errors.ArgumentError,
                errors.ConfigurationError,
                errors.BadRequestError,
                errors.ConflictError,
                errors.ValidationError,
                errors.UnsupportedByServerError,
            ),
            exit_codes.USAGE,
        ),
    ):
        if isinstance(error, kinds):
            return code
    return exit_codes.FAILED


def line_of(error: Exception) -> str:
    """Return *error* as one line, with advice."""
    from prefect_http import errors

    if isinstance(error, CommandError | errors.PrefectHTTPError):
        line = " ".join([_message(error), *getattr(error, "__notes__", ())])
        for advice, instead in _ADVICE.items():
            line = line.replace(advice, instead)
        return printable(line)
    if isinstance(error, OSError) and error.strerror:
        name = f"{error.filename}: " if error.filename else ""
        return printable(f"{name}{error.strerror}")
    return printable(f"unexpected {type(error).__name__}: {error} (--debug shows the traceback)")


def _message(error: Exception) -> str:
    """Return the message of *error*, without the request if the client has said which name does not exist."""
    from prefect_http.errors import NotFoundError

    if isinstance(error, NotFoundError):
        known, request, _ = str(error).partition(f": {error.method} {error.url}: ")
        return known if request else str(error)
    return str(error)
