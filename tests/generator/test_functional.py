"""A package generated from a document, loaded, and used as a program would."""

import json
import pickle
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args, get_type_hints
from uuid import UUID

import pytest

from generator.spec.document import Object
from tests.generator.packages import Model, Package, document, holding, loaded, make, requesting, responding
from tests.generator.rules import ref

ID = "0194f5a2-0000-7000-8000-000000000001"
TEXT: Object = {"type": "string"}
INTEGER: Object = {"type": "integer"}
UUID_TEXT: Object = {"type": "string", "format": "uuid"}
TIME: Object = {"type": "string", "format": "date-time"}


def or_null(schema: Object) -> Object:
    return {"anyOf": [schema, {"type": "null"}]}


def tagged(tag: str, **more: Object) -> Object:
    return holding({"type": {"const": tag, "type": "string", "default": tag}, **more}, *more)


SCHEMAS: Object = {
    "Color": {"type": "string", "enum": ["red", "green"]},
    "Level": {"type": "integer", "enum": [10, 20]},
    "Circle": tagged("circle", radius=INTEGER),
    "Square": tagged("square", side=INTEGER, inner=or_null(ref("Shape"))),
    "Shape": {"anyOf": [ref("Circle"), ref("Square")]},
    "Cron": holding({"cron": TEXT, "timezone": or_null(TEXT)}, "cron"),
    "Interval": holding(
        {"interval": {"type": "number"}, "timezone": or_null(TEXT), "note": or_null(ref("Note"))}, "interval"
    ),
    "Note": holding({"text": TEXT, "reply": or_null(ref("Note"))}, "text"),
    "Exact": holding({"value": INTEGER, "unit": TEXT}, "value", "unit"),
    "Vague": holding({"value": INTEGER}, "value"),
    "Policy": holding({"retries": {"type": "integer", "default": 3}}),
    "Thing": holding(
        {
            "id": UUID_TEXT,
            "name": TEXT,
            "made": or_null(TIME),
            "color": {"anyOf": [ref("Color"), {"type": "null"}]},
            "paint": {**ref("Color"), "default": "green"},
            "level": {**ref("Level")},
            "shapes": {"type": "array", "items": ref("Shape"), "default": []},
            "by_name": {"type": "object", "additionalProperties": ref("Shape")},
            "schedule": or_null({"anyOf": [ref("Cron"), ref("Interval")]}),
            "measure": or_null({"anyOf": [ref("Exact"), ref("Vague")]}),
            "setting": {"anyOf": [ref("Circle"), ref("Square"), TEXT, INTEGER]},
            "tags": {"type": "array", "items": TEXT},
            "labels": {"type": "object", "additionalProperties": {"anyOf": [TEXT, INTEGER, {"type": "boolean"}]}},
            "policy": ref("Policy"),
            "anything": {},
            "ratio": {"type": "number", "default": 0.5},
            "class": {"type": "string", "default": "economy"},
            "x-y": INTEGER,
        },
        "id",
        "name",
        "level",
        "setting",
        "x-y",
    ),
    "ThingUpdate": holding({"name": TEXT, "paused": {"type": "boolean", "default": False}, "tags": {"type": "array"}}),
}

PATHS: Object = {
    "/things/{id}": {
        "get": responding(ref("Thing"), operationId="read_thing", parameters=[
            {"name": "id", "in": "path", "required": True, "schema": UUID_TEXT},
        ]),
        "patch": responding(
            None,
            status="204",
            operationId="update_thing",
            parameters=[{"name": "id", "in": "path", "required": True, "schema": UUID_TEXT}],
            requestBody=requesting(ref("ThingUpdate")),
        ),
    },
    "/things/name/{flow}/{thing}:latest": {
        "get": responding({"type": "array", "items": ref("Thing")}, operationId="read_by_name", parameters=[
            {"name": "flow", "in": "path", "required": True, "schema": TEXT},
            {"name": "thing", "in": "path", "required": True, "schema": TEXT},
        ]),
    },
    "/things/find": {
        "get": responding({"type": "integer"}, operationId="count_things", parameters=[
            {"name": "limit", "in": "query", "required": False, "schema": INTEGER},
            {"name": "since", "in": "query", "required": True, "schema": TIME},
            {"name": "deep", "in": "query", "required": False, "schema": {"type": "boolean"}},
            {"name": "x-trace-id", "in": "header", "required": False, "schema": UUID_TEXT},
        ]),
        "post": responding(
            ref("Shape"), operationId="find_shape", requestBody=requesting({"type": "array", "items": TEXT})
        ),
    },
    "/things/text": {"get": responding(TEXT, media_type="text/plain", operationId="read_text")},
    "/things/null": {"get": responding({"type": "null"}, operationId="read_null")},
}  # fmt: skip

