"""Broken and malicious documents: each is rejected with one line, or gives a correct package."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.errors import GeneratorError
from generator.ir.constraints import printable
from generator.spec.document import Json, Object
from generator.verify.audit import audit
from tests.generator.packages import Package, document, holding, loaded, make, requesting, responding
from tests.generator.rules import ref
from tests.support.waits import HANG_SECONDS

ROOT = Path(__file__).parent.parent.parent
STRING: Object = {"type": "string"}

# If code of a document runs, it creates a folder named "canary" in the working directory.
STRINGS = {
    "code after a quote": "'; __import__('os').mkdir('canary') #",
    "code after quotes": '"""\n__import__(\'os\').mkdir(\'canary\')\n"""',
    "code after a backslash": "\\\"\"\"\n__import__('os').mkdir('canary')",
    "code in an f-string": "{__import__('os').mkdir('canary')}",
    "template expression": "{{ cycler.__init__.__globals__.os.mkdir('canary') }}",
    "template statement": "{% for x in [].__class__.__mro__ %}{% raw %}",
    "backslash": "\\",
    "quotes": "'\"",
    "relative path": "../../../canary",
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
    "control characters": "a\x00\x0cb",
    "line separator": "a\u2028b",
    "right-to-left override": "a\u202eb",
    "NFKC-folded keyword": "\uff45\uff58\uff45\uff43",
    "Arabic": "نص",
    "empty": "",
    "number": "1",
    "long": "t" * 90,
}

INVISIBLE = {
    "line break",
    "control characters",
    "line separator",
    "right-to-left override",
    "code after quotes",
    "code after a backslash",
}
QUOTED = {"code after quotes", "code after a backslash", "backslash", "quotes", "line break", "control characters"}
OUTSIDE_PATHS = {"relative path", "absolute path"}

Check = Callable[[Package, str], None]


def post(schema: Object, **operation: Json) -> Object:
    return {"/things/": {"post": responding(schema, requestBody=requesting(schema), operationId="do_it", **operation)}}


def decoded(package: Package, value: Json, path: str = "/things/") -> Package:
    (operation,) = package.operations.OPERATIONS.values()
    assert operation.path == path
    decoded = operation.decode(200, json.dumps(value).encode())
    assert json.loads(package.encode(decoded)) == value
    return decoded


def in_descriptions(string: str) -> tuple[Object, Check]:
    thing = holding(
        {"a": STRING | {"description": string, "title": string, "pattern": string, "examples": [string]}}, "a"
    )
    thing |= {"description": string, "title": string}
    parameter = {"name": "q", "in": "query", "description": string, "schema": STRING | {"description": string}}
    spec = document(post(ref("T"), description=string, summary=string, parameters=[parameter]), {"T": thing})

    def verify(package: Package, string: str) -> None:
        decoded(package, {"a": "x"})
        expected = " ".join(printable(string).split())
        for described in (package.things.do_it, package.models.T):
            assert expected in " ".join(described.__doc__.split())

    return spec, verify


def in_an_enum(string: str) -> tuple[Object, Check]:
    choice = STRING | {"enum": ["other", string], "default": string, "x-enum-varnames": ["x", string]}
    parameter = {"name": "q", "in": "query", "schema": STRING | {"enum": ["other", string]}}
    spec = document(post(ref("T"), parameters=[parameter]), {"T": holding({"a": choice, "b": {"const": string}}, "b")})

    def verify(package: Package, string: str) -> None:
        assert [member.value for member in package.models.TA] == ["other", string]
        thing = decoded(package, {"b": string, "a": string})
        assert (thing.a, thing.b) == (string, string)
        assert package.models.T(b=string).a == string
        assert package.things.do_it(q=string).query == {"q": string}

    return spec, verify


def in_defaults(string: str) -> tuple[Object, Check]:
    properties: Object = {
        "a": STRING | {"default": string},
        "b": {"type": "array", "items": STRING, "default": [string]},
        "c": {"type": "object", "default": {string: [string]}},
        "d": {"anyOf": [STRING, {"type": "null"}], "default": string},
        "e": {"default": string},
    }

    def verify(package: Package, string: str) -> None:
        thing = package.models.T()
        assert (thing.a, thing.b, thing.c, thing.d) == (string, [string], {string: [string]}, string)

    return document(post(ref("T")), {"T": holding(properties)}), verify


