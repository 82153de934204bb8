"""Sort values of rows, for every sort of the API."""

from typing import get_args

import pytest
from attrs import fields_dict

from prefect_http import models
from prefect_http._pagination.cursors import OffsetCursor
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http_api import requests

SORTED: list[tuple[type, str]] = [
    *((models.FlowRun, sort) for sort in get_args(requests.FlowRunSort)),
    *((models.TaskRun, sort) for sort in get_args(requests.TaskRunSort)),
    *((models.Log, sort) for sort in get_args(requests.LogSort)),
    *((models.Flow, sort) for sort in get_args(requests.FlowSort)),
    *((models.Deployment, sort) for sort in get_args(requests.DeploymentSort)),
    *((models.Artifact, sort) for sort in get_args(requests.ArtifactSort)),
    *((models.ArtifactCollection, sort) for sort in get_args(requests.ArtifactCollectionSort)),
    *((models.Variable, sort) for sort in get_args(requests.VariableSort)),
    *((models.Automation, sort) for sort in get_args(requests.AutomationSort)),
    *((models.BlockDocument, sort) for sort in get_args(requests.BlockDocumentSort)),
    (models.BlockType, "NAME_ASC"),
    (models.BlockSchema, "CREATED_DESC"),
    (models.WorkQueue, "NAME_ASC"),
    (models.WorkQueue, "PRIORITY_ASC"),
    (models.Worker, "LAST_HEARTBEAT_TIME_DESC"),
]

SORT_VALUES = {
    "START_TIME": {"start_time", "expected_start_time"},
    "BLOCK_TYPE_AND_NAME": {"block_type_name", "name"},
    "DURATION": {"estimated_run_time"},
}
"""Attributes of sorts that are not named after one."""


@pytest.mark.parametrize(("kind", "sort"), SORTED)
def test_rows_have_the_attributes_they_are_sorted_by(kind: type, sort: str) -> None:
    name = sort.removesuffix("_ASC").removesuffix("_DESC")
    assert SORT_VALUES.get(name, {name.lower()}) <= set(fields_dict(kind))
    cursor = sorted_cursor(sort)
    assert isinstance(cursor, OffsetCursor)
    assert (cursor._key is None) == (name in {"ID", "DURATION"})
