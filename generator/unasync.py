"""Derives the sync client from the async one, token by token: ``python -m generator.unasync [--check]``.

``_async`` is written by hand, ``_sync`` by this module alone. Nothing is parsed or understood: every token is copied,
renamed by the table below, or left out.
"""

import argparse
import difflib
import io
import re
import subprocess
import sys
import tokenize
from itertools import accumulate
from pathlib import Path

from generator.errors import GeneratorError

PACKAGE = Path(__file__).parent.parent / "overlay" / "prefect_http"
SOURCE, TARGET = PACKAGE / "_async", PACKAGE / "_sync"

NAMES = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "StopAsyncIteration": "StopIteration",
    "_async": "_sync",
    "aclose": "close",
    "aclosing": "closing",
    "aiter_bytes": "iter_bytes",
    "anext": "next",
    "async_lock": "lock",
    "async_sleep": "sleep",
    "async_gather": "gather",
    "handle_async_request": "handle_request",
    "open_async_transport": "open_transport",
}
"""What has another name on the sync side, beside ``AsyncAnything``, which is ``Anything`` there."""

BANNER = "# Generated from {} by `python -m generator.unasync`.\n# Do not edit: change that file, and run this.\n"

KEYWORDS = {"async", "await"}

_WORD = re.compile(r"\b(?:(?:await|async(?= (?:def|for|with)\b)) +|[A-Za-z_]\w*)")
_TEXTS = {tokenize.STRING, tokenize.COMMENT}
# Python 3.12 splits an f-string into its parts.
if sys.version_info >= (3, 12):
    _TEXTS.add(tokenize.FSTRING_MIDDLE)


def main(arguments: list[str] | None = None) -> int:
    """Write ``_sync`` anew, or with ``--check`` print how it differs; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m generator.unasync", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 with a diff when _sync is not up to date"
    )
    check: bool = parser.parse_args(arguments).check
    try:
        derived = derive(SOURCE, TARGET)
    except GeneratorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if check:
        return _report(list(differences(derived, TARGET)))
    for path in _surplus(derived, TARGET):
        path.unlink()
    for name, text in derived.items():
        (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / name).write_text(text, encoding="utf-8")
    print(f"{len(derived)} modules derived from {_shown(SOURCE)} into {_shown(TARGET)}")
    return 0


def derive(source: Path, target: Path) -> dict[str, str]:
    """Return the sync modules by file name, formatted as if they were in *target*.

    Raises:
        GeneratorError: a module is no Python.
    """
    derived: dict[str, str] = {}
    for path in sorted(source.rglob("*.py")):
        try:
            text = to_sync(path.read_text(encoding="utf-8"))
        except (tokenize.TokenError, SyntaxError) as error:
            raise GeneratorError(f"{_shown(path)} is no Python: {error}", "Correct it and run this again.") from error
        name = path.relative_to(source).as_posix()
        derived[name] = _formatted(BANNER.format(f"{source.name}/{name}") + text, target / name)
    return derived


def to_sync(text: str) -> str:
    """Return the sync form of the async module *text*, with every line where it was."""
    # Where each line begins, so that what is between two tokens is copied as it is.
    begins = list(
        accumulate((len(line) for line in text.split("\n")), lambda place, length: place + length + 1, initial=0)
    )
    out: list[str] = []
    copied = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        start, end = (min(begins[row - 1] + column, len(text)) for row, column in (token.start, token.end))
        out.append(text[copied:start])
        dropped = token.type == tokenize.NAME and token.string in KEYWORDS
        copied = end
        if dropped:
            copied += len(text[end:]) - len(text[end:].lstrip(" "))
        else:
            out.append(_renamed(token, text[start:end]))
    return "".join(out)


def differences(derived: dict[str, str], target: Path) -> list[str]:
    """Return the lines of a diff from what is in *target* to *derived*; none when they are the same."""
    lines: list[str] = []
    surplus = {path.relative_to(target).as_posix(): "" for path in _surplus(derived, target)}
    for name, wanted in (derived | surplus).items():
        path = target / name
        found = path.read_text(encoding="utf-8") if path.exists() else ""
        lines += difflib.unified_diff(
            found.splitlines(),
            wanted.splitlines(),
            f"{_shown(path)} as it is",
            f"{_shown(path)} as derived",
            lineterm="",
        )
    return lines


def _renamed(token: tokenize.TokenInfo, written: str) -> str:
    if token.type == tokenize.NAME:
        return _name(written)
    if token.type in _TEXTS:
        return _WORD.sub(lambda word: _name(word[0]), written)
    return written


def _name(word: str) -> str:
    if word.rstrip() in KEYWORDS and word.endswith(" "):
        return ""
    if re.match(r"Async[A-Z]", word):
        return word.removeprefix("Async")
    return NAMES.get(word, word)


def _formatted(text: str, path: Path) -> str:
    # Where the file is tells ruff the project's rules, and which of the imports are the project's own.
    # `yield from` is what a loop that yields becomes once it is not async any more.
    place = f"--stdin-filename={path}"
    text = _ruff(["check", "--quiet", "--fix", "--unsafe-fixes", "--select=I,UP028", place, "-"], text, path)
    return _ruff(["format", "--quiet", place, "-"], text, path)


def _ruff(arguments: list[str], text: str, path: Path) -> str:
    command = [sys.executable, "-m", "ruff", *arguments]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise GeneratorError(f"{_shown(path)} can't be formatted: {reason}", "Is ruff installed here?")
    return done.stdout.decode()


def _surplus(derived: dict[str, str], target: Path) -> list[Path]:
    return sorted(path for path in target.rglob("*.py") if path.relative_to(target).as_posix() not in derived)


def _report(lines: list[str]) -> int:
    if not lines:
        return 0
    print("\n".join(lines))
    print(
        "error: _sync is not what _async makes. Run `python -m generator.unasync` and commit the result.",
        file=sys.stderr,
    )
    return 1


def _shown(path: Path) -> str:
    root = PACKAGE.parent.parent
    return str(path.relative_to(root) if path.is_relative_to(root) else path)


if __name__ == "__main__":
    sys.exit(main())
