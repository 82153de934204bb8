"""``spec/lock.toml``: what generated/ was made from."""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from generator.errors import REFETCH, GeneratorError
from generator.spec.document import Object

TOOLS = ("datamodel-code-generator", "jinja2", "openapi-python-client", "pydantic", "ruff")

HEADER = "# What generated/ was made from. Written by `nox -s regenerate`.\n"


@dataclass(frozen=True)
class Lock:
    """What the package was made from.

    Attributes:
        server_version: the server's version, as its document says.
        api_version: what the server answered to ``GET /version``; None when it was not asked.
        spec_sha256: the SHA-256 of ``spec/openapi.json``.
        counts: of paths, operations and schemas in the document; of classes and request types in the package.
        tools: the version of each tool that has a part in what the package looks like.
    """

    server_version: str
    api_version: str | None
    spec_sha256: str
    counts: dict[str, int]
    tools: dict[str, str]


def canonical(document: Object) -> bytes:
    """Return *document* as ``spec/openapi.json`` has it: keys sorted, indented, so that a diff can be read.

    Raises:
        GeneratorError: it holds half of a surrogate pair, which is no text, or a number that JSON has no form for.
    """
    try:
        return (json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n").encode()
    except UnicodeEncodeError as error:
        raise GeneratorError(
            f"the document holds {error.object[error.start]!r}, which is no character", REFETCH
        ) from None
    except ValueError as error:
        raise GeneratorError(f"the document holds a number that JSON has no form for: {error}", REFETCH) from None


def sha256(content: bytes) -> str:
    """Return the SHA-256 of *content* in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def tool_versions() -> dict[str, str]:
    """Return the installed version of each of the TOOLS."""
    return {tool: version(tool) for tool in TOOLS}


def write(lock: Lock) -> str:
    """Return *lock* as TOML."""
    tables = {name: value for name, value in asdict(lock).items() if isinstance(value, dict)}
    lines = [f"{name} = {json.dumps(value)}" for name, value in asdict(lock).items() if isinstance(value, str)]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in sorted(table.items()))]
    return HEADER + "\n".join(lines) + "\n"


def read(path: Path) -> Lock:
    """Return the lock at *path*.

    Raises:
        GeneratorError: there is none, or it is damaged.
    """
    try:
        return Lock(**{"api_version": None, **tomllib.loads(path.read_text("utf-8"))})
    except (OSError, ValueError, TypeError) as error:
        raise GeneratorError(f"{path.name} can't be read: {error}", "Make it anew: `nox -s regenerate`.") from error
