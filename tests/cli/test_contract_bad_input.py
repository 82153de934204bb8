"""Invalid options, files, servers and documents end in exit code 2 and a one-line error."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from prefect_http._cli.main import main
from prefect_http._contract.sources import server as server_source
from tests.contract.conftest import SPEC
from tests.contract.stub_server import StubServer, serving
from tests.support.versions import LOCKED, PINNED


def error_of(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """Return the one-line error that is printed instead of a report."""
    assert main(["contract", *options]) == 2
    message = capsys.readouterr()
    assert message.out == ""
    assert message.err.startswith("error: ")
    assert message.err.count("\n") == 1
    assert "Traceback" not in message.err
    return message.err.removeprefix("error: ").rstrip("\n")


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
def test_file_is_not_a_document(
    content: bytes, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "openapi.json"
    file.write_bytes(content)
    message = error_of(capsys, "--spec", str(file))
    assert message.startswith(f"{file}{reason}")
    assert message.endswith(HINT)


def test_truncated_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "openapi.json"
    file.write_bytes(SPEC.read_bytes()[:1000])
    assert error_of(capsys, "--spec", str(file)) == f"{file} is truncated: its JSON is incomplete. Download it again."


def test_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "missing.json: No such file" in error_of(capsys, "--spec", str(tmp_path / "missing.json"))
    assert f"cannot read {tmp_path}: Is a directory" in error_of(capsys, "--spec", str(tmp_path))
    assert "cannot read " in error_of(capsys, "--spec", "a\0b")


def test_missing_ignore_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file, reason in [(tmp_path / "missing.toml", "No such file or directory"), (tmp_path, "Is a directory")]:
        assert error_of(capsys, "--spec", str(SPEC), "--ignore", str(file)) == (
            f"cannot read {file}: {reason}. An --ignore file is a TOML file that lists accepted findings; "
            "see prefect-http contract --help."
        )


@pytest.mark.parametrize("option", ["--spec", "--ignore", "--only-used"])
def test_empty_file_name(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contract", option, ""]) == 2
    assert f"argument {option}: expected a path, got an empty string" in capsys.readouterr().err


def test_file_is_too_large(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "openapi.json"
    with file.open("wb") as output:
        output.truncate(64 * 1024 * 1024 + 1)
    assert "is larger than 64 MiB." in error_of(capsys, "--spec", str(file))


def spec(tmp_path: Path, change: Callable[[dict[str, Any]], None]) -> str:
    """Write a changed copy of the client's document to a file, and return its path."""
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
            f"openapi.json belongs to Prefect 2.20.4; this client was generated from Prefect {PINNED}",
        ),
        ("4.0.0", "openapi.json belongs to Prefect 4.0.0; this client"),
        ("3.x", "openapi.json belongs to Prefect '3.x'; this client"),
        ("3.8.8\n\x1b[31m", "openapi.json belongs to Prefect '3.8.8\\n\\x1b[31m'; this client"),
        ("3." + "8" * 3000, "openapi.json belongs to Prefect '3." + "8" * 78 + "…'; this client"),
        ("", f"openapi.json has no server version; this client was generated from Prefect {PINNED}"),
        (
            "0.1.0",
            "has version 0.1.0, which is not the server's version. Use <server>/openapi.json, not",
        ),
    ],
)
def test_unsupported_server_version(
    version: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(document: dict[str, Any]) -> None:
        document["info"]["version"] = version

    assert reason in error_of(capsys, "--spec", spec(tmp_path, change))


@pytest.mark.parametrize("version", ["v3", "3", "3.9", "3.9.1+build", "3.9.1rc1", "3.9.1.dev2+g1a2b.dirty"])
def test_supported_server_version(version: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(document: dict[str, Any]) -> None:
        document["info"]["version"] = version

    assert main(["contract", "--spec", spec(tmp_path, change)]) == 0
    assert f" and Prefect {version} at " in capsys.readouterr().out


def test_missing_server_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(document: dict[str, Any]) -> None:
        del document["info"]["version"]

    assert "openapi.json has no server version; this client" in error_of(capsys, "--spec", spec(tmp_path, change))


def test_document_of_another_api(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(document: dict[str, Any]) -> None:
        document["info"] = {"title": "Petstore\n", "version": "1.0.0"}
        document["paths"] = {"/pets": {"get": {}}, "/health": document["paths"]["/health"]}

    error = error_of(capsys, "--spec", spec(tmp_path, change))
    assert error.startswith(
        f"{tmp_path}/openapi.json describes another API ('Petstore\\n'): it has 1 of this client's "
    )
    assert f" {LOCKED.counts['operations']} operations." in error


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
def test_malformed_document(
    keys: tuple[str, ...], value: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(document: dict[str, Any]) -> None:
        place(document, *keys[:-1])[keys[-1]] = value

    message = error_of(capsys, "--spec", spec(tmp_path, change))
    assert "malformed OpenAPI document: " in message or "not an OpenAPI 3 document" in message


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
def test_missing_and_recursive_references_allow_any_value(
    schema: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(document: dict[str, Any]) -> None:
        place(document, *DEPLOYMENT[:-1])["DeploymentResponse"] = schema

    assert main(["contract", "--spec", spec(tmp_path, change), "--fail-on", "any"]) == 1
    assert "deployments.read_deployment at $" in capsys.readouterr().out


@pytest.mark.parametrize("levels", [5_000, 100_000])
def test_schemas_nested_too_deeply(levels: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(document: dict[str, Any]) -> None:
        place(document, *DEPLOYMENT, "properties")["name"] = "nested"

    file = Path(spec(tmp_path, change))
    nested = b'{"anyOf":[' * levels + b"{}" + b"]}" * levels
    file.write_bytes(file.read_bytes().replace(b'"nested"', nested))
    assert f"{file} is nested too deeply." in error_of(capsys, "--spec", str(file))


def test_unreachable_server(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        message = error_of(capsys, "--url", url)
    assert message.startswith(f"GET {url}/openapi.json: no connection")
    assert "Is the server running, and is PREFECT_API_URL correct" in message


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (
            401,
            "401 Unauthorized: the response is 'no'. Set PREFECT_API_KEY for Prefect Cloud, or PREFECT_API_AUTH_STRING",
        ),
        (403, "403 Forbidden: the response is 'no'. Set PREFECT_API_KEY for Prefect Cloud, or PREFECT_API_AUTH_STRING"),
        (404, "/openapi.json: the server responded with 404. Pass the URL of a Prefect server"),
        (500, "500 Internal Server Error: the response is 'no'. See the server's log for the reason."),
        (503, "503 Service Unavailable: the response is 'no'. The server or its database is busy: try again later."),
    ],
)
def test_unsuccessful_status(stub: StubServer, status: int, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    stub.status, stub.content = status, b"no"
    assert reason in error_of(capsys, "--url", stub.origin)
    # The document may also be below the API path.
    assert len(stub.requests) == (2 if status == 404 else 1)


def test_login_page(stub: StubServer, capsys: pytest.CaptureFixture[str]) -> None:
    stub.content = b"<html><title>Sign in</title></html>"
    assert error_of(capsys, "--url", stub.origin).startswith(
        f"{stub.origin}/openapi.json is HTML, not JSON; it may be a login page."
    )


def test_redirect_to_another_origin_is_not_followed(
    stub: StubServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "user:correct horse")
    with serving(b"<html>") as other:
        stub.status, stub.headers = 302, {"Location": f"{other.origin}/login?next=secret"}
        message = error_of(capsys, "--url", stub.origin)
        assert f"302 Found: a redirect to {other.origin}/login." in message
        assert "secret" not in message
        assert other.requests == []


def test_redirect_loop(stub: StubServer, capsys: pytest.CaptureFixture[str]) -> None:
    stub.status, stub.headers = 302, {"Location": "/openapi.json"}
    assert "302 Found: a redirect to /openapi.json." in error_of(capsys, "--url", stub.origin)
    assert len(stub.requests) == 6


def test_response_times_out(
    stub: StubServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_REQUEST_TIMEOUT", "0.2")
    stub.seconds = 30
    assert "within the timeout of 0.2 s" in error_of(capsys, "--url", stub.origin)


def test_truncated_response(stub: StubServer, capsys: pytest.CaptureFixture[str]) -> None:
    stub.headers = {"Content-Length": str(len(stub.content) + 1), "Connection": "close"}
    assert "the server closed the connection" in error_of(capsys, "--url", stub.origin)


def test_response_is_too_large(
    stub: StubServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_source.fetch, "__kwdefaults__", {"max_bytes": 1024, "total_seconds": 60.0})
    assert "/openapi.json is larger than 0.000976562 MiB." in error_of(capsys, "--url", stub.origin)


def test_response_takes_too_long(
    stub: StubServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_source.fetch, "__kwdefaults__", {"max_bytes": 2**20, "total_seconds": -1.0})
    assert "was not complete within -1 s. " in error_of(capsys, "--url", stub.origin)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("127.0.0.1:4200", "must start with http:// or https:// and a host"),
        ("http://[::1", "has a malformed host or port"),
        ("http://127.0.0.1:4200/?a=b", "must not have a query"),
        ("", "must not be empty"),
        ("https://app.prefect.cloud", "must include the account and workspace for Prefect Cloud"),
    ],
)
def test_invalid_url(url: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert reason in error_of(capsys, "--url", url)


def test_missing_api_url(capsys: pytest.CaptureFixture[str]) -> None:
    assert error_of(capsys).startswith("no API URL: pass api_url or set PREFECT_API_URL")


def test_live_requires_a_server(capsys: pytest.CaptureFixture[str]) -> None:
    assert error_of(capsys, "--spec", str(SPEC), "--live") == (
        "--live requires a server, got --spec. Pass --url instead of --spec."
    )


@pytest.mark.parametrize("options", [["--spec", "a", "--url", "b"], ["--format", "pdf"], ["--nonsense"]])
def test_invalid_options(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contract", *options]) == 2
    assert capsys.readouterr().err.endswith("(see prefect-http contract --help)\n")
