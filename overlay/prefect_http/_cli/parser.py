"""Parser: from the words of the command line to a command and the values of its arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from prefect_http._cli import arguments, exit_codes, grammar
from prefect_http._cli.command import Command
from prefect_http._cli.errors import CommandError

if TYPE_CHECKING:
    from prefect_http._cli.wording import Option

PROGRAM: Final = "prefect-http"

_HELP: Final = frozenset({"-h", "--help"})


class Invocation(NamedTuple):
    """Command that was asked for.

    Attributes:
        command: Command.
        shared: Values of the shared options that were given, by name.
        values: Values of the command's own arguments, by name.
        words: Command line.
    """

    command: Command
    shared: dict[str, Any]
    values: dict[str, Any]
    words: Sequence[str]

    def options(self) -> dict[str, Option]:
        """Return the arguments of the command by name, for error messages."""
        from prefect_http._cli.wording import Option

        found: dict[str, Option] = {}
        for action in command_parser(self.command).arguments():
            label = next((flag for flag in action.option_strings if flag.startswith("--")), str(action.metavar))
            texts = [pair for flag in action.option_strings for pair in _typed(self.words, flag)]
            if not action.option_strings and isinstance(value := self.values.get(action.dest), str):
                texts = [(label, value)]
            if texts or action.dest not in found:
                found[action.dest] = Option(texts[-1][0] if texts else label, [text for _, text in texts])
        return found


def parse(words: Sequence[str]) -> Invocation:
    """Parse the command line without the program's name.

    Raises:
        CommandError: The command line is invalid.
        SystemExit: Help or the version was displayed.
    """
    path: list[str] = []
    given, rest = argparse.Namespace(), [*words]
    # Each level has a parser of its own, so that only those on the way are built.
    while (command := grammar.find_command(path)) is None:
        parser = group_parser(path)
        parser.raise_if_unknown(parser.parse_known_args(rest, given)[1])
        rest = vars(given).pop("rest")
        known = grammar.words_after(path)
        if not rest:
            raise CommandError(f"{parser.prog} requires a command: {', '.join(known)} (see {parser.prog} --help)")
        if rest[0] not in known:
            raise CommandError(f"unknown command {rest[0]!r}{_suggestion(rest[0], known)} (see {parser.prog} --help)")
        path.append(rest.pop(0))
    if not command.shared and vars(given):
        raise CommandError(f"{PROGRAM} {command.words} does not accept --{next(iter(vars(given))).replace('_', '-')}")
    parser = command_parser(command)
    # Options may stand between positional arguments. With --, argparse does not support that.
    parse_known = parser.parse_known_args if "--" in rest else parser.parse_known_intermixed_args
    if command.topic is not None and not _HELP.isdisjoint(rest):
        asked, _ = parse_known([word for word in rest if word not in _HELP], argparse.Namespace())
        if topic := command.topic(vars(asked)):
            print(topic)
            parser.exit()
    namespace, unknown = parse_known(rest, given)
    parser.raise_if_unknown(unknown)
    values = vars(namespace)
    shared: dict[str, Any] = {name: values.pop(name) for name in arguments.SHARED if name in values}
    return Invocation(command, shared, values, words)


class Parser(argparse.ArgumentParser):
    """Parser of one level of the command line.

    Args:
        words: Words that lead to this level.
        describe: Function that returns the description. It is called when help is displayed.
    """

    def __init__(self, words: Iterable[str], describe: Callable[[], str]) -> None:
        super().__init__(
            " ".join([PROGRAM, *words]), allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        self._describe = describe

    def raise_if_unknown(self, words: Sequence[str]) -> None:
        """Raise if *words*, which are left over, are not empty.

        Raises:
            CommandError: An argument is unknown.
        """
        if words:
            options = [option for action in self._actions for option in action.option_strings]
            hint = _suggestion(words[0], options)
            raise CommandError(f"unrecognized argument {words[0]!r}{hint} (see {self.prog} --help)")

    def arguments(self) -> list[argparse.Action]:
        """Return the arguments, in order."""
        return self._actions

    def positionals(self) -> list[str]:
        """Return the positional arguments, as in a usage line."""
        forms = {"*": "[{0} ...]", "+": "{0} ...", "?": "[{0}]"}
        found = [action for action in self._actions if not action.option_strings]
        return [forms.get(str(action.nargs), "{0}").format(action.metavar) for action in found]

    def format_help(self) -> str:
        """Return the help text."""
        self.description = self.description or self._describe()
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Raise an error instead of exiting.

        Raises:
            CommandError: Always.
        """
        raise CommandError(f"{message} (see {self.prog} --help)")


def command_parser(command: Command) -> Parser:
    """Return the parser of a command's arguments."""
    parser = Parser(command.words.split(), lambda: grammar.summary_of(command.words.split()))
    parser.epilog = command.details
    for add in command.arguments:
        add(parser)
    if command.shared:
        arguments.add_shared(parser)
    parser.usage = " ".join(["%(prog)s [options]", *parser.positionals()])
    return parser


def group_parser(path: Sequence[str]) -> Parser:
    """Return the parser of the words before a command, and of the options between them."""

    def describe() -> str:
        words = grammar.words_after(path)
        size = max(map(len, words))
        lines = [f"  {word:{size}}  {grammar.summary_of([*path, word])}" for word in words]
        return "\n".join([grammar.summary_of(path), "", "commands:", *lines])

    parser = Parser(path, describe)
    parser.usage = "%(prog)s [options] COMMAND ..."
    if not path:
        parser.epilog = exit_codes.TABLE
        parser.add_argument(
            "--version", action=_ShowVersion, nargs=0, default=argparse.SUPPRESS, help="show the version and exit"
        )
    arguments.add_shared(parser)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


class _ShowVersion(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_others: object) -> NoReturn:
        import prefect_http
        from prefect_http_api import API_VERSION, SERVER_VERSION

        made_from = f"generated from Prefect {SERVER_VERSION}, API version {API_VERSION}"
        print(f"{PROGRAM} {prefect_http.__version__} ({made_from})")
        parser.exit()


def _typed(words: Sequence[str], flag: str) -> Iterator[tuple[str, str]]:
    """Yield *flag* with each value that it has on the command line."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == flag:
            yield flag, following
        elif word.startswith(f"{flag}="):
            yield flag, word.removeprefix(f"{flag}=")
        elif len(flag) == len("-p") and word.startswith(flag):
            yield flag, word.removeprefix(flag)


def _suggestion(word: str, words: Iterable[str]) -> str:
    from prefect_http._utils import close_matches

    matches = close_matches(word, words)
    return f": did you mean {matches[0]!r}?" if matches else ""
