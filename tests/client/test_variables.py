"""Variables, on a real server."""

import json
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, ConflictError, NotFoundError, Prefect, ValidationError
from tests.support.servers import ServerAddress
from tests.support.stub import client
from tests.support.transports import PatientTransport


@pytest.fixture
def name() -> str:
    return f"v_{uuid4().hex}"


def test_variable_is_found_by_name_and_id(prefect: Prefect, name: str) -> None:
    made = prefect.variables.create(name=name, value={"a": [1, None]}, tags=["x"])
    assert (made.name, made.value, made.tags) == (name, {"a": [1, None]}, ["x"])
    assert prefect.variables.get(name) == made
    assert prefect.variables.get(made.id) == made
    assert prefect.variables.get(str(made.id)) == made


@pytest.mark.parametrize("missing", ["no_such_variable", UUID(int=1), str(UUID(int=1))])
def test_unknown_variable_raises_not_found(prefect: Prefect, missing: str | UUID) -> None:
    for use in (prefect.variables.get, prefect.variables.update, prefect.variables.delete):
        with pytest.raises(NotFoundError, match="Variable not found"):
            use(missing)


def test_only_hyphenated_uuid_is_an_id(prefect: Prefect) -> None:
    digest, hyphenated = uuid4().hex, str(uuid4())
    assert prefect.variables.create(name=digest, value=1) == prefect.variables.get(digest)
    made = prefect.variables.set(hyphenated, 2)
    with pytest.raises(NotFoundError):
        prefect.variables.get(hyphenated)
    assert prefect.variables.list(where={"variables": {"name": {"any_": [hyphenated]}}}).first() == made
    assert prefect.variables.set(hyphenated, 3).id == made.id


def test_update_changes_only_given_fields(prefect: Prefect, name: str) -> None:
    made = prefect.variables.create(name=name, value=1, tags=["x"])
    prefect.variables.update(name, value=None)
    assert (prefect.variables.get(name).value, prefect.variables.get(name).tags) == (None, ["x"])
    prefect.variables.update(made.id, name=f"{name}_new", tags=[])
    found = prefect.variables.get(f"{name}_new")
    assert (found.id, found.value, found.tags) == (made.id, None, [])


def test_variable_is_deleted_by_name_and_id(prefect: Prefect, name: str) -> None:
    prefect.variables.create(name=name, value=1)
    prefect.variables.delete(name)
    prefect.variables.delete(prefect.variables.create(name=name, value=1).id)
    with pytest.raises(NotFoundError):
        prefect.variables.get(name)


def test_invalid_variables_are_rejected(prefect: Prefect, name: str) -> None:
    prefect.variables.create(name=name, value=1)
    with pytest.raises(ConflictError, match="already exists"):
        prefect.variables.create(name=name, value=2)
    with pytest.raises(ValidationError, match="lowercase letters"):
        prefect.variables.create(name="Upper", value=2)
    with pytest.raises(ValidationError, match="lowercase letters"):
        prefect.variables.set("Upper", 2)
    for use in (prefect.variables.get, prefect.variables.update, prefect.variables.delete):
        with pytest.raises(ArgumentError, match="invalid variable '': expected a name or a UUID"):
            use("")
    with pytest.raises(ArgumentError, match=r"^invalid variable '': expected a name$"):
        prefect.variables.set("", 2)


def test_matching_variables_are_listed_page_by_page(small_pages: ServerAddress, name: str) -> None:
    names = [f"{name}_{number:03}" for number in range(17)]
    with Prefect(small_pages.api_url, transport=PatientTransport()) as prefect:
        for each in names:
            prefect.variables.set(each, 0, tags=[name])
        mine = prefect.variables.list(where={"variables": {"tags": {"all_": [name]}}})
        assert [variable.name for variable in mine] == names
        pages = list(mine.pages())
        assert [variable.name for page in pages for variable in page] == names
        assert len(pages) == 3
        backwards = prefect.variables.list(where={"variables": {"tags": {"all_": [name]}}}, sort="NAME_DESC")
        assert (first := backwards.first()) is not None
        assert first.name == names[-1]
        assert prefect.variables.count(where={"variables": {"tags": {"all_": [name]}}}) == 17
        assert prefect.variables.count() >= 17


def test_set_creates_and_then_updates(prefect: Prefect, name: str) -> None:
    made = prefect.variables.set(name, {"a": 1}, tags=("x", "y"))
    assert (made.name, made.value, made.tags) == (name, {"a": 1}, ["x", "y"])
    kept = prefect.variables.set(name, None)
    assert (kept.id, kept.value, kept.tags) == (made.id, None, ["x", "y"])
    cleared = prefect.variables.set(name, [], tags=[])
    assert (cleared.id, cleared.value, cleared.tags) == (made.id, [], [])


def racing(responses: dict[str, list[int]]) -> tuple[Prefect, list[str]]:
    """Return a client of a stub server, and its requests. Each method gets these statuses; the last one repeats."""
    seen: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request.method)
        statuses = responses[request.method]
        status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
        if request.method == "PATCH":
            assert json.loads(request.content) == {"value": 1}
        variable: dict[str, Any] = {
            "id": str(UUID(int=1)),
            "created": None,
            "updated": None,
            "name": "v",
            "value": 1,
            "tags": [],
        }
        if status == httpx.codes.NO_CONTENT:
            return httpx.Response(status)
        return httpx.Response(status, json=variable if status < httpx.codes.BAD_REQUEST else {"detail": "no"})

    return client(respond), seen


@pytest.mark.parametrize(
    ("statuses", "requests"),
    [
        ({"PATCH": [404, 204], "POST": [409], "GET": [200]}, ["PATCH", "POST", "PATCH", "GET"]),
        ({"PATCH": [204], "GET": [404, 200]}, ["PATCH", "GET", "POST"]),
        ({"PATCH": [404], "POST": [409, 201]}, ["PATCH", "POST", "PATCH", "POST"]),
    ],
)
def test_set_retries_when_others_create_and_delete(statuses: dict[str, list[int]], requests: list[str]) -> None:
    prefect, seen = racing({"POST": [201], **statuses})
    with prefect:
        assert prefect.variables.set("v", 1).value == 1
    assert seen == requests


def test_set_retries_are_limited() -> None:
    prefect, seen = racing({"PATCH": [404], "POST": [409]})
    with prefect, pytest.raises(ConflictError):
        prefect.variables.set("v", 1)
    assert seen == ["PATCH", "POST"] * 5


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, name: str) -> None:
    variables = async_prefect.variables
    made = await variables.create(name=name, value=1)
    assert await variables.get(name) == await variables.get(made.id) == made
    await variables.update(name, tags=["x"])
    changed = await variables.set(name, 2)
    assert (changed.value, changed.tags) == (2, ["x"])
    assert [each async for each in variables.list(where={"variables": {"name": {"any_": [name]}}})] == [changed]
    assert await variables.count(where={"variables": {"name": {"any_": [name]}}}) == 1
    await variables.delete(name)
    with pytest.raises(NotFoundError):
        await variables.get(made.id)


def test_tags_must_be_a_list(prefect: Prefect, name: str) -> None:
    with pytest.raises(ArgumentError, match=r"use \['aws'\]"):
        prefect.variables.set(name, 1, tags="aws")
