"""Lock file ``spec/lock.toml``: the document and tool versions that ``generated/`` was built with."""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from generator.errors import REFETCH, GeneratorError
from generator.spec.document import Object

TOOLS = ("datamodel-code-generator", "jinja2", "openapi-python-client", "pydantic", "ruff")

HEADER = "# Document and tools that generated/ was made with. Written by `nox -s regenerate`.\n"


@dataclass(frozen=True)
class Lock:
    """Document and tool versions that a package was built with.

    Attributes:
        server_version: Server version in the document.
        api_version: Response of ``GET /version``, or None if unknown.
        spec_sha256: SHA-256 of ``spec/openapi.json``.
        counts: Number of paths, operations and schemas in the document, and of response and request types in the
            package.
        tools: Versions of the tools that affect the content of the package.
    """

    server_version: str
    api_version: str | None
    spec_sha256: str
    counts: dict[str, int]
    tools: dict[str, str]


def canonical(document: Object) -> bytes:
    """Return *document* in canonical form: keys sorted, and indented for readable diffs.

    Raises:
        GeneratorError: The document contains a lone surrogate, or a number that JSON does not allow.
    """
    try:
        return (json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n").encode()
    except UnicodeEncodeError as error:
        raise GeneratorError(
            f"the document contains a lone surrogate: {error.object[error.start]!r}", REFETCH
        ) from None
    except ValueError as error:
        raise GeneratorError(f"the document contains a number that JSON does not allow: {error}", REFETCH) from None


def sha256(content: bytes) -> str:
    """Return the SHA-256 of *content* as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def tool_versions() -> dict[str, str]:
    """Return the installed version of each tool in ``TOOLS``."""
    return {tool: version(tool) for tool in TOOLS}


def to_toml(lock: Lock) -> str:
    """Return *lock* as TOML."""
    tables = {name: value for name, value in asdict(lock).items() if isinstance(value, dict)}
    lines = [f"{name} = {json.dumps(value)}" for name, value in asdict(lock).items() if isinstance(value, str)]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in sorted(table.items()))]
    return HEADER + "\n".join(lines) + "\n"


def read(path: Path) -> Lock:
    """Read a lock file.

    Raises:
        GeneratorError: The file is missing or malformed.
    """
    try:
        return Lock(**{"api_version": None, **tomllib.loads(path.read_text("utf-8"))})
    except (OSError, ValueError, TypeError) as error:
        raise GeneratorError(f"{path.name} cannot be read: {error}", "Run `nox -s regenerate`.") from error
