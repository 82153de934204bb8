"""Saved searches, on a real server."""

from uuid import UUID, uuid4

import pytest

from prefect_http import ArgumentError, AsyncPrefect, NotFoundError, Prefect
from prefect_http_api.requests import SavedSearchFilter

FAILED: SavedSearchFilter = {
    "object": "flow_run",
    "property": "state",
    "type": "state",
    "operation": "equals",
    "value": ["FAILED"],
}


@pytest.fixture
def name() -> str:
    return f"search {uuid4()}"


def test_search_is_created_and_replaced(prefect: Prefect, name: str) -> None:
    made = prefect.saved_searches.create(name=name, filters=[FAILED])
    assert made.name == name
    assert [(each.property, each.value) for each in made.filters] == [("state", ["FAILED"])]
    assert prefect.saved_searches.get(made.id) == prefect.saved_searches.get(str(made.id)) == made
    again = prefect.saved_searches.create(name=name)
    assert (again.id, again.filters) == (made.id, [])


def test_search_is_deleted(prefect: Prefect, name: str) -> None:
    made = prefect.saved_searches.create(name=name)
    prefect.saved_searches.delete(made.id)
    for use in (prefect.saved_searches.get, prefect.saved_searches.delete):
        for missing in (made.id, UUID(int=1)):
            with pytest.raises(NotFoundError, match="Saved search not found"):
                use(missing)
        with pytest.raises(ArgumentError, match=r"^invalid saved search .*: expected a UUID$"):
            use(name)


def test_searches_are_listed_by_name(prefect: Prefect, name: str) -> None:
    names = [f"{name} {number:03}" for number in range(205)]
    for each in reversed(names):
        prefect.saved_searches.create(name=each)
    assert [search.name for search in prefect.saved_searches.list() if search.name.startswith(name)] == names


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, name: str) -> None:
    searches = async_prefect.saved_searches
    made = await searches.create(name=name, filters=[FAILED])
    assert await searches.get(made.id) == made
    assert [search async for search in searches.list() if search.name == name] == [made]
    await searches.delete(made.id)
    with pytest.raises(NotFoundError):
        await searches.get(made.id)
