"""Docstrings as mkdocstrings reads them: endpoints and code in Markdown, and the attributes of a class as one list."""

import ast
import re

import griffe

NO_DESCRIPTION = "&#8203;"
"""Description that templates/ leaves out. Google style requires one."""

_ENDPOINT = re.compile(r"^API: (.+?)\.?\s*\Z", re.MULTILINE | re.DOTALL)
_LITERAL = re.compile(r"^(.*)::\n\n((?:    .*\n?|\n)+)", re.MULTILINE)


class Docstrings(griffe.Extension):
    """Rewrite docstrings before they are rendered."""

    def on_object(self, *, obj: griffe.Object, **_: object) -> None:
        """Rewrite the docstring of an object."""
        if obj.docstring is not None:
            obj.docstring.value = markdown(obj.docstring.value)

    def on_class_members(self, *, cls: griffe.Class, **_: object) -> None:
        """Add the attributes of a class to its docstring, unless it lists them."""
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
    introduction = f"{match[1]}:\n\n" if match[1] else ""
    code = "\n".join(line.removeprefix("    ") for line in match[2].strip("\n").splitlines())
    return f"{introduction}```{_language(code)}\n{code}\n```\n\n"


def _language(code: str) -> str:
    try:
        ast.parse(code)
    except SyntaxError:
        return "text"
    return "python"


def _entry(attribute: griffe.Attribute) -> str:
    """Return an entry of the list of attributes."""
    if attribute.docstring is not None:
        text = attribute.docstring.value
    elif attribute.annotation is None:
        text = f"``{attribute.value}``"  # a member of an enumeration
    else:
        text = NO_DESCRIPTION
    return f"    {attribute.name}: " + text.replace("\n", "\n        ")
