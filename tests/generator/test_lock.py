import hashlib
from importlib.metadata import version
from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.spec import lock
from generator.spec.lock import Lock

LOCK = Lock("3.8.8", "0.8.4", "ab" * 32, {"paths": 2, "operations": 3}, {"ruff": "0.17.6"})

WRITTEN = f"""\
# Document and tools that generated/ was made with. Written by `nox -s regenerate`.
server_version = "3.8.8"
api_version = "0.8.4"
spec_sha256 = "{"ab" * 32}"

[counts]
operations = 3
paths = 2

[tools]
ruff = "0.17.6"
"""


def test_a_lock_is_written_as_toml_with_sorted_tables() -> None:
    assert lock.to_toml(LOCK) == WRITTEN


def test_written_lock_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "lock.toml"
    path.write_text(WRITTEN, "utf-8")
    assert lock.read(path) == LOCK


def test_unknown_api_version_is_omitted(tmp_path: Path) -> None:
    path = tmp_path / "lock.toml"
    unknown = Lock("3.8.8", None, "ab" * 32, {}, {})
    assert "api_version" not in lock.to_toml(unknown)
    path.write_text(lock.to_toml(unknown), "utf-8")
    assert lock.read(path) == unknown


@pytest.mark.parametrize(
    "text",
    [None, "server_version =", 'server_version = "3.8.8"', WRITTEN.replace("[tools]", "[other]")],
    ids=["no file", "not TOML", "missing keys", "unknown key"],
)
def test_malformed_lock_error_suggests_regenerating(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "lock.toml"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(GeneratorError, match=r"^lock\.toml cannot be read: .*\. \S.*nox -s regenerate"):
        lock.read(path)


def test_canonical_form_does_not_depend_on_key_order() -> None:
    form = b'{\n "a": [\n  "\xc3\xa9"\n ],\n "b": 1\n}\n'
    assert lock.canonical({"b": 1, "a": ["é"]}) == form
    assert lock.canonical({"a": ["é"], "b": 1}) == form


def test_lone_surrogate_is_rejected() -> None:
    with pytest.raises(GeneratorError, match=r"^the document contains a lone surrogate: '\\ud800'\. "):
        lock.canonical({"title": "a\ud800b"})


def test_sha256_hashes_the_bytes() -> None:
    assert lock.sha256(b"{}\n") == hashlib.sha256(b"{}\n").hexdigest()
    assert lock.sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_tool_versions_cover_the_tools_that_affect_the_package() -> None:
    assert lock.tool_versions() == {
        tool: version(tool)
        for tool in ("datamodel-code-generator", "jinja2", "openapi-python-client", "pydantic", "ruff")
    }
