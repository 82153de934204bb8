"""Docstrings for mkdocstrings: endpoints and literal blocks as Markdown, and the attributes of a class as one list."""

import re
from collections.abc import Iterator
from typing import Any

import griffe

_ENDPOINT = re.compile(r"^API: (.+?)\.?\s*\Z", re.MULTILINE | re.DOTALL)
_LITERAL = re.compile(r"^(.*)::\n\n((?:    .*\n?|\n)+)", re.MULTILINE)


class Docstrings(griffe.Extension):
    """Rewrite docstrings before they are rendered."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite the docstring of an object."""
        if obj.docstring is not None:
            obj.docstring.value = markdown(obj.docstring.value)

    def on_class_members(self, *, cls: griffe.Class, **_: Any) -> None:
        """List the attributes of a class in its docstring."""
        attributes = [
            member
            for name, member in cls.members.items()
            if isinstance(member, griffe.Attribute) and "property" not in member.labels and not name.startswith("_")
        ]
        if attributes and cls.docstring is not None and "\nAttributes:\n" not in cls.docstring.value:
            cls.docstring.value += "\n".join(["\n\nAttributes:", *map(_entry, attributes)])


def markdown(docstring: str) -> str:
    """Return a docstring with fenced code, and with its endpoint in a paragraph of the class ``endpoint``."""
    return _ENDPOINT.sub(r"\1\n{ .endpoint }", _LITERAL.sub(_fenced, docstring))


def _fenced(match: re.Match[str]) -> str:
    lead = f"{match[1]}:\n\n" if match[1] else ""
    code = "\n".join(line.removeprefix("    ") for line in match[2].strip("\n").splitlines())
    return f"{lead}```python\n{code}\n```\n\n"


def _entry(attribute: griffe.Attribute) -> str:
    """Return an entry of an Attributes section. Members of enumerations are described by their value."""
    text = attribute.docstring.value if attribute.docstring else "" if attribute.annotation else f"``{attribute.value}``"
    lines = iter((text or "&#8203;").splitlines())
    return "\n".join([f"    {attribute.name}: {next(lines)}", *_indented(lines)])


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"        {line}".rstrip() for line in lines)
