"""Entry point: run the command, and report what goes wrong as one line and an exit code."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence

from prefect_http._cli import exit_codes, parser, terminal
from prefect_http._cli.context import Context
from prefect_http._cli.errors import CommandError, code_of, line_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Args:
        arguments: Command line without the program's name. Default: ``sys.argv[1:]``.
    """
    terminal.prepare_streams()
    words = terminal.arguments() if arguments is None else arguments
    with warnings.catch_warnings():
        warnings.showwarning = _show_warning
        try:
            return _run(parser.parse(words))
        except KeyboardInterrupt:
            terminal.say("interrupted")
            return exit_codes.INTERRUPTED
        except BrokenPipeError:
            # A closed pipe is not an error: readers such as head stop early.
            terminal.discard(sys.stdout)
            return exit_codes.DONE
        except CommandError as error:
            terminal.say(f"error: {line_of(error)}")
            return error.code


def _run(invocation: parser.Invocation) -> int:
    context = Context(**invocation.shared)
    try:
        # Checked before a command has changed anything.
        terminal.require_output()
        return invocation.command.run(context, **invocation.values) or exit_codes.DONE
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001  # reported in one line, whatever it is
        if context.debug:
            import traceback

            traceback.print_exc()
        terminal.say(f"error: {line_of(error, invocation.options())}")
        return code_of(error)
    finally:
        context.close()


def _show_warning(message: Warning | str, *_origin: object, **_target: object) -> None:
    from prefect_http._text import printable

    terminal.say(f"warning: {printable(str(message))}")
