from generator.normalise import paths
from tests.generator.rules import Case, check, corrects, each, leaves_alone, one

VERSION_HEADER = {"name": "x-prefect-api-version", "in": "header", "schema": {"type": "string"}}
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
