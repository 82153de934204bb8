"""A package generated from the document of Prefect Cloud."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from generator.errors import GeneratorError
from generator.pipeline import GENERATED, Options, regenerate
from generator.progress import Progress
from generator.spec.document import Object
from tests.generator.packages import Package, holding, loaded, requesting, responding
from tests.generator.rules import ref

ACCOUNT = UUID(int=1)
IN_WORKSPACE = "/api/accounts/{account_id}/workspaces/{workspace_id}"
ACCOUNT_ID, WORKSPACE_ID = (
    {"name": name, "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    for name in ("account_id", "workspace_id")
)
UPLOAD: Object = {
    "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": ref("Body_upload")}}},
}
PATHS: Object = {
    f"{IN_WORKSPACE}/flows/filter": {
        "post": responding({"type": "array", "items": ref("Flow")}, parameters=[ACCOUNT_ID, WORKSPACE_ID])
        | {
            "tags": ["Flows"],
            "operationId": "read_flows_api_accounts__account_id__workspaces__workspace_id__flows_filter_post",
            "requestBody": requesting(holding({"limit": {"type": "integer"}}), required=False),
        }
    },
    f"{IN_WORKSPACE}/health": {"get": responding({}) | {"operationId": "health_check"}},
    "/api/me/": {"get": responding(ref("Me")) | {"tags": ["Me"], "operationId": "read_my_profile_api_me__get"}},
    "/api/accounts/{account_id}/image": {
        "get": responding(None, operationId="read_image", parameters=[ACCOUNT_ID]),
        "put": responding(None, status="204", operationId="upload", parameters=[ACCOUNT_ID], **UPLOAD),
    },
    "/api/slas": {"get": responding({}, operationId="download", description="Download SLAs as a CSV file.")},
}
SCHEMAS: Object = {
    "Flow": holding({"name": {"type": "string"}}, "name"),
    "Me": holding(
        {
            "settings": {
                "anyOf": [ref("Settings"), {"type": "null"}],
                "default": {"previews": []},
            }
        }
    ),
    "Settings": holding({"previews": {"type": "array", "items": {"type": "string"}}}),
    "Body_upload": holding({"file": {"type": "string", "format": "binary"}, "title": {"type": "string"}}, "file"),
}


def cloud_document() -> Object:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Prefect Cloud API", "version": "0.8.4"},
        "paths": PATHS,
        "components": {"schemas": SCHEMAS},
    }


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("cloud") / "openapi.json"
    file.write_text(json.dumps(cloud_document()), "utf-8")
    return file


@pytest.fixture(scope="module")
def package(spec: Path) -> Iterator[Package]:
    regenerate(Options(spec=spec, output=spec.parent), Progress())
    with loaded(spec.parent / "prefect_http_api") as found:
        yield found


@pytest.mark.parametrize("output", [None, GENERATED])
def test_document_of_prefect_cloud_does_not_replace_the_committed_package(spec: Path, output: Path | None) -> None:
    with pytest.raises(GeneratorError, match=r"is the document of Prefect Cloud, .* Add --output DIR"):
        regenerate(Options(spec=spec, output=output), Progress())


def test_banner_names_prefect_cloud_and_the_version_of_its_api(package: Package) -> None:
    source = Path(package.__file__).read_text("utf-8")
    assert source.startswith("# Generated from the OpenAPI document of Prefect Cloud, API 0.8.4 (sha256 ")
    assert (package.SERVER_VERSION, package.API_VERSION) == ("Cloud", "0.8.4")


def test_paths_in_a_workspace_are_relative_to_it(package: Package) -> None:
    call = package.flows.read_flows(limit=5)
    assert (call.operation.name, call.path, call.body) == ("flows.read_flows", "/flows/filter", {"limit": 5})
    assert not call.operation.above_workspace
    assert package.things.health_check().path == "/health"


def test_paths_above_the_workspace_are_marked(package: Package) -> None:
    call = package.me.read_my_profile()
    assert (call.path, call.operation.above_workspace) == ("/me/", True)
    assert call.decode(200, b"{}").settings is None


@pytest.mark.parametrize(
    ("api_url", "shown"),
    [
        ("$PREFECT_API_URL", '"${PREFECT_API_URL%/accounts/*}/me/"'),
        ("${URL}/", '"${URL%/accounts/*}/me/"'),
        ("https://cloud.test/api/accounts/a/workspaces/w", "https://cloud.test/api/me/"),
    ],
)
def test_curl_sends_calls_above_the_workspace(package: Package, api_url: str, shown: str) -> None:
    assert package.me.read_my_profile().curl(api_url).startswith(f"curl --request GET {shown} ")


def test_uploads_are_sent_as_forms(package: Package) -> None:
    call = package.things.upload(ACCOUNT, file=b"\x89PNG\r\n", title="Logo")
    boundary = call.operation.content_type.partition("; boundary=")[2].encode()
    assert call.content == (
        b'--%b\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n\x89PNG\r\n\r\n"
        b'--%b\r\nContent-Disposition: form-data; name="title"\r\n\r\nLogo\r\n--%b--\r\n'
    ) % (boundary, boundary, boundary)
    assert call.curl().endswith("--form file=@file \\\n  --form title=Logo")


@pytest.mark.parametrize(("file", "problem"), [(7, "int is neither"), (b"prefect-http-api-5c0e7f3b9a41", "boundary")])
def test_files_that_a_form_cannot_contain_are_rejected(package: Package, file: object, problem: str) -> None:
    with pytest.raises(package.EncodeError, match=f"^file: .*{problem}"):
        _ = package.things.upload(ACCOUNT, file=file).content


def test_responses_without_declared_content_are_bytes(package: Package) -> None:
    assert package.things.read_image(ACCOUNT).decode(200, b"\x89PNG") == b"\x89PNG"


def test_responses_described_as_csv_files_are_strings(package: Package) -> None:
    assert package.things.download().decode(200, b"a,b\n1,2\n") == "a,b\n1,2\n"
