"""Documents that are broken, or want to do harm: each gives one line that says what is wrong, or a correct package."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.ir.constraints import printable
from generator.spec.document import Json, Object
from generator.verify.audit import audit
from tests.generator.packages import Package, answering, asking, document, holding, loaded, make
from tests.generator.rules import ref

ROOT = Path(__file__).parent.parent.parent
TEXT: Object = {"type": "string"}

# Code that runs leaves a folder named "canary" where the test works.
TEXTS = {
    "code after a quote": "'; __import__('os').mkdir('canary') #",
    "code after quotes": '"""\n__import__(\'os\').mkdir(\'canary\')\n"""',
    "code after a backslash": "\\\"\"\"\n__import__('os').mkdir('canary')",
    "code in an f-string": "{__import__('os').mkdir('canary')}",
    "code in a template": "{{ cycler.__init__.__globals__.os.mkdir('canary') }}",
    "statement of a template": "{% for x in [].__class__.__mro__ %}{% raw %}",
    "backslash": "\\",
    "quotes": "'\"",
    "way out": "../../../canary",
    "absolute path": "/canary",
    "keyword": "class",
    "constant": "None",
    "builtin": "print",
    "type": "list",
    "dunder": "__init__",
    "self": "self",
    "field": "field",
    "module": "operations",
    "class of the package": "Unknown",
    "type of the package": "UUID",
    "typing": "TypedDict",
    "line break": "a\r\nb",
    "control": "a\x00\x0cb",
    "separator": "a\u2028b",
    "other direction": "a\u202eb",
    "folded by NFKC": "\uff45\uff58\uff45\uff43",
    "other script": "نص",
    "empty": "",
    "number": "1",
    "long": "t" * 90,
}

UNSEEN = {"line break", "control", "separator", "other direction", "code after quotes", "code after a backslash"}
QUOTED = {"code after quotes", "code after a backslash", "backslash", "quotes", "line break", "control"}
OUTSIDE = {"way out", "absolute path"}

Look = Callable[[Package, str], None]


def post(schema: Object, **operation: Json) -> Object:
    return {"/things/": {"post": answering(schema, requestBody=asking(schema), operationId="do_it", **operation)}}


def decoded(package: Package, value: Json, path: str = "/things/") -> Package:
    (operation,) = package.operations.OPERATIONS.values()
    assert operation.path == path
    decoded = operation.decode(200, json.dumps(value).encode())
    assert json.loads(package.encode(decoded)) == value
    return decoded


def in_descriptions(text: str) -> tuple[Object, Look]:
    thing = holding({"a": TEXT | {"description": text, "title": text, "pattern": text, "examples": [text]}}, "a")
    thing |= {"description": text, "title": text}
    parameter = {"name": "q", "in": "query", "description": text, "schema": TEXT | {"description": text}}
    spec = document(post(ref("T"), description=text, summary=text, parameters=[parameter]), {"T": thing})

    def look(package: Package, text: str) -> None:
        decoded(package, {"a": "x"})
        told = " ".join(printable(text).split())
        for described in (package.things.do_it, package.models.T):
            assert told in " ".join(described.__doc__.split())

    return spec, look


def in_an_enum(text: str) -> tuple[Object, Look]:
    choice = TEXT | {"enum": ["other", text], "default": text, "x-enum-varnames": ["x", text]}
    parameter = {"name": "q", "in": "query", "schema": TEXT | {"enum": ["other", text]}}
    spec = document(post(ref("T"), parameters=[parameter]), {"T": holding({"a": choice, "b": {"const": text}}, "b")})

    def look(package: Package, text: str) -> None:
        assert [member.value for member in package.models.TA] == ["other", text]
        thing = decoded(package, {"b": text, "a": text})
        assert (thing.a, thing.b) == (text, text)
        assert package.models.T(b=text).a == text
        assert package.things.do_it(q=text).query == {"q": text}

    return spec, look


