"""URLs of pages in Prefect's user interface."""

import json
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import httpx
import pytest

from generator.servers.install import install_server
from prefect_http import ArgumentError, AsyncPrefect, ConfigurationError, Prefect, models
from prefect_http._domain.ui_pages import page_path
from prefect_http_api import SERVER_VERSION, flow_runs
from prefect_http_api.models import ConcurrencyLimit
from tests.support.stub import API, RUN, flow_run

ID = UUID(int=5)
UI = "http://prefect.test"
# An hour after midnight in Oslo is the day before in UTC.
LATE = datetime(2026, 1, 31, 0, 30, tzinfo=timezone(timedelta(hours=1)))


def made(kind: type[Any], **attributes: object) -> Any:
    """Return an object of *kind* with only these attributes."""
    item = object.__new__(kind)
    for name, value in attributes.items():
        object.__setattr__(item, name, value)
    return item


PAGES: list[tuple[Any, str]] = [
    (made(models.FlowRun, id=ID), f"runs/flow-run/{ID}"),
    (made(models.TaskRun, id=ID), f"runs/task-run/{ID}"),
    (made(models.Flow, id=ID), f"flows/flow/{ID}"),
    (made(models.Deployment, id=ID), f"deployments/deployment/{ID}"),
    (made(models.DeploymentSchedule, id=RUN, deployment_id=ID), f"deployments/deployment/{ID}"),
    (made(models.WorkPool, id=ID, name="my pool #1"), "work-pools/work-pool/my%20pool%20%231"),
    (made(models.WorkQueue, id=ID, name="a?", work_pool_name="k8s"), "work-pools/work-pool/k8s/queue/a%3F"),
    (made(models.WorkQueue, id=ID, name="a", work_pool_name=None), f"work-queues/work-queue/{ID}"),
    (made(models.BlockDocument, id=ID), f"blocks/block/{ID}"),
    (made(models.BlockType, id=ID, slug="s3-bucket"), "blocks/catalog/s3-bucket"),
    (made(models.Automation, id=ID), f"automations/automation/{ID}"),
    (made(models.Variable, id=ID), "variables"),
    (made(models.Artifact, id=ID), f"artifacts/artifact/{ID}"),
    (made(models.ArtifactCollection, id=ID, key="report"), "artifacts/key/report"),
    (made(ConcurrencyLimit, id=ID), f"concurrency-limits/concurrency-limit/{ID}"),
    (made(models.GlobalConcurrencyLimit, id=ID), "concurrency-limits"),
    (made(models.ConcurrencyLimitV2, id=ID), "concurrency-limits"),
    (made(models.MinimalConcurrencyLimit, id=ID), "concurrency-limits"),
    (made(models.Event, id=ID, occurred=LATE), f"events/event/2026-01-30/{ID}"),
    (f"prefect.flow-run.{ID}", f"runs/flow-run/{ID}"),
    (f"prefect.block-document.{ID}", f"blocks/block/{ID}"),
    (f"prefect.work-queue.{ID}", f"work-queues/work-queue/{ID}"),
]


@pytest.mark.every_python
@pytest.mark.parametrize(("item", "path"), PAGES)
def test_page_of_an_object(item: object, path: str) -> None:
    assert page_path(item) == path


@pytest.mark.installed_server
def test_every_page_is_a_route_of_the_user_interface() -> None:
    folder = next(Path(install_server(SERVER_VERSION)).parent.parent.glob("lib/python*/site-packages/prefect/server"))
    scripts = [path.read_text("utf-8") for path in folder.glob("ui-v2/assets/*.js")]
    routes = {
        re.compile(re.sub(r"\\?\$\w+", "[^/]+", route.strip("/")))
        for script in scripts
        for route in re.findall(r"path:[`\"](/[^`\"{}]*)[`\"]", script)
    }
    assert len(routes) > 20
    for _, path in PAGES:
        # The older user interface redirects it. The newer one has no such page.
        assert path.startswith("work-queues/") or any(route.fullmatch(path) for route in routes), path


@pytest.mark.every_python
@pytest.mark.parametrize("item", [ID, str(ID), "etl/nightly", "prefect.worker.5", 5, SimpleNamespace(id=ID)])
def test_object_without_a_page_is_rejected(item: Any) -> None:
    with Prefect(API) as prefect, pytest.raises(ArgumentError, match="pass an object such as a flow run, or a"):
        prefect.ui_url(item)


@pytest.mark.every_python
@pytest.mark.parametrize(
    ("api_url", "ui_url"),
    [
        (API, UI),
        ("http://prefect.test/prefect/api/", "http://prefect.test/prefect"),
        (
            "https://api.prefect.cloud/api/accounts/1/workspaces/2",
            "https://app.prefect.cloud/account/1/workspace/2",
        ),
        (
            "https://api.acme.private.prefect.cloud/api/accounts/1/workspaces/2",
            "https://app.acme.private.prefect.cloud/account/1/workspace/2",
        ),
    ],
)
def test_url_is_inferred_from_that_of_the_api(api_url: str, ui_url: str) -> None:
    run = flow_runs.read_flow_run(RUN).decode(200, json.dumps(flow_run(1)).encode())
    with Prefect(api_url, api_key="pnu_key") as prefect:
        assert prefect.ui_url() == ui_url
        assert prefect.ui_url(run) == f"{ui_url}/runs/flow-run/{RUN}"


@pytest.mark.anyio
async def test_url_in_settings_takes_precedence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_UI_URL", "https://user:secret@ui.test/prefect/")
    async with AsyncPrefect(API) as prefect:
        assert prefect.ui_url(cast(models.Flow, made(models.Flow, id=ID))) == f"https://ui.test/prefect/flows/flow/{ID}"


@pytest.mark.every_python
def test_malformed_url_in_settings_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_UI_URL", "ui.test")
    with pytest.raises(ConfigurationError, match=r"PREFECT_UI_URL \(environment\) must start with http:// or https://"):
        Prefect(API)


@pytest.mark.every_python
def test_workspace_must_have_been_looked_up() -> None:
    row = {
        "account_id": str(UUID(int=1)), "account_handle": "acme", "account_name": "Acme",
        "workspace_id": str(UUID(int=2)), "workspace_handle": "prod", "workspace_name": "Prod",
    }  # fmt: skip
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=[row]))
    prefect = Prefect(workspace="acme/prod", api_key="pnu_key", transport=transport)
    with pytest.raises(ConfigurationError, match="'acme/prod' has not been looked up yet: enter the client's with"):
        prefect.ui_url()
    with prefect:
        assert prefect.ui_url() == f"https://app.prefect.cloud/account/{UUID(int=1)}/workspace/{UUID(int=2)}"
