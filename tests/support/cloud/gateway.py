"""Cloud's API: decides about each request, and adapts what the server behind the stand-in responds."""

import re
import threading
from dataclasses import replace
from typing import Any

from tests.support.cloud import accounts, document
from tests.support.cloud.accounts import Workspace
from tests.support.cloud.bodies import problems, with_defaults
from tests.support.cloud.credentials import lacking_scope, rejected_key
from tests.support.cloud.events import Forward, in_window, pages
from tests.support.cloud.limits import Rates, rejected_size
from tests.support.cloud.messages import (
    NOT_FOUND,
    Request,
    Response,
    decode,
    error,
    in_form,
    json_response,
    unprocessable,
)
from tests.support.cloud.operations import is_missing
from tests.support.cloud.responses import adapted
from tests.support.cloud.switches import Switches

API = "/api"
_DOCUMENT = "GET /api/openapi.json"
_VIEWS = re.compile(r"GET /collections/views/[^/]+")
_SENT_ON = {"accept", "content-type", "user-agent", "x-prefect-api-version"}
"""Headers that the server behind the stand-in receives."""
_OF_LOAD_BALANCER = {"server": "istio-envoy", "via": "1.1 google"}


class Gateway:
    """Responds to requests like Cloud.

    Args:
        origin: Origin of the stand-in.
        forward: Sends a request to the server behind the stand-in. Paths are relative to that server.
        switches: Behaviours.
    """

    def __init__(self, origin: str, forward: Forward, switches: Switches) -> None:
        self.workspaces = tuple(map(Workspace.parse, switches.workspaces))
        self.maintenance = switches.maintenance
        self._origin = origin
        self._forward = forward
        self._switches = switches
        self._rates = Rates(switches)
        self._lock = threading.Lock()

    def respond(self, request: Request) -> Response:
        """Return the response to *request*."""
        response = self._respond(request)
        return replace(response, headers={**response.headers, **_OF_LOAD_BALANCER})

    def _respond(self, request: Request) -> Response:
        if f"{request.method} {request.path}" == _DOCUMENT:
            found = self._forward(Request("GET", "/openapi.json", headers={}))
            return json_response(200, document.of_cloud(found.json))
        rejected = rejected_key(request, self._switches.api_key) or self._in_maintenance() or rejected_size(request)
        if rejected:
            return rejected
        if not request.path.startswith(f"{API}/"):
            return NOT_FOUND
        path = request.path.removeprefix(API)
        for workspace in self.workspaces:
            if path.startswith(f"{workspace.path}/"):
                return self._in_workspace(replace(request, path=path.removeprefix(workspace.path)), workspace)
        return self._above(replace(request, path=path))

    def _in_maintenance(self) -> Response | None:
        with self._lock:
            if not self.maintenance:
                return None
            self.maintenance -= 1
        return error(503, "Service Unavailable", prefect_maintenance="true")  # C15

    def _above(self, request: Request) -> Response:
        operation = f"{request.method} {request.path}"
        if _VIEWS.fullmatch(operation):
            return self._to_server(request)
        found = self._switches.routes.get(operation)
        if found is None:
            found = accounts.respond(operation, self.workspaces)
        return NOT_FOUND if found is None else json_response(200, found)

    def _in_workspace(self, request: Request, workspace: Workspace) -> Response:
        operation = f"{request.method} {request.path}"
        if operation in self._switches.routes:
            return json_response(200, self._switches.routes[operation])
        if is_missing(operation):
            return NOT_FOUND
        body = decode(request.body)
        rejected = lacking_scope(operation, self._switches.scopes) or self._rates.exceeded(operation, body)
        if rejected:
            return rejected
        wanted, found = in_window(operation, with_defaults(operation, body), self._switches)
        if found := [*problems(operation, body), *found]:
            return unprocessable(found, self._switches.error_form)
        request = replace(request, body=_encode(request.body, body, wanted))
        api_url = f"{self._switches.next_page_origin or self._origin}{API}{workspace.path}"
        response = pages(request, operation, self._to_server, api_url) or self._to_server(request)
        response = in_form(self._relocated(response, workspace), self._switches.error_form)
        return adapted(response, operation, self._switches, workspace.account_id, workspace.id)

    def _to_server(self, request: Request) -> Response:
        headers = {name: value for name, value in request.headers.items() if name in _SENT_ON}
        return self._forward(replace(request, path=API + request.path, headers=headers))

    def _relocated(self, response: Response, workspace: Workspace) -> Response:
        """Return *response* with a redirect to this workspace."""
        location = response.headers.get("location")
        if location is None:
            return response
        path = re.sub(rf"^https?://[^/]+{API}", "", location)
        return replace(response, headers={**response.headers, "location": f"{self._origin}{API}{workspace.path}{path}"})


def _encode(raw: bytes, body: Any, wanted: Any) -> bytes:
    """Return the body to send on, which is *raw* unless it has changed."""
    if wanted == body:
        return raw
    return b"" if wanted is None else json_response(200, wanted).body
