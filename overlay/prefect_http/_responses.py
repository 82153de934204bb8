"""From an HTTP response to the answer of a call, or to the error that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import prefect_http_api
from prefect_http._answers import is_json, quote, status_error
from prefect_http._requests import shown

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")


def read(call: prefect_http_api.Call[T], response: httpx.Response) -> T:
    """Return the answer to *call* that *response*, which was read to its end, brings.

    Raises:
        StatusError: its status is not 2xx.
        DecodeError: its body is not what the API declares.
    """
    status, content = response.status_code, response.content
    if not response.is_success:
        location = response.headers.get("location") if response.has_redirect_location else None
        raise status_error(
            status=status,
            content=content,
            method=call.method,
            url=shown(str(response.request.url)),
            location=None if location is None else shown(location),
        )
    try:
        return call.decode(status, content)
    except prefect_http_api.DecodeError as error:
        from prefect_http._decoding import DecodeError

        quoted = "" if is_json(content) else quote(content)
        url = shown(str(response.request.url))
        raise DecodeError(error, method=call.method, url=url, quoted=quoted) from error