def in_a_key(string: str) -> tuple[Object, Check]:
    many = {"type": "array", "items": STRING}
    spec = document(post(ref("T")), {"T": holding({string: STRING, "other": many, "more": {"type": "object"}}, string)})
    return spec, lambda package, string: discard(decoded(package, {string: "x", "other": ["y"], "more": {}}))


def in_a_tag_of_a_union(string: str) -> tuple[Object, Check]:
    spec = document(
        post({"anyOf": [ref("A"), ref("B")]}),
        {"A": holding({"kind": {"const": string}}, "kind"), "B": holding({"kind": {"const": "b"}}, "kind")},
    )

    def verify(package: Package, string: str) -> None:
        assert type(decoded(package, {"kind": string})) is package.models.A
        assert type(decoded(package, {"kind": "b"})) is package.models.B

    return spec, verify


def in_the_name_of_a_schema(string: str) -> tuple[Object, Check]:
    thing = holding(
        {"me": {"anyOf": [ref(string), {"type": "null"}]}, "at": STRING | {"format": "date-time"}}, "at", "me"
    )
    spec = document(post({"anyOf": [ref(string), ref("B")]}), {string: thing, "B": holding({"b": STRING}, "b")})
    moment = "2026-01-31T08:00:00Z"
    return spec, lambda package, string: discard(decoded(package, {"at": moment, "me": {"at": moment, "me": None}}))


def in_a_tag(string: str) -> tuple[Object, Check]:
    spec = document(post(ref("T"), tags=[string]), {"T": holding({"a": STRING}, "a")})
    return spec, lambda package, string: discard(decoded(package, {"a": "x"}))


def in_the_name_of_an_operation(string: str) -> tuple[Object, Check]:
    listed = requesting({"type": "array", "items": STRING, "title": string})
    spec = document({"/things/": {"post": responding(STRING, operationId=string, requestBody=listed)}})

    def verify(package: Package, string: str) -> None:
        ((name, operation),) = package.operations.OPERATIONS.items()
        call = getattr(package.things, name.partition(".")[2])(["x"])
        assert (call.operation, call.body) == (operation, ["x"])

    return spec, verify


def in_a_path(string: str) -> tuple[Object, Check]:
    spec = document({f"/{string}": {"get": responding(STRING)}})
    return spec, lambda package, string: discard(decoded(package, "x", path=f"/{string}"))


def in_a_parameter(string: str) -> tuple[Object, Check]:
    parameters = [
        {"name": string, "in": location, "required": True, "schema": STRING} for location in ("query", "header")
    ]
    spec = document({"/things/": {"get": responding(STRING, operationId="do_it", parameters=parameters)}})

    def verify(package: Package, string: str) -> None:
        operation = package.operations.OPERATIONS["things.do_it"]
        assert (operation.query, operation.headers) == ((string,), (string,))

    return spec, verify


def in_what_tools_obey(string: str) -> tuple[Object, Check]:
    thing = STRING | {"format": string, "customTypePath": string, "customBasePath": f"os.{string}"}
    thing |= {"x-python-type": string, "x-python-import": {"module": "os", "name": string}}
    spec = document(post(ref("T")), {"T": holding({"a": thing}, "a")})
    return spec, lambda package, string: discard(decoded(package, {"a": "x"}))


def discard(_: object) -> None:
    """Accept any value: computing it was the check."""


# By position: the strings that are rejected there. Every other string gives a correct package.
POSITIONS: dict[Callable[[str], tuple[Object, Check]], set[str]] = {
    in_descriptions: set(),
    in_an_enum: INVISIBLE,
    in_defaults: set(),
    in_a_key: QUOTED,
    in_a_tag_of_a_union: INVISIBLE,
    in_the_name_of_a_schema: OUTSIDE_PATHS,
    in_a_tag: set(),
    in_the_name_of_an_operation: set(),
    in_a_path: set(),
    in_a_parameter: set(),
    in_what_tools_obey: set(),
}


