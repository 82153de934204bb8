"""Check prose for phrases that the style rules ban: ``python -m tests.support.prose``.

It checks comments, strings and function names in Python files, and the whole of Markdown, TOML, YAML and Jinja files.
"""

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

PHRASES = {
    r"answers? with": "returns; responds with",
    r"are sent again|is sent again|send again|sends again|sent once more": "is retried; is resent",
    r"as it (?:then is|is then|then was)": "in its final state",
    r"as the API has it|as .{2,30} has it\b": "name the rule",
    r"comes? to light": "appears",
    r"costs? (?:one|a) requests? more": "one extra request",
    r"for ever\b": "indefinitely",
    r"from \d+\.\d+(?:\.\d+)? on\b": "since …",
    r"is an? (?:text|string) that is no": "is not a valid …",
    r"is no id\b": "is not a valid UUID",
    r"(?:whose|that|which|it) is no (?!longer)": "is not a …",
    r"made anew|makes? anew|written anew|writes? .{0,20}anew": "regenerate; rewrite",
    r"may arrive twice": "idempotent",
    r"mends?\b|mended\b": "fix",
    r"more than there are pages": "one extra request",
    r"names nothing": "is not a valid …",
    r"of all kinds there are": "all",
    r"of these,? the first": "since …",
    r"one requests? more": "one extra request",
    r"rests? on\b": "calls",
    r"take[sn]? in silence|in silence\b": "ignores; silently",
    r"that (?:there )?(?:is|are) not there": "missing",
    r"that there (?:is|are) not\b": "unknown",
    r"there (?:is|are) none\b": "not found; no …",
    r"what became of": "the outcome of",
    r"who calls\b|who waits\b|who asks\b": "the caller",
    r"[Ww]hoever": "name the person, or use the passive",
    r"without a word": "silently",
}
"""Banned phrases as regular expressions, each with its replacement."""

BANNED = re.compile("|".join(rf"\b(?:{phrase})" for phrase in PHRASES), re.IGNORECASE)


def main() -> int:
    """Print the location of each banned phrase, and return 1 if there is any."""
    found = [
        f"{path}:{line}: {phrase!r}: write {instead!r}" for path in files() for line, phrase, instead in check(path)
    ]
    print("\n".join(found) or "no banned phrase found")
    return 1 if found else 0


def files() -> list[Path]:
    """Return the files whose prose is checked, relative to the project's root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [Path(name) for name in listed.split("\0") if name]
    return [
        path
        for path in paths
        if path.suffix in {".jinja", ".md", ".py", ".toml", ".yml"} and path != Path(__file__).relative_to(ROOT)
    ]


def check(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield line, phrase, and suggestion for each banned phrase in a file."""
    text = (ROOT / path).read_text(encoding="utf-8")
    for line, prose in python_prose(text) if path.suffix == ".py" else [(1, text)]:
        for match in BANNED.finditer(re.sub(r"[\n\s#]+", " ", prose)):
            yield line, match[0], suggestion(match[0])


def python_prose(source: str) -> Iterator[tuple[int, str]]:
    """Yield comments, strings and function names with their lines. Adjacent comments are joined."""
    comments: list[tokenize.TokenInfo] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            comments.append(token)
        elif comments and token.type not in {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}:
            yield comments[0].start[0], " ".join(comment.string for comment in comments)
            comments = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name.replace("_", " ")


def suggestion(phrase: str) -> str:
    """Return the replacement for a banned phrase."""
    return next(
        instead for pattern, instead in PHRASES.items() if re.fullmatch(rf"(?:{pattern})", phrase, re.IGNORECASE)
    )


if __name__ == "__main__":
    sys.exit(main())
