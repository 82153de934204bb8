"""Requests and responses, and the errors that Cloud responds with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

ErrorForm = Literal["FastAPI", "self-hosted"]
"""Form of a 422 (C8)."""


@dataclass(frozen=True)
class Request:
    """A received request. Header names are in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""


@dataclass(frozen=True)
class Response:
    """A response to send."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def json(self) -> Any:
        """The decoded body, or None if it is not JSON."""
        return decode(self.body) if self.headers.get("content-type") == "application/json" else None


class Problem(NamedTuple):
    """A reason to reject a request with 422."""

    loc: list[str | int]
    msg: str
    type: str


def decode(body: bytes) -> Any:
    """Decode JSON. Returns None for other content, which the server behind the stand-in rejects."""
    try:
        return json.loads(body)
    except ValueError:
        return None


def json_response(status: int, value: Any, **headers: str) -> Response:
    """Return a JSON response. Underscores in the names of *headers* stand for hyphens."""
    named = {name.replace("_", "-"): content for name, content in headers.items()}
    return Response(status, json.dumps(value).encode(), {"content-type": "application/json", **named})


def error(status: int, detail: str, **headers: str) -> Response:
    """Return an error with a text."""
    return json_response(status, {"detail": detail}, **headers)


NOT_FOUND = error(404, "Not Found")


def unprocessable(problems: list[Problem], form: ErrorForm) -> Response:
    """Return a 422 in one of the two forms (C8)."""
    details = [problem._asdict() for problem in problems]
    if form == "FastAPI":
        return json_response(422, {"detail": details})
    message = "Invalid request received."
    return json_response(422, {"exception_message": message, "exception_detail": details, "request_body": None})


def in_form(response: Response, form: ErrorForm) -> Response:
    """Convert a 422 of the server behind the stand-in to another form."""
    if response.status != 422 or form == "self-hosted":
        return response
    found = response.json
    if not isinstance(found, dict) or "exception_detail" not in found:
        return response
    problems = [
        Problem(each.get("loc", []), each.get("msg", ""), each.get("type", "")) for each in found["exception_detail"]
    ]
    return unprocessable(problems, form)
