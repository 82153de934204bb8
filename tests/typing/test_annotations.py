"""Annotations can be evaluated at run time."""

import inspect
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, Unpack, get_type_hints, is_typeddict

import attrs
import pydantic
import pytest

import prefect_http
import prefect_http_api
from prefect_http_api import models, requests
from prefect_http_api.operations import OPERATIONS
from tests.resilience.request_strategies import signature

pytestmark = pytest.mark.every_python


def _modules() -> Iterator[ModuleType]:
    for package in (prefect_http, prefect_http_api):
        yield package
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            # Nobody calls the command line from Python, and importing the types of its annotations takes time.
            if not found.name.endswith("__main__") and not found.name.startswith("prefect_http._cli"):
                yield import_module(found.name)


def _functions(kind: type) -> Iterator[Callable[..., Any]]:
    """Yield the functions of the class *kind*: its methods, and those behind its properties."""
    for member in vars(kind).values():
        match member:
            case property():
                yield from (one for one in (member.fget, member.fset, member.fdel) if one is not None)
            case cached_property(func=function):
                yield function
            case classmethod() | staticmethod():
                yield member.__func__
            case _ if inspect.isfunction(member):
                yield member
            case _:
                pass


def _definitions() -> Iterator[Any]:
    """Yield every class, method and function of both packages."""
    for module in _modules():
        for value in list(vars(module).values()):
            if getattr(value, "__module__", None) != module.__name__:
                continue
            if inspect.isclass(value):
                yield value
                yield from _functions(value)
            elif inspect.isfunction(value):
                yield value


def _public_functions() -> Iterator[Callable[..., Any]]:
    """Yield every endpoint function, and every public method of the clients and their resources."""
    for name in OPERATIONS:
        group, _, function = name.partition(".")
        yield getattr(import_module(f"prefect_http_api.{group}"), function)
    for module in _modules():
        if module.__name__.startswith(("prefect_http._sync.", "prefect_http._async.")):
            for kind in vars(module).values():
                if inspect.isclass(kind) and kind.__module__ == module.__name__:
                    yield from (one for one in _functions(kind) if not one.__name__.startswith("_"))


def test_annotations_of_every_class_and_function_are_evaluated() -> None:
    found = list(_definitions())
    assert len(found) > 2000
    for definition in found:
        get_type_hints(definition)
        get_type_hints(definition, include_extras=True)
        inspect.get_annotations(definition, eval_str=True)
        if inspect.isfunction(definition):
            inspect.signature(definition, eval_str=True)


def test_annotations_of_models_are_classes() -> None:
    run = models.FlowRun
    assert attrs.fields(run).state.type == models.State | None
    assert get_type_hints(run.__init__)["state"] == models.State | None
    assert inspect.signature(run, eval_str=True).parameters["state"].annotation == models.State | None


def test_hints_of_methods_name_the_classes_that_callers_use() -> None:
    hints = get_type_hints(prefect_http.Prefect("http://127.0.0.1:4200/api").flow_runs.list)
    assert hints["filters"] == Unpack[prefect_http.filters.FlowRuns]
    assert get_type_hints(prefect_http.filters.FlowRuns)["where"] == requests.CountFlowRunsBody | None
    assert hints["return"] == prefect_http.Listing[models.FlowRun]


def test_pydantic_validates_calls_of_public_functions() -> None:
    lenient = pydantic.ConfigDict(arbitrary_types_allowed=True)
    found = list(_public_functions())
    assert len(found) > 500
    for function in found:
        pydantic.validate_call(config=lenient)(function)


def test_pydantic_converts_and_rejects_arguments() -> None:
    count = pydantic.validate_call(import_module("prefect_http_api.flow_runs").count_flow_runs)
    call = count(flow_runs={"name": {"any_": ("a", "b")}})
    assert call.body == {"flow_runs": {"name": {"any_": ["a", "b"]}}}
    with pytest.raises(pydantic.ValidationError, match=r"flow_runs\.name\.any_"):
        count(flow_runs={"name": {"any_": 1}})


def test_pydantic_reads_every_request_type() -> None:
    for name in requests.__all__:
        pydantic.TypeAdapter(getattr(requests, name))
    pydantic.TypeAdapter(prefect_http.TriggerRow)


def test_signatures_of_all_operations_are_evaluated() -> None:
    assert all(signature(name).operation.name == name for name in OPERATIONS)


def test_request_types_are_evaluated() -> None:
    kinds = [kind for name in requests.__all__ if is_typeddict(kind := getattr(requests, name))]
    assert len(kinds) > 200
    for kind in kinds:
        assert get_type_hints(kind, include_extras=True).keys() == kind.__annotations__.keys()
