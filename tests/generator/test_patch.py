from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.spec.document import Json, Object
from generator.spec.patch import Action, Patch, apply, load

WHOLE = """
[[patch]]
pointer = "/components/schemas/Flow/type"
action = "replace"
value = "object"
versions = ["3.8.8", "3.7.0"]
reason = "It is one."
proof = "GET /flows/{id}"
"""


def patch(pointer: str, action: Action, value: Json = None, versions: tuple[str, ...] = ("3.8.8",)) -> Patch:
    return Patch(pointer, action, "it is wrong", "a request", versions, value)


def document() -> Object:
    return {"paths": {"/flows/~x": {"tags": ["a", "b"]}}, "components": {"schemas": {"Flow": {"type": "text"}}}}


@pytest.mark.parametrize(
    ("correction", "place", "expected"),
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
def test_a_patch_changes_what_it_points_to_in_a_copy(correction: Patch, place: tuple[str, ...], expected: Json) -> None:
    before = document()
    found: Json = apply([correction], before, "3.8.8")
    for part in place:
        found = found[part]
    assert found == expected
    assert before == document()


@pytest.mark.parametrize("action", ["replace", "remove", "add"])
def test_a_pointer_that_matches_nothing_is_an_error_that_names_it(action: Action) -> None:
    fine = patch("/components/schemas/Flow/type", "replace", "object")
    lost = patch("/components/schemas/Gone/type", action, "object")
    with pytest.raises(GeneratorError) as caught:
        apply([fine, lost], document(), "3.8.8")
    assert str(caught.value) == (
        "patch 2 of patches.toml points to /components/schemas/Gone/type, which the document does not have. "
        "Correct the patch, or remove it."
    )


@pytest.mark.parametrize(
    "pointer",
    ["", "components", "/paths/~1flows~1~0x/tags/2", "/paths/~1flows~1~0x/tags/-1", "/paths/~1flows~1~0x/tags/b/c"],
)
def test_a_pointer_to_no_place_is_an_error(pointer: str) -> None:
    with pytest.raises(GeneratorError, match=r"^patch 1 of patches\.toml points to "):
        apply([patch(pointer, "replace", 1)], document(), "3.8.8")


def test_an_item_is_not_added_to_a_list() -> None:
    with pytest.raises(GeneratorError, match="which the document does not have"):
        apply([patch("/paths/~1flows~1~0x/tags/2", "add", "c")], document(), "3.8.8")


def test_a_patch_is_for_the_versions_that_it_names() -> None:
    lost = patch("/components/schemas/Gone", "remove", versions=("3.7.0", "3.6.29"))
    assert apply([lost], document(), "3.8.8") == document()
    with pytest.raises(GeneratorError):
        apply([lost], document(), "3.6.29")


def test_patches_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "patches.toml"
    path.write_text(WHOLE + WHOLE.replace("replace", "remove").replace('value = "object"\n', ""), "utf-8")
    first = Patch(
        "/components/schemas/Flow/type", "replace", "It is one.", "GET /flows/{id}", ("3.8.8", "3.7.0"), "object"
    )
    second = Patch("/components/schemas/Flow/type", "remove", "It is one.", "GET /flows/{id}", ("3.8.8", "3.7.0"))
    assert load(path) == [first, second]


@pytest.mark.parametrize("missing", ["pointer", "action", "versions", "reason", "proof"])
def test_a_patch_that_is_not_complete_is_an_error_that_names_it(tmp_path: Path, missing: str) -> None:
    path = tmp_path / "patches.toml"
    path.write_text("\n".join(line for line in WHOLE.splitlines() if not line.startswith(missing)), "utf-8")
    with pytest.raises(GeneratorError, match=rf"^patch 1 of patches\.toml is not complete: .*{missing}"):
        load(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[patch", r"^patches\.toml can't be read: "),
        (WHOLE.replace("replace", "mend"), r"does 'mend', which is none of add, replace, remove"),
        (WHOLE + 'because = "x"', r"is not complete: .*because"),
        ("patch = 1", r"patches\.toml"),
        ("patch = [1]", r"patch 1 of patches\.toml"),
        (WHOLE.replace("/components", "components"), r"^patch 1 of patches\.toml"),
        (WHOLE.replace('"/components/schemas/Flow/type"', "1"), r"^patch 1 of patches\.toml"),
        (WHOLE.replace('["3.8.8", "3.7.0"]', '"3.8.8"'), r"^patch 1 of patches\.toml"),
        (WHOLE.replace('"replace"', '["replace"]'), r"^patch 1 of patches\.toml"),
    ],
)
def test_a_file_that_is_no_list_of_patches_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "patches.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(GeneratorError, match=message):
        load(path)


def test_there_may_be_no_patch(tmp_path: Path) -> None:
    path = tmp_path / "patches.toml"
    path.write_text("# none today\n", "utf-8")
    assert load(path) == []


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GeneratorError, match=r"^patches\.toml can't be read"):
        load(tmp_path / "patches.toml")