def in_defaults(text: str) -> tuple[Object, Look]:
    properties: Object = {
        "a": TEXT | {"default": text},
        "b": {"type": "array", "items": TEXT, "default": [text]},
        "c": {"type": "object", "default": {text: [text]}},
        "d": {"anyOf": [TEXT, {"type": "null"}], "default": text},
        "e": {"default": text},
    }

    def look(package: Package, text: str) -> None:
        thing = package.models.T()
        assert (thing.a, thing.b, thing.c, thing.d) == (text, [text], {text: [text]}, text)

    return document(post(ref("T")), {"T": holding(properties)}), look


def in_a_key(text: str) -> tuple[Object, Look]:
    many = {"type": "array", "items": TEXT}
    spec = document(post(ref("T")), {"T": holding({text: TEXT, "other": many, "more": {"type": "object"}}, text)})
    return spec, lambda package, text: none(decoded(package, {text: "x", "other": ["y"], "more": {}}))


def in_a_tag_of_a_union(text: str) -> tuple[Object, Look]:
    spec = document(
        post({"anyOf": [ref("A"), ref("B")]}),
        {"A": holding({"kind": {"const": text}}, "kind"), "B": holding({"kind": {"const": "b"}}, "kind")},
    )

    def look(package: Package, text: str) -> None:
        assert type(decoded(package, {"kind": text})) is package.models.A
        assert type(decoded(package, {"kind": "b"})) is package.models.B

    return spec, look


def in_the_name_of_a_schema(text: str) -> tuple[Object, Look]:
    thing = holding({"me": {"anyOf": [ref(text), {"type": "null"}]}, "at": TEXT | {"format": "date-time"}}, "at", "me")
    spec = document(post({"anyOf": [ref(text), ref("B")]}), {text: thing, "B": holding({"b": TEXT}, "b")})
    moment = "2026-01-31T08:00:00Z"
    return spec, lambda package, text: none(decoded(package, {"at": moment, "me": {"at": moment, "me": None}}))


def in_a_tag(text: str) -> tuple[Object, Look]:
    spec = document(post(ref("T"), tags=[text]), {"T": holding({"a": TEXT}, "a")})
    return spec, lambda package, text: none(decoded(package, {"a": "x"}))


def in_the_name_of_an_operation(text: str) -> tuple[Object, Look]:
    listed = asking({"type": "array", "items": TEXT, "title": text})
    spec = document({"/things/": {"post": answering(TEXT, operationId=text, requestBody=listed)}})

    def look(package: Package, text: str) -> None:
        ((name, operation),) = package.operations.OPERATIONS.items()
        call = getattr(package.things, name.partition(".")[2])(["x"])
        assert (call.operation, call.body) == (operation, ["x"])

    return spec, look


def in_a_path(text: str) -> tuple[Object, Look]:
    spec = document({f"/{text}": {"get": answering(TEXT)}})
    return spec, lambda package, text: none(decoded(package, "x", path=f"/{text}"))


def in_a_parameter(text: str) -> tuple[Object, Look]:
    parameters = [{"name": text, "in": place, "required": True, "schema": TEXT} for place in ("query", "header")]
    spec = document({"/things/": {"get": answering(TEXT, operationId="do_it", parameters=parameters)}})

    def look(package: Package, text: str) -> None:
        operation = package.operations.OPERATIONS["things.do_it"]
        assert (operation.query, operation.headers) == ((text,), (text,))

    return spec, look


def in_what_tools_obey(text: str) -> tuple[Object, Look]:
    thing = TEXT | {"format": text, "customTypePath": text, "customBasePath": f"os.{text}"}
    thing |= {"x-python-type": text, "x-python-import": {"module": "os", "name": text}}
    spec = document(post(ref("T")), {"T": holding({"a": thing}, "a")})
    return spec, lambda package, text: none(decoded(package, {"a": "x"}))


def none(_: object) -> None:
    """What was done is all that there was to do."""


