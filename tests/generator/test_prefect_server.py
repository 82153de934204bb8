"""A package does not depend on the machine of the server that its document comes from."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.package import Source
from generator.spec.document import Object
from generator.spec.prefect_server import check_prefect, describe_server, without_environment

DOCUMENT: Object = json.loads(Path("spec/openapi.json").read_text("utf-8"))


def settings(**defaults: str) -> Object:
    properties = {name: {"type": "string", "default": default} for name, default in defaults.items()}
    return {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"APISettings": {"properties": properties}}}}


def kept(document: Object) -> Object:
    properties = without_environment(document)["components"]["schemas"]["APISettings"]["properties"]
    return {name: value["default"] for name, value in properties.items() if "default" in value}


def test_pinned_document_is_unchanged() -> None:
    assert without_environment(DOCUMENT) == DOCUMENT
    check_prefect(DOCUMENT, "spec/openapi.json")


def test_certificate_file_and_address_of_the_server_are_not_kept() -> None:
    served = deepcopy(DOCUMENT)
    certificates = served["components"]["schemas"]["APISettings"]["properties"]["ssl_cert_file"]
    certificates["default"] = "/home/operator/ca.pem"
    served["servers"] = [{"url": "https://prefect.internal/api"}]
    assert Source.of(served, "3.8.8", None).content == Source.of(DOCUMENT, "3.8.8", None).content


@pytest.mark.parametrize(
    "path",
    ["/etc/ssl/certs/ca-certificates.crt", "/var/lib/prefect/storage", r"C:\Users\me\ca.pem", "//host/share/file"],
)
def test_local_paths_are_not_kept(path: str) -> None:
    assert kept(settings(profiles_path=path)) == {}


def test_relative_certificate_file_is_not_kept() -> None:
    assert kept(settings(ssl_cert_file="ca.pem", PREFECT_API_SSL_CERT_FILE="ca.pem")) == {}


def test_defaults_of_the_server_are_kept() -> None:
    own = {"serve_base": "/", "home": "~/.prefect", "base_path": "/api", "api_url": "https://api.prefect.cloud/api"}
    assert kept(settings(**own)) == own


def test_paths_of_older_servers_have_a_prefix() -> None:
    paths = {f"/api{path}": item for path, item in DOCUMENT["paths"].items()}
    check_prefect({**DOCUMENT, "paths": paths}, "spec/openapi.json")


@pytest.mark.parametrize(
    ("server_version", "api_version", "name"),
    [
        ("3.8.8", "0.8.4", "Prefect 3.8.8"),
        ("Cloud", "0.8.4", "Prefect Cloud, API 0.8.4"),
        ("Cloud", None, "Prefect Cloud"),
    ],
)
def test_only_prefect_cloud_is_described_by_its_api_version(
    server_version: str, api_version: str | None, name: str
) -> None:
    assert describe_server(server_version, api_version) == name


def test_document_of_another_api_is_rejected() -> None:
    with pytest.raises(GeneratorError, match=r"^pets\.json is not the document of a Prefect server: it must contain"):
        check_prefect({"openapi": "3.1.0", "paths": {"/pets": {"get": {}}}}, "pets.json")
