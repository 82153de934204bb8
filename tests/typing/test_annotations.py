"""Annotations can be evaluated at run time."""

from typing import get_type_hints, is_typeddict

import pytest

from prefect_http_api import requests
from prefect_http_api.operations import OPERATIONS
from tests.resilience.request_strategies import signature

pytestmark = pytest.mark.every_python


def test_signatures_of_all_operations_are_evaluated() -> None:
    assert all(signature(name).operation.name == name for name in OPERATIONS)


def test_request_types_are_evaluated() -> None:
    kinds = [getattr(requests, name) for name in requests.__all__]
    for kind in filter(is_typeddict, kinds):
        assert get_type_hints(kind, include_extras=True).keys() == kind.__annotations__.keys()
