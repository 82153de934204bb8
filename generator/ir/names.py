"""Names that are safe to write into Python source, made from names that a document may choose freely."""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

# Names that the templates import or that Python gives a meaning in every module: no generated class may hide one.
RESERVED = frozenset(dir(builtins)) | {
    "Answer",
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
    """Return the words of *text*, in ASCII: ``["Server", "UI", "Settings"]`` of ``ServerUISettings``."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z0-9]+|[0-9]+", ascii_text)


def _safe(name: str, fallback: str) -> str:
    name = name or fallback
    if name[0].isdigit():
        name = f"{fallback}_{name}"
    return name + "_" if keyword.iskeyword(name) or name in RESERVED else name


def snake_case(text: str, fallback: str = "value") -> str:
    """Return *text* as a lower-case identifier: words joined by ``_``, other characters dropped, never reserved."""
    return _safe("_".join(word.lower() for word in words(text)), fallback)


def argument_name(text: str) -> str:
    """Return *text* as the name of an argument, which may be that of a builtin, but of nothing that a function uses."""
    name = snake_case(text, "argument")
    bare = name.removesuffix("_")
    return bare if hasattr(builtins, bare) and not keyword.iskeyword(bare) else name


def class_name(text: str, fallback: str = "Model") -> str:
    """Return *text* as a class name; a name that is one already stays as it is.

    It has no ``_``, which datamodel-code-generator would take out again.
    """
    is_one = re.fullmatch(r"[A-Z][A-Za-z0-9]*", text)
    name = text if is_one else "".join(word[0].upper() + word[1:] for word in words(text))
    name = name or fallback
    if name[0].isdigit():
        name = fallback + name
    return name + fallback if keyword.iskeyword(name) or name in RESERVED else name


def constant_name(text: str, fallback: str = "VALUE") -> str:
    """Return *text* as the name of a constant or of an enum's member."""
    return _safe("_".join(word.upper() for word in words(text)), fallback)


def is_attribute(name: str) -> bool:
    """Tell whether *name* can be an attribute as it is, and hides no name that a class uses."""
    return (
        re.fullmatch(r"[a-z][a-z0-9_]*|[A-Z][A-Z0-9_]*", name) is not None
        and not keyword.iskeyword(name)
        and name not in {"UUID", "TYPE_CHECKING"}
        and name not in {"bool", "bytes", "date", "datetime", "dict", "float", "int", "list", "str", "timedelta"}
        and name not in {"field", "self", "struct_field"}
    )


def unique(wanted: str, taken: Iterable[str], joint: str = "_") -> str:
    """Return *wanted*, or *wanted* with the lowest number that makes it differ from all that are *taken*."""
    others = set(taken)
    if wanted not in others:
        return wanted
    number = 2
    while f"{wanted}{joint}{number}" in others:
        number += 1
    return f"{wanted}{joint}{number}"