FULL: Object = {
    "id": ID,
    "name": "n",
    "made": "2026-01-31T08:00:00Z",
    "color": "red",
    "paint": "red",
    "level": 20,
    "shapes": [
        {"type": "circle", "radius": 1},
        {"type": "square", "side": 2, "inner": {"type": "circle", "radius": 3}},
    ],
    "by_name": {"a": {"type": "circle", "radius": 4}},
    "schedule": {"interval": 60.5, "timezone": None, "note": {"text": "a", "reply": {"text": "b", "reply": None}}},
    "measure": {"value": 1, "unit": "m"},
    "setting": {"type": "circle", "radius": 5},
    "tags": ["t"],
    "labels": {"a": "x", "b": 1, "c": True},
    "policy": {"retries": 5},
    "anything": {"deep": [1, None, "x", 2.5]},
    "ratio": 1.5,
    "class": "first",
    "x-y": 7,
}

LEAST: Object = {"id": ID, "name": "n", "level": 10, "setting": "s", "x-y": 7}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    with loaded(make(document(PATHS, SCHEMAS), tmp_path_factory.mktemp("package"), check=True)) as package:
        yield package


def read(api: Package, value: object) -> Model:
    return api.things.read_thing(ID).decode(200, json.dumps(value).encode())


def refused(api: Package, value: object) -> tuple[str, str]:
    """Return path and expectation of the error that decoding *value* raises."""
    with pytest.raises(api.DecodeError) as caught:
        read(api, value)
    assert caught.value.operation == "things.read_thing"
    assert caught.value.status == 200
    assert str(caught.value) == (
        f"things.read_thing: unexpected 200 response at {caught.value.path}: {caught.value.expected}"
    )
    return caught.value.path, caught.value.expected


