"""Identifiers: turn arbitrary names in the document into valid Python identifiers."""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

# Builtins and names that the templates import. Generated classes must not shadow them.
RESERVED = frozenset(dir(builtins)) | {
    "ResponseModel",
    "Any",
    "Call",
    "Enum",
    "Factory",
    "IntEnum",
    "Literal",
    "NotRequired",
    "Never",
    "OpenIntEnum",
    "Optional",
    "OpenEnum",
    "Operation",
    "Struct",
    "TYPE_CHECKING",
    "Tagged",
    "TypeAlias",
    "TypedDict",
    "UUID",
    "Union",
    "Unknown",
    "Unpack",
    "annotations",
    "attrs",
    "body",
    "body_keys",
    "date",
    "datetime",
    "define",
    "encode",
    "field",
    "import_module",
    "keyed_union",
    "models",
    "msgspec",
    "operations",
    "requests",
    "self",
    "tagged_union",
    "untagged_union",
    "timedelta",
    "typing",
}


def words(text: str) -> list[str]:
    """Split *text* into ASCII words: ``ServerUISettings`` becomes ``["Server", "UI", "Settings"]``.

    A plural such as ``SLAs`` is one word.
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z0-9]+|[0-9]+", ascii_text)


def _safe(name: str, fallback: str) -> str:
    name = name or fallback
    if name[0].isdigit():
        name = f"{fallback}_{name}"
    return name + "_" if keyword.iskeyword(name) or name in RESERVED else name


def snake_case(text: str, fallback: str = "value") -> str:
    """Return *text* as a snake-case identifier that is not reserved. Characters outside words are dropped."""
    return _safe("_".join(word.lower() for word in words(text)), fallback)


def argument_name(text: str) -> str:
    """Return *text* as an argument name that may shadow a builtin, but no name used in generated functions."""
    name = snake_case(text, "argument")
    bare = name.removesuffix("_")
    return bare if hasattr(builtins, bare) and not keyword.iskeyword(bare) else name


def class_name(text: str, fallback: str = "Model") -> str:
    """Return *text* as a class name that is not reserved, unchanged if it is such a name.

    The name contains no underscores, because datamodel-code-generator would remove them.
    """
    is_class_name = re.fullmatch(r"[A-Z][A-Za-z0-9]*", text)
    name = text if is_class_name else "".join(word[0].upper() + word[1:] for word in words(text))
    name = name or fallback
    if name[0].isdigit():
        name = fallback + name
    return name + fallback if keyword.iskeyword(name) or name in RESERVED else name


def constant_name(text: str, fallback: str = "VALUE") -> str:
    """Return *text* as the name of a constant or an enum member."""
    return _safe("_".join(word.upper() for word in words(text)), fallback)


def is_attribute(name: str) -> bool:
    """Return whether *name* is a valid attribute name that shadows no name used in generated classes."""
    return (
        re.fullmatch(r"[a-z][a-z0-9_]*|[A-Z][A-Z0-9_]*", name) is not None
        and not keyword.iskeyword(name)
        and name not in {"UUID", "TYPE_CHECKING"}
        and name not in {"bool", "bytes", "date", "datetime", "dict", "float", "int", "list", "str", "timedelta"}
        and name not in {"field", "self", "struct_field"}
    )


def unique(wanted: str, taken: Iterable[str], joint: str = "_") -> str:
    """Return *wanted*, numbered if necessary to differ from all names in *taken*."""
    others = set(taken)
    if wanted not in others:
        return wanted
    number = 2
    while f"{wanted}{joint}{number}" in others:
        number += 1
    return f"{wanted}{joint}{number}"