# Each place, and the texts that are refused there; every other one gives a correct package.
PLACES: dict[Callable[[str], tuple[Object, Look]], set[str]] = {
    in_descriptions: set(),
    in_an_enum: UNSEEN,
    in_defaults: set(),
    in_a_key: QUOTED,
    in_a_tag_of_a_union: UNSEEN,
    in_the_name_of_a_schema: OUTSIDE,
    in_a_tag: set(),
    in_the_name_of_an_operation: set(),
    in_a_path: set(),
    in_a_parameter: set(),
    in_what_tools_obey: set(),
}


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "work" / "deep" / "down"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    yield folder
    found = [path for path in tmp_path.rglob("*") if path.name == "canary"]
    assert found == [], "code of the document has run, or it has chosen a path"
    assert not Path("/canary").exists()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_a_hostile_text(place: Callable[[str], tuple[Object, Look]], text: str, workplace: Path) -> None:
    spec, look = place(TEXTS[text])
    before = set(workplace.parent.parent.rglob("*"))
    if text in PLACES[place]:
        with pytest.raises(GeneratorError) as caught:
            make(spec, workplace / "out")
        assert_one_line(str(caught.value))
        return
    package = make(spec, workplace / "out")
    made = set(workplace.parent.parent.rglob("*")) - before
    assert all(path.is_relative_to(package) for path in made - {package.parent})
    audit(package.parent)
    with loaded(package) as module:
        for part in (module, module.models, module.requests):
            for name in part.__all__:
                getattr(part, name)
        look(module, TEXTS[text])


def assert_one_line(message: str) -> None:
    assert message
    assert message.isprintable()
    assert len(message) < 1000
    assert " object at 0x" not in message


def thing(schema: Json, **others: Json) -> Object:
    return document(post(ref("T")), {"T": schema, **others})


def with_operation(**changes: Json) -> Object:
    return document({"/t/": {"get": answering(TEXT) | changes}})


def nested(schema: Object, levels: int) -> Object:
    for _ in range(levels):
        schema = {"type": "array", "items": schema}
    return holding({"a": schema})


def parameter(**changes: Json) -> Object:
    return with_operation(parameters=[{"name": "q", "in": "query", "schema": TEXT} | changes])


BODY = {"description": "", "content": {"application/json": {"schema": TEXT}}}

