"""What is no document of a Prefect server that this client could speak to ends in exit code 2, and in one line."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from prefect_http._cli.main import main
from prefect_http._contract.sources import server as server_source
from tests.contract.conftest import SPEC
from tests.contract.document_server import Site, serving


def told(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """The one line that is said instead of a report."""
    assert main(["contract", *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("error: ")
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    return said.err.removeprefix("error: ").rstrip("\n")


HINT = "Pass the URL of a Prefect server (--url) or a file saved from <server>/openapi.json (--spec)."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", " is empty. "),
        (b"\xef\xbb\xbf \n", " is empty. "),
        (b"<!DOCTYPE html><title>Sign in</title>", " is HTML, not JSON; it may be a login page. "),
        (b"openapi: 3.1.0\ninfo:\n  title: x\n", " is YAML, not JSON. "),
        (b"# saved\nopenapi: 3.1.0\n", " is YAML, not JSON. "),
        (b"nonsense", " is not JSON: JSON is malformed: "),
        (b"[]", ": not an OpenAPI 3 document. "),
        (b'{"detail": "Not Found"}', ": not an OpenAPI 3 document. "),
        (b'{"swagger": "2.0", "paths": {}}', ": not an OpenAPI 3 document. "),
        (b"\x89PNG\r\n", " is not JSON: "),
        (b'{"openapi": "\xff"}', " is not JSON: "),
        (b"[" * 100_000, " is nested too deeply. "),
    ],
)
def test_a_file_that_is_no_document(
    content: bytes, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "openapi.json"
    file.write_bytes(content)
    said = told(capsys, "--spec", str(file))
    assert said.startswith(f"{file}{reason}")
    assert said.endswith(HINT)


def test_a_file_that_was_cut_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "openapi.json"
    file.write_bytes(SPEC.read_bytes()[:1000])
    assert told(capsys, "--spec", str(file)) == f"{file} is truncated: its JSON is incomplete. Download it again."


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "missing.json: No such file" in told(capsys, "--spec", str(tmp_path / "missing.json"))
    assert f"cannot read {tmp_path}: Is a directory" in told(capsys, "--spec", str(tmp_path))
    assert "cannot read " in told(capsys, "--spec", "a\0b")


def test_an_ignore_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file, reason in [(tmp_path / "missing.toml", "No such file or directory"), (tmp_path, "Is a directory")]:
        assert told(capsys, "--spec", str(SPEC), "--ignore", str(file)) == (
            f"cannot read {file}: {reason}. An --ignore file is a TOML file that lists accepted findings; "
            "see prefect-http contract --help."
        )


@pytest.mark.parametrize("option", ["--spec", "--ignore", "--only-used"])
def test_a_file_without_a_name(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["contract", option, ""])
    assert raised.value.code == 2
    assert f"argument {option}: expected a path, got an empty string\n" in capsys.readouterr().err


def test_a_file_that_is_too_large(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "openapi.json"
    with file.open("wb") as made:
        made.truncate(64 * 1024 * 1024 + 1)
    assert "is larger than 64 MiB." in told(capsys, "--spec", str(file))


def spec(tmp_path: Path, change: Callable[[dict[str, Any]], None]) -> str:
    """The file of a document that is the promised one but for a change."""
    document = msgspec.json.decode(SPEC.read_bytes())
    change(document)
    file = tmp_path / "openapi.json"
    file.write_bytes(msgspec.json.encode(document))
    return str(file)


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        (
            "2.20.4",
            "openapi.json belongs to Prefect 2.20.4, and this client was generated from Prefect 3.8.8",
        ),
        ("4.0.0", "openapi.json belongs to Prefect 4.0.0, and this client"),
        ("", "openapi.json has no server version, and this client was generated from Prefect 3.8.8"),
        (
            "0.1.0",
            "has version 0.1.0, which is not the server's version. Use <server>/openapi.json, not",
        ),
    ],
)
def test_another_generation_of_prefect(
    version: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(document: dict[str, Any]) -> None:
        document["info"]["version"] = version

    assert reason in told(capsys, "--spec", spec(tmp_path, change))


def test_another_api(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(document: dict[str, Any]) -> None:
        document["info"] = {"title": "Petstore\n", "version": "1.0.0"}
        document["paths"] = {"/pets": {"get": {}}, "/health": document["paths"]["/health"]}

    assert told(capsys, "--spec", spec(tmp_path, change)).startswith(
        f"{tmp_path}/openapi.json describes another API ('Petstore\\n'): it has 1 of this client's 187 operations."
    )


def place(document: dict[str, Any], *keys: str) -> dict[str, Any]:
    for key in keys:
        document = document[key]
    return document


DEPLOYMENT = ("components", "schemas", "DeploymentResponse")


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("paths",), []),
        (("paths", "/health"), "text"),
        (("paths", "/health"), None),
        (("paths", "/health", "get"), None),
        (("paths", "/health", "get"), []),
        (("paths", "/health", "get", "responses"), []),
        (("paths", "/health", "get", "responses", "200"), "text"),
        (("paths", "/health", "get", "responses", "200", "content", "application/json"), 1),
        (("paths", "/health", "get", "parameters"), [{"name": "a"}]),
        (("paths", "/health", "get", "parameters"), [{"name": "a", "in": "path"}]),
        (("paths", "/health", "get", "parameters"), "text"),
        (("components",), []),
        (("components", "schemas"), "text"),
        (DEPLOYMENT, "text"),
        ((*DEPLOYMENT, "properties"), ["name"]),
        ((*DEPLOYMENT, "properties", "name"), 1),
        ((*DEPLOYMENT, "required"), "name"),
        ((*DEPLOYMENT, "required"), [1]),
        ((*DEPLOYMENT, "type"), 1),
        ((*DEPLOYMENT, "properties", "name", "anyOf"), [1, 2]),
        ((*DEPLOYMENT, "properties", "name", "anyOf"), {}),
        ((*DEPLOYMENT, "properties", "name", "allOf"), [True]),
        ((*DEPLOYMENT, "properties", "name", "enum"), "text"),
        ((*DEPLOYMENT, "properties", "name", "$ref"), 1),
        ((*DEPLOYMENT, "properties", "tags", "items"), [1]),
        ((*DEPLOYMENT, "properties", "tags", "prefixItems"), {}),
        (("components", "schemas", "DeploymentCreate", "properties", "name", "maxLength"), "text"),
        (("info",), "text"),
        (("info", "version"), 3),
    ],
)
def test_a_document_that_is_damaged(
    keys: tuple[str, ...], value: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(document: dict[str, Any]) -> None:
        place(document, *keys[:-1])[keys[-1]] = value

    said = told(capsys, "--spec", spec(tmp_path, change))
    assert "malformed OpenAPI document: " in said or "not an OpenAPI 3 document" in said


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/components/schemas/DeploymentResponse"},
        {"anyOf": [{"$ref": "#/components/schemas/DeploymentResponse"}] * 2},
        {"allOf": [{"$ref": "#/components/schemas/DeploymentResponse"}] * 2},
        {"$ref": "#/components/schemas/Missing"},
        {"$ref": "https://example.com/schema.json"},
    ],
)
def test_references_that_lead_nowhere_come_to_an_end(
    schema: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They say nothing of the value: the answer may be anything."""

    def change(document: dict[str, Any]) -> None:
        place(document, *DEPLOYMENT[:-1])["DeploymentResponse"] = schema

    assert main(["contract", "--spec", spec(tmp_path, change), "--fail-on", "any"]) == 1
    assert "deployments.read_deployment at $" in capsys.readouterr().out


