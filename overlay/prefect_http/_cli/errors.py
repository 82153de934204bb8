"""Errors: the exit code of each, and one line that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from prefect_http._cli import exit_codes
from prefect_http._text import printable

if TYPE_CHECKING:
    from prefect_http._cli.wording import Option
    from prefect_http.errors import NotFoundError


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


def line_of(error: Exception, options: Mapping[str, Option] | None = None) -> str:
    """Return *error* as one line, with advice.

    Args:
        error: Error.
        options: Arguments of the command by name, to name them in the line. Default: none.
    """
    from prefect_http import errors

    notes = getattr(error, "__notes__", ())
    if isinstance(error, CommandError):
        return printable(" ".join([str(error), *notes]))
    if isinstance(error, errors.PrefectHTTPError):
        from prefect_http._cli.wording import reword, without_python

        message = _of_unknown(error) if isinstance(error, errors.NotFoundError) else reword(error, options or {})
        return printable(without_python(" ".join([message, *notes])))
    if isinstance(error, OSError) and error.strerror:
        name = f"{error.filename}: " if error.filename else ""
        return printable(f"{name}{error.strerror}")
    return printable(f"unexpected {type(error).__name__}: {error} (--debug shows the traceback)")


def _of_unknown(error: NotFoundError) -> str:
    """Return the message of *error*, without the request if the client has said which name does not exist."""
    known, request, _ = str(error).partition(f": {error.method} {error.url}: ")
    return known if request else str(error)
