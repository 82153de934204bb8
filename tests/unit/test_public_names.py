"""Public names of the package, and lazy imports."""

import os
import subprocess
import sys
from typing import Any

import pytest

import prefect_http
from prefect_http import AsyncPrefect, Prefect, models
from prefect_http_api import flow_runs

pytestmark = pytest.mark.every_python


def test_public_names() -> None:
    assert prefect_http.__all__ == [
        "ArgumentError",
        "AsyncEventHooks",
        "AsyncHold",
        "AsyncListing",
        "AsyncPrefect",
        "AuthenticationError",
        "BadRequestError",
        "ClientClosedError",
        "ClientReuseError",
        "ConfigurationError",
        "ConflictError",
        "ConnectionError",
        "DecodeError",
        "EventHooks",
        "FlowRunFailedError",
        "Hold",
        "IncompatibleServerError",
        "IncompleteEventsWarning",
        "LeaseLostError",
        "Listing",
        "NotFoundError",
        "Outcome",
        "Outcomes",
        "PendingInput",
        "PermissionDeniedError",
        "Prefect",
        "PrefectHTTPError",
        "Progress",
        "RateLimitError",
        "ResponseTooLargeError",
        "RetryPolicy",
        "ServerError",
        "StateChangeError",
        "StateNotReachedError",
        "StatusError",
        "TimeoutError",
        "TransportError",
        "TriggerOutcome",
        "TriggerRow",
        "UnknownRouteError",
        "UnlistableRowsWarning",
        "UnsupportedByServerError",
        "ValidationError",
        "WaitTimeoutError",
        "cloud",
        "errors",
        "filters",
        "models",
        "references",
        "to_dict",
        "to_json",
    ]


@pytest.mark.parametrize(
    "module",
    [prefect_http, models, prefect_http.cloud, prefect_http.errors, prefect_http.filters, prefect_http.references],
)
def test_every_public_name_exists(module: object) -> None:
    for name in module.__all__:  # type: ignore[attr-defined]
        assert getattr(module, name) is not None


@pytest.mark.parametrize(
    "module",
    [models, prefect_http.cloud, prefect_http.errors, prefect_http.filters, prefect_http.references, flow_runs],
)
def test_dir_of_a_module_has_its_public_names_only(module: Any) -> None:
    assert dir(module) == sorted(module.__all__)


def test_dir_of_the_package_has_its_public_names_and_version() -> None:
    assert dir(prefect_http) == sorted([*prefect_http.__all__, "__version__"])


@pytest.mark.parametrize("client", [Prefect("http://prefect.test/api"), AsyncPrefect("http://prefect.test/api")])
def test_dir_of_clients_and_groups_has_methods_and_groups_only(client: Prefect | AsyncPrefect) -> None:
    values = {"api_url", "cloud_url", "retry_policy"}
    public = {name for name in dir(client) if not name.startswith("_")}
    groups = {name for name in public - values if isinstance(getattr(type(client), name), property)}
    assert {"flow_runs", "deployments", "variables"} < groups
    assert all(callable(getattr(client, name)) for name in public - values - groups)
    for group in (getattr(client, name) for name in groups):
        members = [getattr(group, name) for name in dir(group) if not name.startswith("_")]
        assert members
        assert all(callable(member) or repr(member).startswith("<") for member in members)


@pytest.mark.parametrize(
    ("group", "shown"),
    [
        (Prefect("http://me:secret@prefect.test/api").flow_runs, "<FlowRuns of http://prefect.test/api>"),
        (AsyncPrefect("http://prefect.test/api").work_pools, "<AsyncWorkPools of http://prefect.test/api>"),
        (Prefect("http://prefect.test/api").deployments.schedules, "<Schedules of http://prefect.test/api>"),
    ],
)
def test_repr_of_a_group_shows_the_url(group: object, shown: str) -> None:
    assert repr(group) == shown


@pytest.mark.parametrize("module", [prefect_http, models, prefect_http.cloud, prefect_http.errors])
def test_unknown_name_raises_attribute_error(module: object) -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = module.nonsense  # type: ignore[attr-defined]


def test_model_aliases_are_api_classes() -> None:
    import prefect_http_api

    assert models.FlowRun is prefect_http_api.models.FlowRun
    assert models.Deployment is prefect_http_api.models.Deployment


HEAVY = {"attr", "attrs", "httpx", "msgspec", "asyncio", "json", "ssl"}


def loaded_by(code: str) -> set[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [
        sys.executable,
        "-c",
        f"import sys; before = set(sys.modules); {code}; print(*set(sys.modules) - before)",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return set(done.stdout.split())


def test_package_import_is_light() -> None:
    loaded = loaded_by("import prefect_http")
    assert not loaded & HEAVY
    assert not {name for name in loaded if name.startswith("prefect_http.")}


def test_package_import_does_not_load_typing() -> None:
    assert not loaded_by("import prefect_http") & {"typing", "re", "importlib"}


def test_client_import_loads_neither_httpx_nor_models() -> None:
    loaded = loaded_by("from prefect_http import AsyncPrefect, Prefect, NotFoundError, cloud")
    assert not loaded & {"attr", "attrs", "httpx"}


def test_creating_a_client_loads_neither_models_nor_certificates() -> None:
    # httpcore imports Trio, which imports attrs, if it is installed.
    loaded = loaded_by(
        "sys.modules['trio'] = None; from prefect_http import Prefect; import ssl; ssl.create_default_context = None; "
        "ssl.SSLContext.load_verify_locations = None; Prefect('http://127.0.0.1:4200/api')"
    )
    assert "httpx" in loaded
    assert "asyncio" not in loaded
    assert not {name for name in loaded if name.startswith("prefect_http_api.models")}
    assert not loaded & {"attr", "attrs"}