@pytest.fixture(autouse=True)
def workdir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "work" / "deep" / "down"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    yield folder
    found = [path for path in tmp_path.rglob("*") if path.name == "canary"]
    assert found == [], "code of the document ran, or it chose a path"
    assert not Path("/canary").exists()


@pytest.mark.parametrize("string", STRINGS)
@pytest.mark.parametrize("position", POSITIONS, ids=lambda position: position.__name__)
def test_hostile_string_is_rejected_or_harmless(
    position: Callable[[str], tuple[Object, Check]], string: str, workdir: Path
) -> None:
    spec, verify = position(STRINGS[string])
    before = set(workdir.parent.parent.rglob("*"))
    if string in POSITIONS[position]:
        with pytest.raises(GeneratorError) as caught:
            make(spec, workdir / "out")
        assert_one_line(str(caught.value))
        return
    package = make(spec, workdir / "out")
    created = set(workdir.parent.parent.rglob("*")) - before
    assert all(path.is_relative_to(package) for path in created - {package.parent})
    audit(package.parent)
    with loaded(package) as module:
        for part in (module, module.models, module.requests):
            for name in part.__all__:
                getattr(part, name)
        verify(module, STRINGS[string])


def assert_one_line(message: str) -> None:
    assert message
    assert message.isprintable()
    assert len(message) < 1000
    assert " object at 0x" not in message


def thing(schema: Json, **others: Json) -> Object:
    return document(post(ref("T")), {"T": schema, **others})


def with_operation(**changes: Json) -> Object:
    return document({"/t/": {"get": responding(STRING) | changes}})


def nested(schema: Object, levels: int) -> Object:
    for _ in range(levels):
        schema = {"type": "array", "items": schema}
    return holding({"a": schema})


def parameter(**changes: Json) -> Object:
    return with_operation(parameters=[{"name": "q", "in": "query", "schema": STRING} | changes])


BODY = {"description": "", "content": {"application/json": {"schema": STRING}}}

