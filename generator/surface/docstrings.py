"""Docstrings in Google style, as Markdown: summary, endpoint, and named sections."""

import ast
import re
from dataclasses import dataclass

Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module

_ENTRY = re.compile(r"(\*{0,2}\w+): (.+)")
_SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z])")


@dataclass(frozen=True)
class Docstring:
    """A docstring.

    Attributes:
        summary: First paragraph.
        endpoint: Requests that a method sends, or an empty string.
        sections: Descriptions by title and name, such as ``sections["Args"]["timeout"]``.
    """

    summary: str
    endpoint: str
    sections: dict[str, dict[str, str]]


def docstring_of(node: Documented) -> Docstring:
    """Return the docstring of a class, a function or a module."""
    text = ast.get_docstring(node) or ""
    paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph]
    endpoint = next((paragraph for paragraph in paragraphs if paragraph.startswith("API: ")), "")
    return Docstring(
        summary=markdown(paragraphs[0]) if paragraphs else "",
        endpoint=markdown(endpoint.removeprefix("API: ").removesuffix(".")),
        sections={title: _section(text, title) for title in ("Args", "Attributes")},
    )


def fields_of(node: ast.ClassDef) -> dict[str, str]:
    """Return the annotated attributes of a class, each with the string below it."""
    found: dict[str, str] = {}
    for statement, following in zip(node.body, [*node.body[1:], None], strict=True):
        match statement, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = markdown(text)
            case ast.AnnAssign(target=ast.Name(id=name)), _:
                found[name] = ""
            case _:
                pass
    return found


def first_sentence(text: str) -> str:
    """Return the first sentence of *text*."""
    return _SENTENCE.split(text, maxsplit=1)[0]


def markdown(text: str) -> str:
    """Return *text* in one line, with Markdown's code spans."""
    return " ".join(text.split()).replace("``", "`")


def _section(text: str, title: str) -> dict[str, str]:
    entries: dict[str, str] = {}
    name = ""
    for line in text.partition(f"\n{title}:\n")[2].splitlines():
        if line and not line.startswith(" "):
            break
        entry = _ENTRY.fullmatch(line.strip())
        if entry and not line.startswith(" " * 5):
            name = entry[1]
            entries[name] = entry[2]
        elif name:
            entries[name] += f" {line.strip()}"
    return {name: markdown(description) for name, description in entries.items()}
