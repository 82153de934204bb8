"""Small helpers, and request bodies of pages."""

from prefect_http._pagination.cursors import Window
from prefect_http._pagination.queries import paged
from prefect_http._utils import given
from prefect_http_api.requests import ReadVariablesBody


def test_given_omits_none_values() -> None:
    assert given(a=None, b=False, c=[], d=0) == {"b": False, "c": [], "d": 0}


def test_paged_adds_limit_and_offset_to_a_copy_of_the_body() -> None:
    body: ReadVariablesBody = {"sort": "NAME_ASC"}
    assert paged(body, Window()) == {"sort": "NAME_ASC"}
    assert paged(body, Window(offset=7)) == {"sort": "NAME_ASC", "offset": 7}
    assert paged(body, Window(limit=1)) == {"sort": "NAME_ASC", "limit": 1}
    assert body == {"sort": "NAME_ASC"}
