"""Command ``prefect-http completion``."""

from __future__ import annotations

import io
import shlex
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Final

from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.terminal import write

if TYPE_CHECKING:
    from prefect_http._cli.completion_names import Candidate

_BASH: Final = r"""
_prefect_http() {
    local line IFS=$'\x1f' typed="${COMP_WORDS[COMP_CWORD]}"
    COMPREPLY=()
    while IFS= read -r line; do
        # %q escapes commas too, which bash does not require.
        [[ $typed == [\"\']* ]] || { printf -v line %q "$line"; line=${line//\\,/,}; }
        COMPREPLY+=("$line")
    done < <(prefect-http completion bash --words="${COMP_WORDS[*]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _prefect_http prefect-http
"""

_ZSH: Final = r"""
#compdef prefect-http
_prefect_http() {
    local -a found
    found=("${(@f)$(prefect-http completion zsh --words="${(pj:\x1f:)${(@Q)words[2,CURRENT]}}" 2>/dev/null)}")
    if [[ -n $found ]]; then
        _describe prefect-http found
    else
        _files
    fi
}
if [[ $funcstack[1] == _prefect_http ]]; then
    _prefect_http
else
    compdef _prefect_http prefect-http
fi
"""

_FISH: Final = r"""
function __prefect_http_complete
    set --local words (commandline -opc) (commandline -ct)
    prefect-http completion fish --words=(string join \x1f -- $words[2..]) 2>/dev/null
end
complete --command prefect-http --no-files --arguments '(__prefect_http_complete)'
"""

_SCRIPTS: Final = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}

_DETAILS: Final = """\
to use it, add a line to the file that the shell reads when it starts:
  ~/.bashrc                    eval "$(prefect-http completion bash)"
  ~/.zshrc, after compinit     eval "$(prefect-http completion zsh)"
  ~/.config/fish/config.fish   prefect-http completion fish | source"""

_SEPARATOR: Final = "\x1f"
_BREAKS: Final = frozenset({"=", ":"})
"""Characters at which bash splits words."""


def _completion(_context: Context, *, shell: str, words: str | None) -> None:
    if words is None:
        return write([_SCRIPTS[shell].strip()])
    # A shell shows what fails in the middle of the line that is being typed.
    with suppress(Exception), redirect_stderr(io.StringIO()):
        return write(list(_complete(shell, words.split(_SEPARATOR))))


def _complete(shell: str, words: Sequence[str]) -> Iterator[str]:
    """Yield lines for the script of *shell*, which has split the command line into *words*."""
    # An import statement would be circular: completion reads the grammar, which contains this command.
    candidates = import_module("prefect_http._cli.completion").candidates
    joined, kept = _join(words) if shell == "bash" else ([*words], "")
    for candidate in candidates([_unquoted(word) for word in joined]):
        yield _line(shell, candidate, len(_unquoted(kept)))


def _line(shell: str, candidate: Candidate, kept: int) -> str:
    match shell:
        case "bash":
            return candidate.word[kept:]
        case "zsh":
            word = candidate.word.replace("\\", "\\\\").replace(":", "\\:")
            return f"{word}:{candidate.description}" if candidate.description else word
        case _:
            return f"{candidate.word}\t{candidate.description}"


def _join(words: Sequence[str]) -> tuple[list[str], str]:
    """Return *words* without bash's splits at ``=`` and ``:``, and the part of the last one that bash keeps."""
    joined: list[str] = []
    last = ""
    for word in words:
        if joined and (word in _BREAKS or last in _BREAKS):
            joined[-1] += word
        else:
            joined.append(word)
        last = word
    return joined, joined[-1] if last in _BREAKS else joined[-1].removesuffix(last)


def _unquoted(word: str) -> str:
    """Return a word as the command would receive it."""
    try:
        parts = shlex.split(word)
    except ValueError:
        # The quotation mark is still open.
        return word[1:] if word[:1] in {"'", '"'} else word
    # Some shells have removed the quotation marks.
    return parts[0] if len(parts) == 1 else word


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=tuple(_SCRIPTS), help=", ".join(_SCRIPTS))
    parser.add_argument("--words", help=SUPPRESS)


COMMANDS: Final = (
    Command(
        "completion",
        _completion,
        arguments=(_arguments,),
        help="Print a script that completes commands, options and names in a shell.",
        details=_DETAILS,
        shared=False,
    ),
)
