import pytest

from generator.errors import GeneratorError
from generator.normalise import paths
from generator.spec.document import Object
from tests.generator.rules import Case, check, corrects, each, leaves_alone, one

VERSION_HEADER = {"name": "x-prefect-api-version", "in": "header", "schema": {"type": "string"}}
ACCOUNT_ID = {"name": "account_id", "in": "path", "schema": {"type": "string"}}
WORKSPACE_ID = {"name": "workspace_id", "in": "path", "schema": {"type": "string"}}
WORKSPACE = "/accounts/{account_id}/workspaces/{workspace_id}"
LIMIT = {"name": "limit", "in": "query", "schema": {"type": "integer"}}

CASES = [
    corrects(
        paths.strip_api_prefix,
        "every path has it",
        {"paths": {"/api/flows/": {"post": {}, "get": {}}, "/api/version": {"get": {}}}},
        {"paths": {"/flows/": {"post": {}, "get": {}}, "/version": {"get": {}}}},
        "/paths/~1flows~1/get",
        "/paths/~1flows~1/post",
        "/paths/~1version/get",
    ),
    leaves_alone(
        paths.strip_api_prefix,
        "one path is outside, so that it is not a mount point",
        {"paths": {"/api/flows/": {"post": {}}, "/version": {"get": {}}}},
    ),
    corrects(
        paths.strip_api_prefix,
        "FastAPI's id contains it",
        one("/api/me/", "get", operationId="read_me_api_me__get"),
        one("/me/", "get", operationId="read_me_me__get"),
        "/paths/~1me~1/get",
    ),
    corrects(
        paths.strip_workspace,
        "operations in the workspace, above it, and of the workspace itself",
        {
            "paths": {
                f"{WORKSPACE}/flows/{{id}}": {
                    "get": {
                        "operationId": "read_flow_accounts__account_id__workspaces__workspace_id__flows__id__get",
                        "parameters": [ACCOUNT_ID, LIMIT, WORKSPACE_ID],
                    }
                },
                f"{WORKSPACE}/health": {"get": {}},
                WORKSPACE: {"get": {"parameters": [ACCOUNT_ID, WORKSPACE_ID]}},
                "/me/": {"get": {}},
            }
        },
        {
            "paths": {
                "/flows/{id}": {"get": {"operationId": "read_flow_flows__id__get", "parameters": [LIMIT]}},
                "/health": {"get": {}},
                WORKSPACE: {"get": {"parameters": [ACCOUNT_ID, WORKSPACE_ID], "x-above-workspace": True}},
                "/me/": {"get": {"x-above-workspace": True}},
            }
        },
        "/paths/~1flows~1{id}/get",
        "/paths/~1health/get",
        "/paths/~1accounts~1{account_id}~1workspaces~1{workspace_id}/get",
        "/paths/~1me~1/get",
    ),
    leaves_alone(
        paths.strip_workspace,
        "a server without workspaces",
        {"paths": {"/flows/": {"post": {}}, WORKSPACE: {"get": {}}}},
    ),
    corrects(
        paths.use_server_names,
        "an operation of Prefect Cloud",
        {
            "paths": {
                "/events/filter": {"post": {"tags": ["Events"], "operationId": "read_workspace_events"}},
                "/me/": {"get": {"x-above-workspace": True}},
            }
        },
        {
            "paths": {
                "/events/filter": {"post": {"tags": ["Events"], "operationId": "read_events"}},
                "/me/": {"get": {"x-above-workspace": True}},
            }
        },
        "/paths/~1events~1filter/post",
    ),
    leaves_alone(
        paths.use_server_names,
        "a server",
        one("/events/filter", "post", tags=["Observability"], operationId="read_events_events_filter_post"),
    ),
    leaves_alone(paths.strip_api_prefix, "a path only begins alike", {"paths": {"/apiary": {"get": {}}}}),
    corrects(
        paths.lift_version_header,
        "beside another parameter",
        one("/flows/", "get", parameters=[LIMIT, VERSION_HEADER]),
        one("/flows/", "get", parameters=[LIMIT]),
        "/paths/~1flows~1/get/parameters",
    ),
    corrects(
        paths.lift_version_header,
        "header names have no case",
        one("/flows/", "get", parameters=[VERSION_HEADER | {"name": "X-Prefect-Api-Version"}]),
        one("/flows/", "get", parameters=[]),
        "/paths/~1flows~1/get/parameters",
    ),
    leaves_alone(paths.lift_version_header, "other parameters", one("/flows/", "get", parameters=[LIMIT])),
    corrects(
        paths.keep_first_tag,
        "no tag",
        one("/", "get"),
        one("/", "get", tags=["Root"]),
        "/paths/~1/get/tags",
    ),
    corrects(
        paths.keep_first_tag,
        "several tags",
        one("/flows/", "get", tags=["Flows", "UI"]),
        one("/flows/", "get", tags=["Flows"]),
        "/paths/~1flows~1/get/tags",
    ),
    leaves_alone(paths.keep_first_tag, "one tag", one("/flows/", "get", tags=["Flows"])),
    corrects(
        paths.name_operations,
        "FastAPI's id",
        one("/flows/filter", "post", tags=["Flows"], operationId="read_flows_flows_filter_post"),
        one("/flows/filter", "post", tags=["Flows"], operationId="read_flows"),
        "/paths/~1flows~1filter/post/operationId",
    ),
    corrects(
        paths.name_operations,
        "no id",
        one("/flows/{id}", "get", tags=["Flows"]),
        one("/flows/{id}", "get", tags=["Flows"], operationId="get_flows_id"),
        "/paths/~1flows~1{id}/get/operationId",
    ),
    corrects(
        paths.name_operations,
        "two operations with one name, one of them in its module",
        {
            "paths": {
                "/flows/count": {"post": {"tags": ["Flows"], "operationId": "count_flows_count_post"}},
                "/ui/count": {"post": {"tags": ["Flows"], "operationId": "count_ui_count_post"}},
            }
        },
        {
            "paths": {
                "/flows/count": {"post": {"tags": ["Flows"], "operationId": "count"}},
                "/ui/count": {"post": {"tags": ["Flows"], "operationId": "count_ui_count_post"}},
            }
        },
        "/paths/~1flows~1count/post/operationId",
    ),
    corrects(
        paths.name_operations,
        "an operation that newer servers also have elsewhere: its name is the same in every version",
        {
            "paths": {
                "/templates/validate": {"post": {"tags": ["Automations"], "operationId": "validate_template"}},
                "/automations/validate": {"post": {"tags": ["Automations"], "operationId": "validate_template"}},
            }
        },
        {
            "paths": {
                "/templates/validate": {"post": {"tags": ["Automations"], "operationId": "validate_template_legacy"}},
                "/automations/validate": {"post": {"tags": ["Automations"], "operationId": "validate_template"}},
            }
        },
        "/paths/~1templates~1validate/post/operationId",
    ),
    corrects(
        paths.name_operations,
        "two operations with one name in their module, one of which ends with it",
        {
            "paths": {
                "/flows/{id}/pause": {"post": {"tags": ["Flows"], "operationId": "pause"}},
                "/flows/{id}/stop": {"post": {"tags": ["Flows"], "operationId": "pause"}},
            }
        },
        {
            "paths": {
                "/flows/{id}/pause": {"post": {"tags": ["Flows"], "operationId": "pause"}},
                "/flows/{id}/stop": {"post": {"tags": ["Flows"], "operationId": "pause_flows_id_stop_post"}},
            }
        },
        "/paths/~1flows~1{id}~1stop/post/operationId",
    ),
    corrects(
        paths.name_operations,
        "two operations with one name, one of them deprecated",
        {
            "paths": {
                "/csv": {"get": {"tags": ["Logs"], "operationId": "read", "deprecated": True}},
                "/text": {"get": {"tags": ["Logs"], "operationId": "read"}},
            }
        },
        {
            "paths": {
                "/csv": {"get": {"tags": ["Logs"], "operationId": "read_csv_get", "deprecated": True}},
                "/text": {"get": {"tags": ["Logs"], "operationId": "read"}},
            }
        },
        "/paths/~1csv/get/operationId",
    ),
    leaves_alone(
        paths.name_operations,
        "a short name already",
        one("/flows/filter", "post", tags=["Flows"], operationId="read_flows"),
    ),
    leaves_alone(
        paths.name_operations,
        "one name in two modules",
        {
            "paths": {
                "/flows/count": {"post": {"tags": ["Flows"], "operationId": "count"}},
                "/logs/count": {"post": {"tags": ["Logs"], "operationId": "count"}},
            }
        },
    ),
]


@each(CASES)
def test_rule(case: Case) -> None:
    check(case)


def test_paths_that_would_be_the_same_are_rejected() -> None:
    document: Object = {"paths": {f"{WORKSPACE}/collections": {"get": {}}, "/collections": {"get": {}}}}
    with pytest.raises(GeneratorError, match="two paths would both be /collections"):
        list(paths.strip_workspace(document))