BROKEN = {
    "paths are a list": (document({}) | {"paths": []}, "the document is not OpenAPI at /paths: "),
    "a path is text": (document({"/t": "x"}), "the document is not OpenAPI at /paths/~1t: "),
    "a path without a slash": (document({"t": {}}), "the path 't' does not begin with a slash"),
    "an operation is text": (document({"/t": {"get": "x"}}), "the document is not OpenAPI at /paths/~1t/get: "),
    "an operation is null": (document({"/t": {"get": None}}), "the document is not OpenAPI at /paths/~1t/get: null"),
    "a body is null": (with_operation(requestBody=None), "not OpenAPI at /paths/~1t~1/get/requestBody: null"),
    "schemas are a list": (document({}) | {"components": {"schemas": []}}, "not OpenAPI at /components/schemas: "),
    "a schema is true": (thing(True), "not OpenAPI at /components/schemas/T: "),
    "properties are a list": (thing({"properties": []}), "not OpenAPI at /components/schemas/T/properties: "),
    "a type of its own": (
        thing(holding({"a": {"type": "x"}})),
        "not OpenAPI at /components/schemas/T/properties/a/type",
    ),
    "a list of types": (thing(holding({"a": {"type": ["string", "null"]}})), "T/properties/a has a list of types"),
    "an enum is text": (thing(holding({"a": {"enum": "x"}})), "T/properties/a/enum: Input should be a valid list"),
    "an enum is mixed": (thing(holding({"a": {"enum": ["x", 1, 1.5]}})), "would be lost: .*TA: Enum values must all"),
    "required is text": (thing({"required": "a"}), "not OpenAPI at /components/schemas/T/required: "),
    "a default of another type": (
        thing(holding({"a": {"type": "boolean", "default": "yes"}})),
        "would be lost: .*/components/schemas/T.*Invalid boolean value: yes",
    ),
    "a number that is none": (thing(holding({"a": {"default": float("inf")}})), "a number that JSON has no form for"),
    "half a character": (thing(holding({"a": {"default": "\ud800"}})), "which is no character"),
    "a list of nothing": (thing(holding({"a": {"type": "array"}})), "would be lost: .*T.*must have items"),
    "a parameter without a name": (
        with_operation(parameters=[{"in": "query"}]),
        "get/parameters/0/name: Field required",
    ),
    "a parameter without a schema": (
        with_operation(parameters=[{"name": "q", "in": "query"}]),
        "parameters/0 has no sch",
    ),
    "a parameter in a cookie": (parameter(**{"in": "cookie"}), "GET /t/ takes 'q' in a cookie"),
    "a parameter nowhere": (parameter(**{"in": "x"}), "/parameters/0/in: "),
    "a parameter twice": (with_operation(parameters=[{"name": "q", "in": "query", "schema": TEXT}] * 2), "duplicates"),
    "parameters of a path": (
        document({"/t": {"parameters": [{"name": "q", "in": "query"}]}}),
        "/t declares parameters",
    ),
    "a path parameter that is not declared": (document({"/{id}": {"get": answering(TEXT)}}), r"GET /{id} .*templating"),
    "no answer": (with_operation(responses={}), "GET /t/ declares no answer that says success"),
    "no success": (with_operation(responses={"422": BODY, "default": BODY}), "GET /t/ declares no answer that says"),
    "another form of answer": (
        document({"/t": {"get": answering(TEXT, media_type="a/b")}}),
        "Unsupported content_type a/b",
    ),
    "two forms of answers": (
        with_operation(responses={"200": {"description": "", "content": {"application/json": {}, "text/plain": {}}}}),
        "GET /t/ answers in several forms, application/json and text/plain",
    ),
    "another form of body": (with_operation(requestBody={"content": {"a/b": {}}}), "get_t takes a/b, not JSON"),
    "two operations of one name": (
        document({"/a-b": {"get": answering(TEXT)}, "/a_b": {"get": answering(TEXT)}}),
        "GET /a-b and GET /a_b would have one name",
    ),
    "a tag without end": (document({"/t": {"get": answering(TEXT) | {"tags": ["t" * 5000]}}}), "has more than 100"),
    "a reference to a file": (
        thing(holding({"a": {"$ref": "file:///etc/passwd"}})),
        "'file:///etc/passwd', which is outs",
    ),
    "a reference to a URL": (
        thing(holding({"a": {"$ref": "http://127.0.0.1:1/x"}})),
        "'http://127.0.0.1:1/x', which is",
    ),
    "a reference to nothing": (
        thing(holding({"a": ref("Nope")})),
        "/T/properties/a refers to 'Nope', which the document",
    ),
    "a reference beside": (thing(holding({"a": {"$ref": "other.json#/X"}})), "'other.json#/X', which is outside"),
    "a reference deep down": (thing(holding({"a": ref("T/properties/a")})), "which is outside of the document"),
    "a reference for a parameter": (with_operation(parameters=[{"$ref": "#/x"}]), "/parameters/0 refers to '#/x'"),
    "a reference for an answer": (with_operation(responses={"200": {"$ref": "x.json"}}), "/200 refers to 'x.json'"),
    "a reference for a path": (document({"/t": {"$ref": "x.json"}}), "/t refers to its operations elsewhere"),
    "a reference in place of a mapping": (thing(holding({"a": {"$ref": {}}})), "T/properties/a"),
    "itself": (thing(ref("T")), "the schema 'T' is defined by itself"),
    "itself by way of another": (thing({"allOf": [ref("A")]}, A=ref("T")), "the schema 'A' is defined by itself"),
    "a list of itself": (thing({"type": "array", "items": ref("T")}), "would be lost: .*T"),
    "a map of itself": (thing({"type": "object", "additionalProperties": ref("T")}), "T is a map of maps of itself"),
    "one of itself": (thing({"anyOf": [ref("T"), TEXT]}), "would be lost: .*T"),
    "each other's default": (
        thing(holding({"a": ref("A")}), A=holding({"t": ref("T")})),
        "the schemas A and T are each other's default",
    ),
    "no bottom": (thing(nested(TEXT, 500)), "nested more than 100 levels deep"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_document_is_refused_in_one_line_that_says_where(case: str, tmp_path: Path) -> None:
    spec, message = BROKEN[case]
    with pytest.raises(GeneratorError, match=message) as caught:
        make(spec, tmp_path / "out")
    assert_one_line(str(caught.value))


SOUND = {
    "no operation": document({}),
    "a thousand values": thing(holding({"a": {"enum": [f"v{number}" for number in range(1000)]}})),
    "values that differ in what no name shows": thing(
        holding({"a": {"enum": ["a", "A", "á", "a b", "a-b", "a_b", "a"]}})
    ),
    "keys that differ in what no name shows": thing(
        holding({"a-b": TEXT, "a_b": TEXT, "A_B": TEXT, "aB": TEXT}, "a-b")
    ),
    "schemas that differ in what no name shows": thing(
        holding({"a": ref("foo"), "b": ref("Foo"), "c": ref("foo-bar"), "d": ref("FooBar")}),
        **{name: holding({"q": TEXT}, "q") for name in ("foo", "Foo", "foo-bar", "FooBar")},
    ),
    "tags that differ in what no name shows": document(
        {f"/{number}": {"get": answering(TEXT, tags=[tag])} for number, tag in enumerate(("a b", "A-B", "ab"))}
    ),
    "keys that are words of JSON Schema": thing(
        holding(dict.fromkeys(("$ref", "properties", "type", "enum", "default", "title", "allOf", "items"), TEXT))
    ),
    "a circle": thing(holding({"a": ref("A")}, "a"), A=holding({"t": {"anyOf": [ref("T"), {"type": "null"}]}}, "t")),
    "many levels": thing(nested(TEXT, 40)),
    "what is made of several": thing(
        holding({"a": {"allOf": [ref("A"), ref("B")]}}), A=holding({"x": TEXT}), B=holding({"y": TEXT}, "y")
    ),
    "all that JSON Schema has": thing(
        holding({"a": {"not": TEXT}, "b": {"if": TEXT, "then": TEXT}, "c": {"patternProperties": {"^x": TEXT}}})
    ),
    "an answer without a schema": with_operation(
        responses={"200": {"description": "", "content": {"application/json": {}}}}
    ),
    "a body of anything": document({"/t": {"post": answering(TEXT, requestBody=asking({}))}}),
    "nothing said of a schema": thing({}),
    "examples that are none": thing(holding({"a": {"examples": {"x": 1}, "supported_environment_variables": 5}})),
}


@pytest.mark.parametrize("case", SOUND)
def test_a_strange_document_gives_a_package_that_loads_whole(case: str, tmp_path: Path) -> None:
    make(SOUND[case], tmp_path, check=True)


def test_values_and_keys_with_one_name_are_all_there(tmp_path: Path) -> None:
    with loaded(make(SOUND["values that differ in what no name shows"], tmp_path / "values")) as package:
        assert [member.value for member in package.models.TA] == ["a", "A", "á", "a b", "a-b", "a_b"]
    with loaded(make(SOUND["keys that differ in what no name shows"], tmp_path / "keys")) as package:
        decoded(package, {"a-b": "1", "a_b": "2", "A_B": "3", "aB": "4"})
    with loaded(make(SOUND["what is made of several"], tmp_path / "several")) as package:
        decoded(package, {"a": {"x": "1", "y": "2"}})


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the generator's command line as a person does, in *folder*."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


FILES = {
    "code after quotes": (json.dumps(in_descriptions(TEXTS["code after quotes"])[0]), None),
    "a template": (json.dumps(in_an_enum(TEXTS["code in a template"])[0]), None),
    "a reference to a file": (json.dumps(BROKEN["a reference to a file"][0]), "which is outside of the document"),
    "a circle": (json.dumps(BROKEN["itself"][0]), "the schema 'T' is defined by itself"),
    "an operation is text": (json.dumps(BROKEN["an operation is text"][0]), "is not OpenAPI at /paths/~1t/get"),
    "half a character": (json.dumps(BROKEN["half a character"][0]), "a lone surrogate"),
    "a version that is code": (
        json.dumps(document({}) | {"info": {"title": "", "version": "1\n__import__('os').mkdir('canary')"}}),
        "which is not a Prefect version",
    ),
    "cut off": (json.dumps(document({}))[:-20], "is truncated"),
    "a login page": ("<!DOCTYPE html><title>Log in</title>", "possibly a login page"),
    "a text": ('"x"', "not an object"),
    "brackets without end": ("[" * 100_000, "nested deeper than 100 levels"),
    "nothing": ("", "is empty"),
    "a tag of YAML that is code": ("!!python/object/apply:os.mkdir ['canary']", "is not JSON"),
    "YAML": ("openapi: 3.1.0\npaths: &a\n  b: *a\n", "is not JSON"),
    "larger than any": (f'{{"x": "{"x" * (65 << 20)}"}}', "is larger than 64 MiB"),
}


@pytest.mark.parametrize("case", FILES)
def test_the_command_line_tells_one_line_and_changes_nothing_or_succeeds(case: str, workplace: Path) -> None:
    text, message = FILES[case]
    (workplace / "openapi.json").write_text(text, "utf-8")
    done = run(["--spec", "openapi.json", "--output", "out"], workplace)
    assert "Traceback" not in done.stderr + done.stdout
    if message is None:
        assert (done.returncode, done.stderr) == (0, "")
        assert sorted(path.name for path in workplace.iterdir()) == ["openapi.json", "out"]
        assert [path.name for path in (workplace / "out").iterdir()] == ["prefect_http_api"]
    else:
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert line.startswith("error: ")
        assert message in line
        assert [path.name for path in workplace.iterdir()] == ["openapi.json"]


def test_a_place_that_can_not_be_written_is_told_in_one_line(workplace: Path) -> None:
    (workplace / "openapi.json").write_text(json.dumps(document({})), "utf-8")
    (workplace / "file").write_text("mine", "utf-8")
    done = run(["--spec", "openapi.json", "--output", "file/below"], workplace)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: ")
    assert sorted(path.name for path in workplace.iterdir()) == ["file", "openapi.json"]
    assert (workplace / "file").read_text("utf-8") == "mine"


def test_a_folder_that_was_not_generated_is_left_alone(workplace: Path) -> None:
    (workplace / "openapi.json").write_text(json.dumps(document({})), "utf-8")
    mine = workplace / "prefect_http_api" / "__init__.py"
    mine.parent.mkdir()
    mine.write_text("# my own", "utf-8")
    done = run(["--spec", "openapi.json", "--output", "."], workplace)
    assert done.returncode == 1
    assert "exists and was not generated" in done.stderr
    assert mine.read_text("utf-8") == "# my own"


def test_a_link_in_the_output_folder_does_not_lead_outside_of_it(workplace: Path) -> None:
    (workplace / "openapi.json").write_text(json.dumps(document({})), "utf-8")
    elsewhere = workplace / "elsewhere"
    elsewhere.mkdir()
    (workplace / "out").mkdir()
    (workplace / "out" / "prefect_http_api").symlink_to(elsewhere, target_is_directory=True)
    done = run(["--spec", "openapi.json", "--output", "out"], workplace)
    assert "Traceback" not in done.stderr
    assert list(elsewhere.iterdir()) == []


def test_what_was_tried_is_told(survived: Callable[[str, str, str], None]) -> None:
    point = "A hostile spec can't hurt"
    survived(point, f"{len(TEXTS)} hostile texts at {len(PLACES)} places", "no code ran, nothing written elsewhere")
    survived(point, f"{len(BROKEN)} broken documents", "refused, each in one line that says where")
