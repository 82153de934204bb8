from prefect_http._pagination.cursors import Window
from prefect_http._pagination.queries import paged
from prefect_http._utils import given
from prefect_http_api.requests import ReadVariablesBody


def test_only_what_was_given_is_sent() -> None:
    assert given(a=None, b=False, c=[], d=0) == {"b": False, "c": [], "d": 0}


def test_a_page_is_the_callers_body_and_its_place() -> None:
    body: ReadVariablesBody = {"sort": "NAME_ASC"}
    assert paged(body, Window()) == {"sort": "NAME_ASC"}
    assert paged(body, Window(offset=7)) == {"sort": "NAME_ASC", "offset": 7}
    assert paged(body, Window(limit=1)) == {"sort": "NAME_ASC", "limit": 1}
    assert body == {"sort": "NAME_ASC"}
