from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.spec.document import Json, Object
from generator.spec.patch import Action, Patch, apply, load

COMPLETE = """
[[patch]]
pointer = "/components/schemas/Flow/type"
action = "replace"
value = "object"
versions = ["3.8.8", "3.7.0"]
reason = "It is an object."
proof = "GET /flows/{id}"
"""


def patch(pointer: str, action: Action, value: Json = None, versions: tuple[str, ...] = ("3.8.8",)) -> Patch:
    return Patch(pointer, action, "reason", "proof", versions, value)


def document() -> Object:
    return {"paths": {"/flows/~x": {"tags": ["a", "b"]}}, "components": {"schemas": {"Flow": {"type": "text"}}}}


@pytest.mark.parametrize(
    ("correction", "path", "expected"),
    [
        (
            patch("/components/schemas/Flow/type", "replace", "object"),
            ("components", "schemas"),
            {"Flow": {"type": "object"}},
        ),
        (patch("/components/schemas/Log", "add", {}), ("components", "schemas"), {"Flow": {"type": "text"}, "Log": {}}),
        (patch("/components/schemas/Flow", "remove"), ("components", "schemas"), {}),
        (patch("/paths/~1flows~1~0x/tags/1", "replace", "c"), ("paths", "/flows/~x", "tags"), ["a", "c"]),
        (patch("/paths/~1flows~1~0x/tags/0", "remove"), ("paths", "/flows/~x", "tags"), ["b"]),
    ],
    ids=["replace", "add", "remove", "replace in a list", "remove from a list"],
)
def test_patch_changes_a_copy_of_the_document(correction: Patch, path: tuple[str, ...], expected: Json) -> None:
    before = document()
    found: Json = apply([correction], before, "3.8.8")
    for part in path:
        found = found[part]
    assert found == expected
    assert before == document()


@pytest.mark.parametrize("action", ["replace", "remove", "add"])
def test_pointer_without_a_match_is_rejected(action: Action) -> None:
    valid = patch("/components/schemas/Flow/type", "replace", "object")
    dangling = patch("/components/schemas/Missing/type", action, "object")
    with pytest.raises(GeneratorError) as caught:
        apply([valid, dangling], document(), "3.8.8")
    assert str(caught.value) == (
        "patch 2 of patches.toml does not match the document: /components/schemas/Missing/type does not exist. "
        "Fix or remove the patch."
    )


@pytest.mark.parametrize(
    "pointer",
    ["", "components", "/paths/~1flows~1~0x/tags/2", "/paths/~1flows~1~0x/tags/-1", "/paths/~1flows~1~0x/tags/b/c"],
)
def test_invalid_pointer_is_rejected(pointer: str) -> None:
    with pytest.raises(GeneratorError, match=r"^patch 1 of patches\.toml does not match the document: "):
        apply([patch(pointer, "replace", 1)], document(), "3.8.8")


def test_add_to_a_list_is_rejected() -> None:
    with pytest.raises(GeneratorError, match="does not match the document"):
        apply([patch("/paths/~1flows~1~0x/tags/2", "add", "c")], document(), "3.8.8")


def test_patch_applies_only_to_its_versions() -> None:
    dangling = patch("/components/schemas/Missing", "remove", versions=("3.7.0", "3.6.29"))
    assert apply([dangling], document(), "3.8.8") == document()
    with pytest.raises(GeneratorError):
        apply([dangling], document(), "3.6.29")


def test_patches_are_loaded_in_file_order(tmp_path: Path) -> None:
    path = tmp_path / "patches.toml"
    path.write_text(COMPLETE + COMPLETE.replace("replace", "remove").replace('value = "object"\n', ""), "utf-8")
    first = Patch(
        "/components/schemas/Flow/type", "replace", "It is an object.", "GET /flows/{id}", ("3.8.8", "3.7.0"), "object"
    )
    second = Patch("/components/schemas/Flow/type", "remove", "It is an object.", "GET /flows/{id}", ("3.8.8", "3.7.0"))
    assert load(path) == [first, second]


@pytest.mark.parametrize("missing", ["pointer", "action", "versions", "reason", "proof"])
def test_patch_with_missing_key_is_rejected(tmp_path: Path, missing: str) -> None:
    path = tmp_path / "patches.toml"
    path.write_text("\n".join(line for line in COMPLETE.splitlines() if not line.startswith(missing)), "utf-8")
    with pytest.raises(GeneratorError, match=rf"^patch 1 of patches\.toml has missing or unknown keys: .*{missing}"):
        load(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[patch", r"^patches\.toml cannot be read: "),
        (COMPLETE.replace("replace", "move"), r"has an invalid action 'move': expected one of add, replace, remove"),
        (COMPLETE + 'because = "x"', r"has missing or unknown keys: .*because"),
        ("patch = 1", r"patches\.toml"),
        ("patch = [1]", r"patch 1 of patches\.toml"),
        (COMPLETE.replace("/components", "components"), r"^patch 1 of patches\.toml"),
        (COMPLETE.replace('"/components/schemas/Flow/type"', "1"), r"^patch 1 of patches\.toml"),
        (COMPLETE.replace('["3.8.8", "3.7.0"]', '"3.8.8"'), r"^patch 1 of patches\.toml"),
        (COMPLETE.replace('"replace"', '["replace"]'), r"^patch 1 of patches\.toml"),
    ],
)
def test_malformed_patch_file_is_rejected(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "patches.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(GeneratorError, match=message):
        load(path)


def test_empty_patch_file_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "patches.toml"
    path.write_text("# none\n", "utf-8")
    assert load(path) == []


def test_missing_patch_file_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(GeneratorError, match=r"^patches\.toml cannot be read"):
        load(tmp_path / "patches.toml")