BROKEN = {
    "paths are a list": (document({}) | {"paths": []}, "invalid OpenAPI at /paths: "),
    "a path is a string": (document({"/t": "x"}), "invalid OpenAPI at /paths/~1t: "),
    "a path without a slash": (document({"t": {}}), "invalid path 't': it must begin with a slash"),
    "an operation is a string": (document({"/t": {"get": "x"}}), "invalid OpenAPI at /paths/~1t/get: "),
    "an operation is null": (document({"/t": {"get": None}}), "invalid OpenAPI at /paths/~1t/get: null"),
    "a body is null": (with_operation(requestBody=None), "invalid OpenAPI at /paths/~1t~1/get/requestBody: null"),
    "schemas are a list": (document({}) | {"components": {"schemas": []}}, "invalid OpenAPI at /components/schemas: "),
    "a schema is true": (thing(True), "invalid OpenAPI at /components/schemas/T: "),
    "properties are a list": (thing({"properties": []}), "invalid OpenAPI at /components/schemas/T/properties: "),
    "an unknown type": (
        thing(holding({"a": {"type": "x"}})),
        "invalid OpenAPI at /components/schemas/T/properties/a/type",
    ),
    "a list of types": (thing(holding({"a": {"type": ["string", "null"]}})), "T/properties/a has a list of types"),
    "an enum is a string": (thing(holding({"a": {"enum": "x"}})), "T/properties/a/enum: Input should be a valid list"),
    "an enum of mixed types": (
        thing(holding({"a": {"enum": ["x", 1, 1.5]}})),
        "would be lost: .*TA: Enum values must all",
    ),
    "required is a string": (thing({"required": "a"}), "invalid OpenAPI at /components/schemas/T/required: "),
    "a default of another type": (
        thing(holding({"a": {"type": "boolean", "default": "yes"}})),
        "would be lost: .*/components/schemas/T.*Invalid boolean value: yes",
    ),
    "an infinite number": (thing(holding({"a": {"default": float("inf")}})), "a number that JSON does not allow"),
    "a lone surrogate": (thing(holding({"a": {"default": "\ud800"}})), "contains a lone surrogate"),
    "an array without items": (thing(holding({"a": {"type": "array"}})), "would be lost: .*T.*must have items"),
    "a parameter without a name": (
        with_operation(parameters=[{"in": "query"}]),
        "get/parameters/0/name: Field required",
    ),
    "a parameter without a schema": (
        with_operation(parameters=[{"name": "q", "in": "query"}]),
        "parameters/0 has no sch",
    ),
    "a parameter in a cookie": (parameter(**{"in": "cookie"}), "GET /t/ has a cookie parameter, 'q'"),
    "a parameter with an unknown location": (parameter(**{"in": "x"}), "/parameters/0/in: "),
    "a parameter twice": (
        with_operation(parameters=[{"name": "q", "in": "query", "schema": STRING}] * 2),
        "duplicates",
    ),
    "parameters of a path": (
        document({"/t": {"parameters": [{"name": "q", "in": "query"}]}}),
        "/t declares parameters",
    ),
    "an undeclared path parameter": (document({"/{id}": {"get": responding(STRING)}}), r"GET /{id} .*templating"),
    "no response": (with_operation(responses={}), "GET /t/ declares no successful response"),
    "no success response": (
        with_operation(responses={"422": BODY, "default": BODY}),
        "GET /t/ declares no successful response",
    ),
    "an unsupported response type": (
        document({"/t": {"get": responding(STRING, media_type="a/b")}}),
        "Unsupported content_type a/b",
    ),
    "two response types": (
        with_operation(responses={"200": {"description": "", "content": {"application/json": {}, "text/plain": {}}}}),
        "GET /t/ has responses of several media types: application/json and text/plain",
    ),
    "an unsupported request type": (
        with_operation(requestBody={"content": {"a/b": {}}}),
        "the request body must be application/json or multipart/form-data, got a/b",
    ),
    "two operations with the same name": (
        document({"/a-b": {"get": responding(STRING)}, "/a_b": {"get": responding(STRING)}}),
        "GET /a-b and GET /a_b would both be named",
    ),
    "an overlong tag": (document({"/t": {"get": responding(STRING) | {"tags": ["t" * 5000]}}}), "is longer than 100"),
    "a reference to a file": (
        thing(holding({"a": {"$ref": "file:///etc/passwd"}})),
        "'file:///etc/passwd', which is not in",
    ),
    "a reference to a URL": (
        thing(holding({"a": {"$ref": "http://127.0.0.1:1/x"}})),
        "'http://127.0.0.1:1/x', which is",
    ),
    "a reference to nothing": (
        thing(holding({"a": ref("Nope")})),
        "/T/properties/a refers to 'Nope', which the document",
    ),
    "a reference to a relative file": (
        thing(holding({"a": {"$ref": "other.json#/X"}})),
        "'other.json#/X', which is not in",
    ),
    "a reference to a nested schema": (thing(holding({"a": ref("T/properties/a")})), "which is not in"),
    "a reference for a parameter": (with_operation(parameters=[{"$ref": "#/x"}]), "/parameters/0 refers to '#/x'"),
    "a reference for a response": (with_operation(responses={"200": {"$ref": "x.json"}}), "/200 refers to 'x.json'"),
    "a reference for a path": (document({"/t": {"$ref": "x.json"}}), r"the path /t uses \$ref"),
    "a reference in place of a mapping": (thing(holding({"a": {"$ref": {}}})), "T/properties/a"),
    "a reference to itself": (thing(ref("T")), r"circular \$ref in schema 'T'"),
    "a reference to itself through another schema": (
        thing({"allOf": [ref("A")]}, A=ref("T")),
        r"circular \$ref in schema 'A'",
    ),
    "a list of itself": (thing({"type": "array", "items": ref("T")}), "would be lost: .*T"),
    "a map of itself": (thing({"type": "object", "additionalProperties": ref("T")}), "T is a map that contains itself"),
    "a union with itself": (thing({"anyOf": [ref("T"), STRING]}), "would be lost: .*T"),
    "mutual defaults": (
        thing(holding({"a": ref("A")}), A=holding({"t": ref("T")})),
        "the schemas A and T have circular defaults",
    ),
    "excessive nesting": (thing(nested(STRING, 120)), "nested deeper than 100 levels"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_document_is_rejected_in_one_line(case: str, tmp_path: Path) -> None:
    spec, message = BROKEN[case]
    with pytest.raises(GeneratorError, match=message) as caught:
        make(spec, tmp_path / "out")
    assert_one_line(str(caught.value))


VALID = {
    "no operation": document({}),
    "a thousand values": thing(holding({"a": {"enum": [f"v{number}" for number in range(1000)]}})),
    "values with the same Python name": thing(holding({"a": {"enum": ["a", "A", "á", "a b", "a-b", "a_b", "a"]}})),
    "keys with the same Python name": thing(
        holding({"a-b": STRING, "a_b": STRING, "A_B": STRING, "aB": STRING}, "a-b")
    ),
    "schemas with the same Python name": thing(
        holding({"a": ref("foo"), "b": ref("Foo"), "c": ref("foo-bar"), "d": ref("FooBar")}),
        **{name: holding({"q": STRING}, "q") for name in ("foo", "Foo", "foo-bar", "FooBar")},
    ),
    "tags with the same Python name": document(
        {f"/{number}": {"get": responding(STRING, tags=[tag])} for number, tag in enumerate(("a b", "A-B", "ab"))}
    ),
    "keys that are JSON Schema keywords": thing(
        holding(dict.fromkeys(("$ref", "properties", "type", "enum", "default", "title", "allOf", "items"), STRING))
    ),
    "a cycle": thing(holding({"a": ref("A")}, "a"), A=holding({"t": {"anyOf": [ref("T"), {"type": "null"}]}}, "t")),
    "deep nesting": thing(nested(STRING, 40)),
    "allOf": thing(
        holding({"a": {"allOf": [ref("A"), ref("B")]}}), A=holding({"x": STRING}), B=holding({"y": STRING}, "y")
    ),
    "other JSON Schema keywords": thing(
        holding({"a": {"not": STRING}, "b": {"if": STRING, "then": STRING}, "c": {"patternProperties": {"^x": STRING}}})
    ),
    "a response without a schema": with_operation(
        responses={"200": {"description": "", "content": {"application/json": {}}}}
    ),
    "a request body without a schema": document({"/t": {"post": responding(STRING, requestBody=requesting({}))}}),
    "an empty schema": thing({}),
    "invalid examples": thing(holding({"a": {"examples": {"x": 1}, "supported_environment_variables": 5}})),
}


@pytest.mark.parametrize("case", VALID)
def test_unusual_document_gives_a_complete_package(case: str, tmp_path: Path) -> None:
    make(VALID[case], tmp_path, check=True)


def test_values_and_keys_with_the_same_python_name_are_kept_apart(tmp_path: Path) -> None:
    with loaded(make(VALID["values with the same Python name"], tmp_path / "values")) as package:
        assert [member.value for member in package.models.TA] == ["a", "A", "á", "a b", "a-b", "a_b"]
    with loaded(make(VALID["keys with the same Python name"], tmp_path / "keys")) as package:
        decoded(package, {"a-b": "1", "a_b": "2", "A_B": "3", "aB": "4"})
    with loaded(make(VALID["allOf"], tmp_path / "several")) as package:
        decoded(package, {"a": {"x": "1", "y": "2"}})


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the generator's command line in *folder*."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )


HARMLESS = {
    "code after quotes": in_descriptions(STRINGS["code after quotes"])[0],
    "a template": in_an_enum(STRINGS["template expression"])[0],
}

REJECTED = {
    "a reference to a file": (json.dumps(BROKEN["a reference to a file"][0]), "which is not in"),
    "a cycle": (json.dumps(BROKEN["a reference to itself"][0]), "circular $ref in schema 'T'"),
    "an operation is a string": (
        json.dumps(BROKEN["an operation is a string"][0]),
        "invalid OpenAPI at /paths/~1t/get",
    ),
    "a lone surrogate": (json.dumps(BROKEN["a lone surrogate"][0]), "a lone surrogate"),
    "code in the version": (
        json.dumps(document({}) | {"info": {"title": "", "version": "1\n__import__('os').mkdir('canary')"}}),
        "which is not a Prefect version",
    ),
    "a truncated file": (json.dumps(document({}))[:-20], "is truncated"),
    "a login page": ("<!DOCTYPE html><title>Log in</title>", "possibly a login page"),
    "a string": ('"x"', "not an object"),
    "endless brackets": ("[" * 100_000, "nested deeper than 100 levels"),
    "an empty file": ("", "is empty"),
    "code in a YAML tag": ("!!python/object/apply:os.mkdir ['canary']", "is not JSON"),
    "YAML": ("openapi: 3.1.0\npaths: &a\n  b: *a\n", "is not JSON"),
    "an oversized file": (f'{{"x": "{"x" * (65 << 20)}"}}', "is larger than 64 MiB"),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_command_line_writes_a_package_and_nothing_else(case: str, workdir: Path) -> None:
    (workdir / "openapi.json").write_text(json.dumps(HARMLESS[case]), "utf-8")
    done = run(["--spec", "openapi.json", "--output", "out"], workdir)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in workdir.iterdir()) == ["openapi.json", "out"]
    assert [path.name for path in (workdir / "out").iterdir()] == ["prefect_http_api"]


@pytest.mark.parametrize("case", REJECTED)
def test_command_line_prints_one_line_and_changes_nothing(
    case: str, workdir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, message = REJECTED[case]
    (workdir / "openapi.json").write_text(content, "utf-8")
    # Each import of the generator takes a second, so it runs in this process.
    monkeypatch.setattr("generator.__main__.signal.signal", lambda *_: None)
    assert main(["--spec", "openapi.json", "--output", "out"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ")
    assert message in line
    assert [path.name for path in workdir.iterdir()] == ["openapi.json"]


def test_unwritable_output_folder_is_reported_in_one_line(workdir: Path) -> None:
    (workdir / "openapi.json").write_text(json.dumps(document({})), "utf-8")
    (workdir / "file").write_text("mine", "utf-8")
    done = run(["--spec", "openapi.json", "--output", "file/below"], workdir)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: ")
    assert sorted(path.name for path in workdir.iterdir()) == ["file", "openapi.json"]
    assert (workdir / "file").read_text("utf-8") == "mine"


def test_output_folder_that_was_not_generated_is_left_unchanged(workdir: Path) -> None:
    (workdir / "openapi.json").write_text(json.dumps(document({})), "utf-8")
    mine = workdir / "prefect_http_api" / "__init__.py"
    mine.parent.mkdir()
    mine.write_text("# my own", "utf-8")
    done = run(["--spec", "openapi.json", "--output", "."], workdir)
    assert done.returncode == 1
    assert "exists and was not generated" in done.stderr
    assert mine.read_text("utf-8") == "# my own"


def test_symlink_in_the_output_folder_is_not_followed(workdir: Path) -> None:
    (workdir / "openapi.json").write_text(json.dumps(document({})), "utf-8")
    outside = workdir / "outside"
    outside.mkdir()
    (workdir / "out").mkdir()
    (workdir / "out" / "prefect_http_api").symlink_to(outside, target_is_directory=True)
    done = run(["--spec", "openapi.json", "--output", "out"], workdir)
    assert "Traceback" not in done.stderr
    assert list(outside.iterdir()) == []


def test_hostile_documents_are_recorded_in_the_table(survived: Callable[[str, str, str], None]) -> None:
    point = "Hostile documents are contained"
    survived(
        point,
        f"{len(STRINGS)} hostile strings in {len(POSITIONS)} places",
        "no code executed, nothing written elsewhere",
    )
    survived(point, f"{len(BROKEN)} broken documents", "rejected, each in one line that names the place")
