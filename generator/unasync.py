"""Derivation of the sync client from the async one: ``python -m generator.unasync [--check]``.

``_async`` is written by hand. ``_sync`` has the same folders and modules, and only this module writes them. Code is not
parsed: each token is copied, renamed according to ``NAMES``, or dropped.
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
    "AbstractAsyncContextManager": "AbstractContextManager",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "StopAsyncIteration": "StopIteration",
    "_async": "_sync",
    "aclose": "close",
    "aclosing": "closing",
    "anext": "next",
    "async_background": "background",
    "async_lock": "lock",
    "async_sleep": "sleep",
    "async_gather": "gather",
    "async_workspaces": "workspaces",
    "handle_async_request": "handle_request",
    "open_async_transport": "open_transport",
    "validate_async_hooks": "validate_hooks",
    "validate_async_http_client": "validate_http_client",
    "validate_async_transport": "validate_transport",
}
"""Sync names by async name. In addition, the prefix ``Async`` of class names is removed."""

BANNER = "# Generated from {} by `python -m generator.unasync`.\n# Do not edit: change that file and run the command.\n"

KEYWORDS = {"async", "await"}

_WORD = re.compile(r"\b(?:(?:await|async(?= (?:def|for|with)\b)) +|[A-Za-z_]\w*)")
_PROSE = {tokenize.STRING, tokenize.COMMENT}
# Since Python 3.12, an f-string is several tokens.
if sys.version_info >= (3, 12):
    _PROSE.add(tokenize.FSTRING_MIDDLE)


def main(arguments: list[str] | None = None) -> int:
    """Rewrite ``_sync``, or print a diff with ``--check``. Return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m generator.unasync", description="Derive the sync client from the async one."
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 with a diff if _sync is out of date"
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
    print(f"derived {len(derived)} modules from {_relative(SOURCE)} into {_relative(TARGET)}")
    return 0


def derive(source: Path, target: Path) -> dict[str, str]:
    """Return the content of every sync module by its path relative to *target*, formatted with the project's rules.

    Raises:
        GeneratorError: A module is not valid Python, or ruff failed.
    """
    derived: dict[str, str] = {}
    for path in sorted(source.rglob("*.py")):
        try:
            text = to_sync(path.read_text(encoding="utf-8"))
        except (tokenize.TokenError, SyntaxError) as error:
            raise GeneratorError(f"{_relative(path)} is not valid Python: {error}", "Fix it and try again.") from error
        name = path.relative_to(source).as_posix()
        derived[name] = _formatted(BANNER.format(f"{source.name}/{name}") + text, target / name)
    return derived


def to_sync(text: str) -> str:
    """Return the sync form of the async module *text*. Line numbers do not change."""
    # Offsets of the lines, for copying the whitespace between tokens unchanged.
    offsets = list(
        accumulate((len(line) for line in text.split("\n")), lambda offset, length: offset + length + 1, initial=0)
    )
    out: list[str] = []
    copied = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        start, end = (min(offsets[row - 1] + column, len(text)) for row, column in (token.start, token.end))
        out.append(text[copied:start])
        dropped = token.type == tokenize.NAME and token.string in KEYWORDS
        copied = end
        if dropped:
            copied += len(text[end:]) - len(text[end:].lstrip(" "))
        else:
            out.append(_renamed(token, text[start:end]))
    return "".join(out)


def differences(derived: dict[str, str], target: Path) -> list[str]:
    """Return the lines of a diff between the files in *target* and *derived*."""
    lines: list[str] = []
    surplus = {path.relative_to(target).as_posix(): "" for path in _surplus(derived, target)}
    for name, expected in (derived | surplus).items():
        path = target / name
        actual = path.read_text(encoding="utf-8") if path.exists() else ""
        lines += difflib.unified_diff(
            actual.splitlines(),
            expected.splitlines(),
            f"{_relative(path)} (current)",
            f"{_relative(path)} (derived)",
            lineterm="",
        )
    return lines


def _renamed(token: tokenize.TokenInfo, written: str) -> str:
    if token.type == tokenize.NAME:
        return _name(written)
    if token.type in _PROSE:
        return _WORD.sub(lambda word: _name(word[0]), written)
    return written


def _name(word: str) -> str:
    if word.rstrip() in KEYWORDS and word.endswith(" "):
        return ""
    if re.match(r"Async[A-Z]", word):
        return word.removeprefix("Async")
    return NAMES.get(word, word)


def _formatted(text: str, path: Path) -> str:
    # The path selects the project's configuration and first-party imports. UP028 turns a loop that only yields, which
    # async code requires, into `yield from`.
    filename = f"--stdin-filename={path}"
    text = _ruff(["check", "--quiet", "--fix", "--unsafe-fixes", "--select=I,UP028", filename, "-"], text, path)
    return _ruff(["format", "--quiet", filename, "-"], text, path)


def _ruff(arguments: list[str], text: str, path: Path) -> str:
    command = [sys.executable, "-m", "ruff", *arguments]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise GeneratorError(f"{_relative(path)} cannot be formatted: {reason}", "Check that ruff is installed.")
    return done.stdout.decode()


def _surplus(derived: dict[str, str], target: Path) -> list[Path]:
    return sorted(path for path in target.rglob("*.py") if path.relative_to(target).as_posix() not in derived)


def _report(lines: list[str]) -> int:
    if not lines:
        return 0
    print("\n".join(lines))
    print(
        "error: _sync is out of date. Run `python -m generator.unasync` and commit the result.",
        file=sys.stderr,
    )
    return 1


def _relative(path: Path) -> str:
    root = PACKAGE.parent.parent
    return str(path.relative_to(root) if path.is_relative_to(root) else path)


if __name__ == "__main__":
    sys.exit(main())