class TestCalls:
    def test_call_describes_the_request(self, api: Package) -> None:
        call = api.things.read_thing(UUID(ID))
        assert (call.method, call.path, call.query, call.headers, call.body, call.content) == (
            "GET",
            f"/things/{ID}",
            {},
            {},
            None,
            None,
        )
        assert call.operation is api.operations.OPERATIONS["things.read_thing"]
        assert repr(call) == f"<Call things.read_thing: GET /things/{ID}>"

    def test_uuid_may_be_a_string(self, api: Package) -> None:
        assert api.things.read_thing(ID).path == api.things.read_thing(UUID(ID)).path

    @pytest.mark.parametrize(
        ("name", "written"),
        [
            ("a b", "a%20b"),
            ("a/b", "a%2Fb"),
            ("../x", "..%2Fx"),
            ("a?b#c", "a%3Fb%23c"),
            ("50%", "50%25"),
            ("{thing}", "%7Bthing%7D"),
            ("grün", "gr%C3%BCn"),
            ("...", "..."),
            ("a~b_c-d.e", "a~b_c-d.e"),
            ("a\nb", "a%0Ab"),
        ],
    )
    def test_path_segments_are_encoded_separately(self, api: Package, name: str, written: str) -> None:
        assert api.things.read_by_name(name, "t").path == f"/things/name/{written}/t:latest"
        assert api.things.read_by_name("f", name).path == f"/things/name/f/{written}:latest"

    @pytest.mark.parametrize("name", ["", ".", ".."])
    def test_empty_and_dot_segments_are_rejected(self, api: Package, name: str) -> None:
        with pytest.raises(ValueError, match=r"^flow must not be empty, '\.' or '\.\.', got '\.{0,2}'$"):
            api.things.read_by_name(name, "t")
        with pytest.raises(ValueError, match=r"^thing must not be empty"):
            api.things.read_by_name("f", name)

    def test_path_parameters_are_positional(self, api: Package) -> None:
        with pytest.raises(TypeError):
            api.things.read_by_name(flow="f", thing="t")

    def test_query_and_headers_hold_given_values_as_strings(self, api: Package) -> None:
        since = datetime(2026, 1, 31, 8, tzinfo=UTC)
        call = api.things.count_things(since=since, deep=False)
        assert call.query == {"since": "2026-01-31T08:00:00+00:00", "deep": "false"}
        assert call.headers == {}
        call = api.things.count_things(since="now", limit=0, x_trace_id=UUID(ID))
        assert call.query == {"since": "now", "limit": "0"}
        assert call.headers == {"x-trace-id": ID}
        with pytest.raises(TypeError, match="since"):
            api.things.count_things(limit=1)

    def test_enum_in_a_query_is_its_value(self, api: Package) -> None:
        assert api.things.count_things(since=api.models.Color.RED).query == {"since": "red"}

    def test_only_given_keys_are_sent(self, api: Package) -> None:
        assert api.things.update_thing(ID, name="new").content == b'{"name":"new"}'
        assert api.things.update_thing(ID).content == b"{}"
        assert api.things.update_thing(ID, name=None).content == b'{"name":null}'

    def test_key_of_a_body_may_be_named_like_a_path_parameter(self, api: Package) -> None:
        call = api.things.update_thing(ID, id="mine")
        assert (call.path, call.body) == (f"/things/{ID}", {"id": "mine"})

    def test_list_body_is_one_argument(self, api: Package) -> None:
        assert api.things.find_shape(["a", "b"]).content == b'["a","b"]'
        assert api.things.find_shape([]).content == b"[]"