@pytest.mark.parametrize("levels", [5_000, 100_000])
def test_schemas_that_are_nested_too_deep(levels: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(document: dict[str, Any]) -> None:
        place(document, *DEPLOYMENT, "properties")["name"] = "nested"

    file = Path(spec(tmp_path, change))
    nested = b'{"anyOf":[' * levels + b"{}" + b"]}" * levels
    file.write_bytes(file.read_bytes().replace(b'"nested"', nested))
    assert f"{file} is nested too deeply." in told(capsys, "--spec", str(file))


def test_no_server(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        said = told(capsys, "--url", url)
    assert said.startswith(f"GET {url}/openapi.json: no connection")
    assert "Is the server running, and is this its address" in said


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (
            401,
            "401 Unauthorized: the answer is 'no'. Set PREFECT_API_KEY for Prefect Cloud, or PREFECT_API_AUTH_STRING",
        ),
        (403, "403 Forbidden: the answer is 'no'. The credentials are known to the server, but do not allow this."),
        (404, "/openapi.json: 404, this server has no document there. Pass the URL of a Prefect server"),
        (500, "500 Internal Server Error: the answer is 'no'. The reason is in the server's log."),
        (503, "503 Service Unavailable: the answer is 'no'. The server or its database is busy: try again later."),
    ],
)
def test_a_server_that_says_no(site: Site, status: int, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    site.status, site.content = status, b"no"
    assert reason in told(capsys, "--url", site.origin)
    assert len(site.asked) == 1


def test_a_login_page(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.content = b"<html><title>Sign in</title></html>"
    assert told(capsys, "--url", site.origin).startswith(
        f"{site.origin}/openapi.json is HTML, not JSON; it may be a login page."
    )


def test_a_redirect_to_a_login_elsewhere(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "user:correct horse")
    with serving(b"<html>") as other:
        site.status, site.headers = 302, {"Location": f"{other.origin}/login?next=secret"}
        said = told(capsys, "--url", site.origin)
        assert f"302 Found: a redirect to {other.origin}/login." in said
        assert "secret" not in said
        assert other.asked == []


def test_a_redirect_in_a_circle(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.status, site.headers = 302, {"Location": "/openapi.json"}
    assert "302 Found: a redirect to /openapi.json." in told(capsys, "--url", site.origin)
    assert len(site.asked) == 6


def test_an_answer_that_does_not_come(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_REQUEST_TIMEOUT", "0.2")
    site.seconds = 30
    assert "no answer within the timeout of 0.2 s" in told(capsys, "--url", site.origin)


def test_an_answer_that_is_cut_off(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.headers = {"Content-Length": str(len(site.content) + 1), "Connection": "close"}
    assert "the server broke off" in told(capsys, "--url", site.origin)


def test_an_answer_that_is_too_large(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_source.fetch, "__kwdefaults__", {"max_bytes": 1024, "total_seconds": 60.0})
    assert "/openapi.json is larger than 0.000976562 MiB." in told(capsys, "--url", site.origin)


def test_an_answer_that_takes_too_long(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_source.fetch, "__kwdefaults__", {"max_bytes": 2**20, "total_seconds": -1.0})
    assert "/openapi.json: the answer was not complete within -1 s. " in told(capsys, "--url", site.origin)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("127.0.0.1:4200", "the URL does not begin with http:// or https:// and a host"),
        ("http://[::1", "host or port of the URL is malformed"),
        ("http://127.0.0.1:4200/?a=b", "the URL has a query"),
        ("", "the API's URL is empty"),
        ("https://app.prefect.cloud", "a URL of Prefect Cloud's API names account and workspace"),
    ],
)
def test_what_is_no_address(url: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert reason in told(capsys, "--url", url)


def test_no_address_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys).startswith("PREFECT_API_URL is set nowhere")


def test_a_file_cannot_be_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "--spec", str(SPEC), "--live") == (
        "--live requires a server, got --spec. Pass --url instead of --spec."
    )


@pytest.mark.parametrize("options", [["--spec", "a", "--url", "b"], ["--format", "pdf"], ["--nonsense"]])
def test_a_mistake_in_the_options(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["contract", *options])
    assert raised.value.code == 2
    assert "usage: " in capsys.readouterr().err
