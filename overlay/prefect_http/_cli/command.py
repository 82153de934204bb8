"""Command: what each command declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from prefect_http._cli.arguments import Argument


class Command(NamedTuple):
    """Command, such as ``prefect-http runs ls``.

    Attributes:
        words: Words that name the command, such as ``"runs ls"``.
        run: Function that runs the command. It is called with a `Context` and, as keywords, the values of all
            arguments, and returns the exit code. None is 0.
        calls: Method of the client, such as ``"flow_runs.list"``. The first line of its docstring is the help.
        arguments: Arguments, in order.
        help: Help, for a command that is more, or less, than the method. Default: the first line of the docstring.
        details: Text at the end of the command's own help. Default: none.
        shared: Whether the command accepts the options that most commands share.
        topic: Function that returns the help for the values of the arguments, or an empty string for the help of the
            command. Default: always the help of the command.
    """

    words: str
    run: Callable[..., int | None]
    calls: str = ""
    arguments: tuple[Argument, ...] = ()
    help: str = ""
    details: str = ""
    shared: bool = True
    topic: Callable[[Mapping[str, Any]], str] | None = None