class TestDecoding:
    def test_full_response_is_decoded_to_models(self, api: Package) -> None:
        thing, models = read(api, FULL), api.models
        assert type(thing) is models.Thing
        assert thing.id == UUID(ID)
        assert thing.made == datetime(2026, 1, 31, 8, tzinfo=UTC)
        assert thing.color is models.Color.RED
        assert thing.level is models.Level(20)
        assert thing.shapes == [models.Circle(radius=1), models.Square(side=2, inner=models.Circle(radius=3))]
        assert thing.by_name == {"a": models.Circle(radius=4)}
        assert thing.schedule == models.Interval(interval=60.5, note=models.Note(text="a", reply=models.Note(text="b")))
        assert thing.measure == models.Exact(value=1, unit="m")
        assert thing.setting == models.Circle(radius=5)
        assert thing.labels == {"a": "x", "b": 1, "c": True}
        assert thing.policy == models.Policy(retries=5)
        assert (thing.class_, thing.x_y) == ("first", 7)

    def test_model_is_encoded_without_loss(self, api: Package) -> None:
        assert json.loads(api.encode(read(api, FULL))) == FULL

    def test_missing_key_has_its_default_or_empty_value(self, api: Package) -> None:
        thing, models = read(api, LEAST), api.models
        assert thing == models.Thing(id=UUID(ID), name="n", level=models.Level(10), setting="s", x_y=7)
        assert (thing.made, thing.color, thing.schedule, thing.anything) == (None, None, None, None)
        assert (thing.paint, thing.ratio, thing.class_) == (models.Color.GREEN, 0.5, "economy")
        assert type(thing.paint) is models.Color
        assert (thing.shapes, thing.tags, thing.by_name, thing.labels) == ([], [], {}, {})
        assert thing.policy == models.Policy(retries=3)

    def test_defaults_are_not_shared_between_objects(self, api: Package) -> None:
        one, other = read(api, LEAST), read(api, LEAST)
        one.tags.append("t")
        one.labels["a"] = 1
        one.policy.retries = 9
        assert (other.tags, other.labels, other.policy.retries) == ([], {}, 3)

    def test_unknown_keys_are_skipped(self, api: Package) -> None:
        assert read(api, LEAST | {"brand": {"new": [1]}}) == read(api, LEAST)

    def test_unknown_enum_values_are_kept(self, api: Package) -> None:
        thing = read(api, FULL | {"color": "mauve", "level": 99, "paint": ""})
        assert isinstance(thing.color, api.models.Color)
        assert (thing.color, thing.color.value, str(thing.color)) == ("mauve", "mauve", "mauve")
        assert isinstance(thing.level, api.models.Level)
        assert (thing.level, thing.paint) == (99, "")
        assert json.loads(api.encode(thing)) == FULL | {"color": "mauve", "level": 99, "paint": ""}
        assert "mauve" not in [member.value for member in api.models.Color]

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("shapes", [{"type": "hexagon", "side": 1}]),
            ("shapes", [{"side": 1}]),
            ("shapes", [{"type": ["circle"], "radius": 1}]),
            ("schedule", {"rrule": "FREQ=DAILY"}),
            ("measure", {"weight": 1}),
            ("by_name", {"a": {"type": "hexagon"}}),
            ("setting", {"type": "hexagon"}),
        ],
    )
    def test_unknown_members_of_unions_keep_their_data(self, api: Package, key: str, value: object) -> None:
        thing = read(api, FULL | {key: value})
        found = getattr(thing, key)
        while not isinstance(found, api.Unknown):
            found = next(iter(found.values() if isinstance(found, dict) else found))
        assert json.loads(api.encode(thing)) == FULL | {key: value}

    @pytest.mark.parametrize("value", ["text", 5, {"type": "circle", "radius": 1}])
    def test_union_may_hold_plain_values(self, api: Package, value: object) -> None:
        assert json.loads(api.encode(read(api, LEAST | {"setting": value})))["setting"] == value

    def test_first_member_that_fits_is_used_without_a_discriminator(self, api: Package) -> None:
        assert read(api, LEAST | {"measure": {"value": 1}}).measure == api.models.Vague(value=1)
        assert read(api, LEAST | {"measure": {"value": 1, "unit": "m"}}).measure == api.models.Exact(value=1, unit="m")

    def test_union_may_be_the_whole_response(self, api: Package) -> None:
        call = api.things.find_shape([])
        assert call.decode(200, b'{"type":"circle","radius":1}') == api.models.Circle(radius=1)
        assert call.decode(200, b'{"type":"new"}') == api.Unknown(type="new")

    @pytest.mark.parametrize("status", [200, 201, 299])
    def test_undeclared_success_is_decoded_like_a_declared_one(self, api: Package, status: int) -> None:
        since = datetime(2026, 1, 31, tzinfo=UTC)
        assert api.things.count_things(since=since).decode(status, b"3") == 3

    @pytest.mark.parametrize("content", [b"", b"null"])
    def test_no_content_is_none(self, api: Package, content: bytes) -> None:
        assert api.things.update_thing(ID).decode(204, content) is None
        assert api.things.read_null().decode(200, content) is None

    def test_plain_text_is_decoded_to_a_string(self, api: Package) -> None:
        assert api.things.read_text().decode(200, 'grün, "x"\n'.encode()) == 'grün, "x"\n'
        assert api.things.read_text().decode(200, b"") == ""


