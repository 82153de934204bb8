"""Known keys of request bodies, read from small documents."""

from typing import Any

from generator.ir.body_keys import BodyKeys, body_keys

IGNORES = {"type": "object", "properties": {"a": {"type": "string"}}}
REJECTS = {**IGNORES, "additionalProperties": False}
KEEPS = {**IGNORES, "additionalProperties": True}


def read(body: dict[str, Any], **named: dict[str, Any]) -> BodyKeys:
    return body_keys({"components": {"schemas": {"Body": body, **named}}}, ["Body"])


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def within(inner: dict[str, Any], *, extra: bool = False) -> dict[str, Any]:
    return {"type": "object", "properties": {"key": inner, "free": {"type": "object"}}, "additionalProperties": extra}


def test_object_that_ignores_other_keys_has_all_its_keys() -> None:
    found = read(IGNORES)
    assert (found.bodies, found.objects) == ({"Body": ("Body",)}, {"Body": {"a": ()}})


def test_objects_that_ignore_no_keys_are_left_out() -> None:
    assert read(REJECTS) == read(KEEPS) == read(within(ref("A")), A=REJECTS) == BodyKeys()


def test_object_that_rejects_other_keys_has_only_those_that_lead_on() -> None:
    found = read(within(ref("A")), A=IGNORES)
    assert found.objects == {"A": {"a": ()}, "Body": {"key": ("A",), "*": ()}}


def test_lists_and_nulls_are_transparent() -> None:
    schema = {"anyOf": [{"type": "array", "items": {"oneOf": [ref("A"), {"type": "null"}]}}, {"type": "null"}]}
    assert read(within(schema), A=IGNORES).objects["Body"] == {"key": ("A",), "*": ()}
    assert read({"type": "array", "items": ref("A")}, A=IGNORES).bodies == {"Body": ("A",)}


def test_values_of_a_map_are_under_the_key_for_all_others() -> None:
    schema = {"type": "object", "additionalProperties": {"type": "array", "items": ref("A")}}
    found = read(within(schema), A=IGNORES)
    assert (found.objects["Body"]["key"], found.objects["Body.key"]) == (("Body.key",), {"*": ("A",)})


def test_object_without_a_name_is_named_after_its_key() -> None:
    assert read(within(IGNORES)).objects == {"Body": {"key": ("Body.key",), "*": ()}, "Body.key": {"a": ()}}


def test_members_of_a_union_keep_their_constants() -> None:
    def member(kind: str) -> dict[str, Any]:
        return {"type": "object", "properties": {"kind": {"const": kind}}}

    found = read(
        within({"anyOf": [ref("A"), ref("B")]}), A=member("a"), B={**member("b"), "additionalProperties": False}
    )
    assert found.objects == {"A": {"kind": ()}, "B": {"*": ()}, "Body": {"key": ("A", "B"), "*": ()}}
    assert found.constants == {"A": {"kind": "a"}, "B": {"kind": "b"}}


def test_union_with_a_free_form_object_is_not_checked() -> None:
    for free in ({"type": "object"}, {"type": "object", "additionalProperties": {}}, {}):
        assert read(within({"anyOf": [ref("A"), free]}), A=IGNORES) == BodyKeys()


def test_cycle_of_references_ends() -> None:
    a = {"type": "object", "properties": {"inner": {"type": "array", "items": ref("A")}}}
    assert read(within(ref("A")), A=a).objects["A"] == {"inner": ("A",)}


def test_parts_of_all_of_are_merged() -> None:
    whole = {"type": "object", "allOf": [ref("A")], "properties": {"b": {"type": "string"}}}
    assert read(within(whole), A=IGNORES).objects["Body.key"] == {"a": (), "b": ()}
