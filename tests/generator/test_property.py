"""Random documents as FastAPI writes them: their models decode and encode values without loss.

Examples are always the same. ``PROPERTY_EXAMPLES=500`` tries 500 new ones.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.spec.document import Json, Object
from tests.generator.packages import Package, document, holding, loaded, make, requesting, responding
from tests.generator.rules import ref

EXAMPLES = os.environ.get("PROPERTY_EXAMPLES")
VALUES = 4

KEYS = (
    "id",
    "name",
    "flow_id",
    "class",
    "from",
    "x-y",
    "camelCase",
    "list",
    "datetime",
    "is_null_",
    "any_",
    "self",
    "field",
)


@dataclass
class Kind:
    """A schema and its values."""

    schema: Object
    values: st.SearchStrategy[Json]
    defaults: st.SearchStrategy[Json] | None = None


@dataclass
class Class:
    """An object schema: the kind and default of each key."""

    name: str
    properties: dict[str, Kind] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    defaults: Object = field(default_factory=dict)

    @property
    def schema(self) -> Object:
        properties = {
            key: kind.schema | ({"default": self.defaults[key]} if key in self.defaults else {})
            for key, kind in self.properties.items()
        }
        return holding(properties, *self.required)

    @property
    def values(self) -> st.SearchStrategy[Object]:
        """Objects with every key, as the server returns them."""
        return st.fixed_dictionaries({key: kind.values for key, kind in self.properties.items()})


STRINGS = st.text(max_size=8)
INTEGERS = st.integers(-(2**53), 2**53)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
TIMES = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.isoformat().replace("+00:00", "Z"))

PLAIN: tuple[Callable[[], Kind], ...] = (
    lambda: Kind({"type": "string"}, STRINGS, STRINGS),
    lambda: Kind({"type": "integer"}, INTEGERS, INTEGERS),
    lambda: Kind({"type": "number"}, NUMBERS, NUMBERS),
    lambda: Kind({"type": "boolean"}, st.booleans(), st.booleans()),
    lambda: Kind({"type": "string", "format": "uuid"}, st.uuids().map(str)),
    lambda: Kind({"type": "string", "format": "date-time"}, TIMES),
    lambda: Kind({"type": "string", "format": "date"}, st.dates().map(str)),
    lambda: Kind({"const": "fixed", "type": "string"}, st.just("fixed"), st.just("fixed")),
    lambda: Kind({"type": "object"}, st.dictionaries(STRINGS, INTEGERS, max_size=2), st.just({})),
    lambda: Kind({}, st.one_of(st.none(), INTEGERS, STRINGS, st.lists(STRINGS, max_size=2))),
)


@st.composite
def kinds(draw: st.DrawFn, named: tuple[Kind, ...], depth: int = 2) -> Kind:
    """Draw a plain, named or composite kind."""
    what = draw(st.sampled_from(["plain", "plain", "named", "list", "map", "null", "either"] if depth else ["plain"]))
    if what == "named" and named:
        return draw(st.sampled_from(named))
    if what in {"list", "map", "null"}:
        inner = draw(kinds(named, depth - 1))
        if what == "list":
            return Kind({"type": "array", "items": inner.schema}, st.lists(inner.values, max_size=3), st.just([]))
        if what == "map":
            values = st.dictionaries(STRINGS, inner.values, max_size=3)
            return Kind({"type": "object", "additionalProperties": inner.schema}, values, st.just({}))
        schema = {"anyOf": [inner.schema, {"type": "null"}]}
        return Kind(schema, st.none() | inner.values, st.none())
    if what == "either":
        schema = {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]}
        return Kind(schema, st.one_of(STRINGS, INTEGERS, st.booleans()), STRINGS)
    return draw(st.sampled_from(PLAIN))()


@st.composite
def classes(draw: st.DrawFn, name: str, named: tuple[Kind, ...], tag: str | None = None) -> Class:
    result = Class(name)
    if tag is not None:
        result.properties["type"] = Kind({"const": tag, "type": "string"}, st.just(tag))
        result.required.append("type")
    for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=5, unique=True)):
        kind = result.properties[key] = draw(kinds(named))
        how = draw(st.sampled_from(["required", "optional", "default"]))
        if how == "required":
            result.required.append(key)
        elif how == "default" and kind.defaults is not None:
            result.defaults[key] = draw(kind.defaults)
    return result


@st.composite
def apis(draw: st.DrawFn) -> tuple[Object, list[Class], Class]:
    """Draw a document, the classes of its responses, each at its own path, and the class of its request."""
    choices = draw(st.lists(STRINGS.filter(str.isprintable), min_size=2, max_size=4, unique=True))
    numbers = draw(st.lists(st.integers(-5, 5), min_size=2, max_size=4, unique=True))
    schemas: Object = {"Choice": {"type": "string", "enum": choices}, "Number": {"type": "integer", "enum": numbers}}
    # Values and members of a newer server are kept.
    named = [
        Kind(ref("Choice"), st.sampled_from(choices) | STRINGS, st.sampled_from(choices)),
        Kind(ref("Number"), st.sampled_from(numbers) | st.integers(6, 9)),
    ]
    response_classes: list[Class] = []
    for index in range(draw(st.integers(1, 3))):
        response_classes.append(draw(classes(f"Answer{index}", tuple(named))))
        named.append(Kind(ref(response_classes[-1].name), response_classes[-1].values))
    tagged = [draw(classes(f"{tag.title()}Member", tuple(named[:2]), tag)) for tag in ("round", "flat")]
    newer = st.fixed_dictionaries({"type": st.just("newer"), "more": STRINGS})
    union = Kind({"anyOf": [ref(one.name) for one in tagged]}, st.one_of(*(one.values for one in tagged), newer))
    response_classes.append(draw(classes("Whole", (*named, union, union))))
    request_class = draw(classes("Asked", tuple(named[:2])))
    schemas |= {one.name: one.schema for one in (*response_classes, *tagged, request_class)}
    paths = {
        f"/{one.name}": {"get": responding(ref(one.name), operationId=f"read_{one.name}")} for one in response_classes
    }
    paths["/asked/{name}/it"] = {
        "post": responding(
            None,
            status="204",
            operationId="ask",
            requestBody=requesting(ref("Asked")),
            parameters=[
                {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}},
                {"name": "limit", "in": "query", "schema": {"type": "integer"}},
            ],
        )
    }
    return document(paths, schemas), response_classes, request_class


@settings(
    max_examples=int(EXAMPLES or 40),
    derandomize=EXAMPLES is None,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(api=apis(), data=st.data())
def test_decoded_values_are_encoded_without_loss(api: tuple[Object, list[Class], Class], data: st.DataObject) -> None:
    spec, response_classes, request_class = api
    with TemporaryDirectory() as folder, loaded(make(spec, Path(folder))) as package:
        for one in response_classes:
            for _ in range(VALUES):
                value = data.draw(one.values, label=one.name)
                assert_kept(package, one, value)
                left_out = data.draw(st.sets(st.sampled_from(sorted(one.properties))), label="left out")
                # Missing keys with a default take it.
                assert_defaults(package, one, value, left_out & one.defaults.keys())
        assert_sent(
            package,
            data.draw(request_class.values),
            data.draw(st.text(min_size=1).filter(lambda name: name.strip("."))),
        )


def read(package: Package, one: Class, value: Object) -> Object:
    call = getattr(package.things, f"read_{one.name.lower()}")()
    kept: Object = json.loads(package.encode(call.decode(200, json.dumps(value).encode())))
    return kept


def assert_kept(package: Package, one: Class, value: Object) -> None:
    assert read(package, one, value) == value
    assert read(package, one, value | {"unknown": [value]}) == value


def assert_defaults(package: Package, one: Class, value: Object, left_out: set[str]) -> None:
    given = {key: value[key] for key in value if key not in left_out}
    assert read(package, one, given) == given | {key: one.defaults[key] for key in left_out}


def assert_sent(package: Package, body: Object, name: str) -> None:
    call = package.things.ask(name, limit=3, **body)
    assert unquote(call.path) == f"/asked/{name}/it"
    assert call.path.count("/") == len(["", "asked", "name", "it"]) - 1
    assert json.loads(call.content) == body
    assert call.query == {"limit": "3"}