class TestErrors:
    @pytest.mark.parametrize(
        ("value", "path", "expected"),
        [
            (FULL | {"name": 5}, "$.name", "Expected `str`, got `int`"),
            (FULL | {"made": "soon"}, "$.made", "Invalid RFC3339 encoded datetime"),
            (FULL | {"id": "x"}, "$.id", "Invalid UUID"),
            (FULL | {"color": 5}, "$.color", "Expected `str | null`, got `int`"),
            (FULL | {"tags": ["a", None]}, "$.tags[1]", "Expected `str`, got `null`"),
            (FULL | {"tags": "a"}, "$.tags", "Expected `array`, got `str`"),
            (FULL | {"labels": {"a": []}}, "$.labels[...]", "Expected `bool | int | str`, got `array`"),
            (FULL | {"policy": {"retries": "3"}}, "$.policy.retries", "Expected `int`, got `str`"),
            (FULL | {"x-y": None}, "$.x-y", "Expected `int`, got `null`"),
            (
                FULL | {"shapes": [FULL["shapes"][0], {"type": "circle", "radius": "1"}]},
                "$.shapes[1].radius",
                "Expected `int`, got `str`",
            ),
            (
                FULL | {"shapes": [{"type": "square", "side": 1, "inner": {"type": "circle"}}]},
                "$.shapes[0].inner",
                "Object missing required field `radius`",
            ),
            (FULL | {"shapes": ["circle"]}, "$.shapes[0]", "Expected `Circle | Square`, got `str`"),
            (
                FULL | {"by_name": {"a": {"type": "circle", "radius": 0.5}}},
                "$.by_name[...].radius",
                "Expected `int`, got `float`",
            ),
            (FULL | {"schedule": {"cron": 1}}, "$.schedule.cron", "Expected `str`, got `int`"),
            (
                FULL | {"schedule": {"interval": 1, "note": {"text": "a", "reply": {"text": None}}}},
                "$.schedule.note.reply.text",
                "Expected `str`, got `null`",
            ),
            (FULL | {"setting": 1.5}, "$.setting", "Expected `Circle | Square | int | str`, got `float`"),
            ({key: FULL[key] for key in FULL if key != "name"}, "$", "Object missing required field `name`"),
            ({key: FULL[key] for key in FULL if key != "x-y"}, "$", "Object missing required field `x-y`"),
            ([], "$", "Expected `object`, got `array`"),
            (None, "$", "Expected `object`, got `null`"),
        ],
    )
    def test_error_has_path_and_expectation(self, api: Package, value: object, path: str, expected: str) -> None:
        assert refused(api, value) == (path, expected)

    def test_path_includes_list_indexes(self, api: Package) -> None:
        with pytest.raises(api.DecodeError) as caught:
            api.things.read_by_name("f", "t").decode(200, json.dumps([FULL, FULL | {"ratio": "1"}]).encode())
        assert (caught.value.operation, caught.value.path) == ("things.read_by_name", "$[1].ratio")

    @pytest.mark.parametrize("content", [b"", b"{", b"<html>", b"\xff", b"[" * 100_000])
    def test_malformed_json_is_rejected(self, api: Package, content: bytes) -> None:
        with pytest.raises(api.DecodeError):
            api.things.read_thing(ID).decode(200, content)
        with pytest.raises(api.DecodeError):
            api.things.find_shape([]).decode(200, content)

    def test_invalid_utf8_is_rejected(self, api: Package) -> None:
        with pytest.raises(api.DecodeError) as caught:
            api.things.read_text().decode(200, b"\xff")
        assert caught.value.operation == "things.read_text"

    def test_error_can_be_pickled(self, api: Package) -> None:
        with pytest.raises(api.DecodeError) as caught:
            read(api, {})
        again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - it is our own
        assert type(again) is api.DecodeError
        assert vars(again) == vars(caught.value)
        assert str(again) == str(caught.value)


class TestTable:
    def test_operation_has_method_path_and_types(self, api: Package) -> None:
        table = api.operations.OPERATIONS
        rows = {name: (one.method, one.path, one.statuses, one.query, one.headers) for name, one in table.items()}
        assert rows == {
            "things.read_thing": ("GET", "/things/{id}", (200,), (), ()),
            "things.update_thing": ("PATCH", "/things/{id}", (204,), (), ()),
            "things.read_by_name": ("GET", "/things/name/{flow}/{thing}:latest", (200,), (), ()),
            "things.count_things": ("GET", "/things/find", (200,), ("limit", "since", "deep"), ("x-trace-id",)),
            "things.find_shape": ("POST", "/things/find", (200,), (), ()),
            "things.read_text": ("GET", "/things/text", (200,), (), ()),
            "things.read_null": ("GET", "/things/null", (200,), (), ()),
        }
        assert table["things.read_thing"].response(200) is api.models.Thing
        assert table["things.update_thing"].response(204) is None
        assert table["things.read_by_name"].response(200) == list[api.models.Thing]
        assert table["things.update_thing"].request is api.requests.ThingUpdate
        assert table["things.read_thing"].request is None
        assert table["things.read_text"].media_type == "text/plain"


def test_modules_and_classes_are_loaded_on_first_use(tmp_path: Path) -> None:
    with loaded(make(document(PATHS, SCHEMAS), tmp_path)) as package:
        name = package.__name__
        assert {one for one in sys.modules if one.startswith(f"{name}.")} == set()
        assert "Thing" in dir(package.models)
        assert f"{name}.models.things" not in sys.modules
        assert package.models.Thing.__module__ == f"{name}.models.things"
        with pytest.raises(AttributeError, match="no attribute 'Thin'"):
            package.models.Thin  # noqa: B018 - looking it up is the test


def test_models_may_refer_to_each_other(tmp_path: Path) -> None:
    schemas = {
        "Node": holding({"children": {"type": "array", "items": ref("Node")}, "owner": or_null(ref("Tree"))}, "owner"),
        "Tree": holding({"root": ref("Node")}, "root"),
    }
    read_tree = responding(ref("Tree"), operationId="read_tree")
    with loaded(make(document({"/tree": {"get": read_tree}}, schemas), tmp_path, check=True)) as package:
        node, tree = package.models.Node, package.models.Tree
        assert package.things.read_tree().decode(200, b'{"root": {"children": [], "owner": null}}') == tree(
            root=node(children=[], owner=None)
        )
        assert get_args(get_type_hints(node)["children"]) == (node,)
        assert get_type_hints(node)["owner"] == tree | None


def test_all_of_merges_keys_and_defaults(tmp_path: Path) -> None:
    schemas: Object = {
        "Named": holding({"name": {**TEXT, "description": "What it is called."}}, "name"),
        "Counted": holding({"count": {**INTEGER, "default": 7}}),
        "Both": {"allOf": [ref("Named"), ref("Counted")], "description": "A thing."},
    }
    with loaded(make(document({"/": {"get": responding(ref("Both"))}}, schemas), tmp_path, check=True)) as package:
        ((_, operation),) = package.operations.OPERATIONS.items()
        assert operation.decode(200, b'{"name": "n"}') == package.models.Both(name="n", count=7)
        with pytest.raises(package.DecodeError, match="missing required field `name`"):
            operation.decode(200, b"{}")


def test_list_in_a_query_is_sent_as_repeated_parameters(tmp_path: Path) -> None:
    parameter = {"name": "ids", "in": "query", "schema": {"type": "array", "items": UUID_TEXT}}
    read = {"/things": {"get": responding(None, status="204", operationId="read_things", parameters=[parameter])}}
    with loaded(make(document(read), tmp_path)) as package:
        call = package.things.read_things(ids=[UUID(ID), "b&c"])
        assert call.query == {"ids": [ID, "b&c"]}
        assert call.query_items == [("ids", ID), ("ids", "b&c")]
        assert f"/things?ids={ID}&ids=b%26c" in call.curl("http://127.0.0.1:4200/api")
        assert package.things.read_things(ids=(True, datetime(2026, 1, 31, tzinfo=UTC), None)).query_items == [
            ("ids", "true"),
            ("ids", "2026-01-31T00:00:00+00:00"),
        ]
        assert package.things.read_things(ids=[]).query_items == []
        assert package.things.read_things().query_items == []


def test_parameter_named_like_a_body_key_is_renamed(tmp_path: Path) -> None:
    limit: Object = {"name": "limit", "in": "query", "schema": INTEGER}
    path = {
        "post": responding(None, status="204", operationId="it", parameters=[limit], requestBody=requesting(ref("B")))
    }
    spec = document({"/": path}, {"B": holding({"limit": INTEGER})})
    with loaded(make(spec, tmp_path, check=True)) as package:
        call = package.things.it(limit=2, limit_2=1)
        assert (call.query, json.loads(call.content)) == ({"limit": "1"}, {"limit": 2})
