"""Typed sync and async client for the Prefect HTTP API, without installing Prefect.

::

    from prefect_http import Prefect

    with Prefect() as client:  # PREFECT_API_URL, PREFECT_API_KEY …
        run = client.deployments.trigger("my-flow/my-deployment", parameters={"n": 1})
"""

from __future__ import annotations

# `typing` takes longer to import than everything else here. Type checkers recognize the name without the import.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from prefect_http import cloud as cloud
    from prefect_http import errors as errors
    from prefect_http import filters as filters
    from prefect_http import models as models
    from prefect_http import references as references
    from prefect_http._async.client import AsyncPrefect as AsyncPrefect
    from prefect_http._async.listing import AsyncListing as AsyncListing
    from prefect_http._async.resources.concurrency_hold import AsyncHold as AsyncHold
    from prefect_http._domain.bulk_trigger import TriggerOutcome as TriggerOutcome
    from prefect_http._domain.bulk_trigger import TriggerRow as TriggerRow
    from prefect_http._domain.outcomes import Outcome as Outcome
    from prefect_http._domain.outcomes import Outcomes as Outcomes
    from prefect_http._domain.progress import Progress as Progress
    from prefect_http._domain.run_inputs import PendingInput as PendingInput
    from prefect_http._http.hooks import AsyncEventHooks as AsyncEventHooks
    from prefect_http._http.hooks import EventHooks as EventHooks
    from prefect_http._http.retry import RetryPolicy as RetryPolicy
    from prefect_http._pagination.event_ranges import IncompleteEventsWarning as IncompleteEventsWarning
    from prefect_http._pagination.unlistable import UnlistableRowsWarning as UnlistableRowsWarning
    from prefect_http._sync.client import Prefect as Prefect
    from prefect_http._sync.listing import Listing as Listing
    from prefect_http._sync.resources.concurrency_hold import Hold as Hold
    from prefect_http.errors import ArgumentError as ArgumentError
    from prefect_http.errors import AuthenticationError as AuthenticationError
    from prefect_http.errors import BadRequestError as BadRequestError
    from prefect_http.errors import ClientClosedError as ClientClosedError
    from prefect_http.errors import ClientReuseError as ClientReuseError
    from prefect_http.errors import ConfigurationError as ConfigurationError
    from prefect_http.errors import ConflictError as ConflictError
    from prefect_http.errors import ConnectionError as ConnectionError  # noqa: A004  # the package's own
    from prefect_http.errors import DecodeError as DecodeError
    from prefect_http.errors import FlowRunFailedError as FlowRunFailedError
    from prefect_http.errors import IncompatibleServerError as IncompatibleServerError
    from prefect_http.errors import LeaseLostError as LeaseLostError
    from prefect_http.errors import NotFoundError as NotFoundError
    from prefect_http.errors import PermissionDeniedError as PermissionDeniedError
    from prefect_http.errors import PrefectHTTPError as PrefectHTTPError
    from prefect_http.errors import RateLimitError as RateLimitError
    from prefect_http.errors import ResponseTooLargeError as ResponseTooLargeError
    from prefect_http.errors import ServerError as ServerError
    from prefect_http.errors import StateChangeError as StateChangeError
    from prefect_http.errors import StateNotReachedError as StateNotReachedError
    from prefect_http.errors import StatusError as StatusError
    from prefect_http.errors import TimeoutError as TimeoutError  # noqa: A004  # the package's own
    from prefect_http.errors import TransportError as TransportError
    from prefect_http.errors import UnknownRouteError as UnknownRouteError
    from prefect_http.errors import UnsupportedByServerError as UnsupportedByServerError
    from prefect_http.errors import ValidationError as ValidationError
    from prefect_http.errors import WaitTimeoutError as WaitTimeoutError
    from prefect_http_api import to_dict as to_dict
    from prefect_http_api import to_json as to_json

__all__ = [
    "ArgumentError",
    "AsyncEventHooks",
    "AsyncHold",
    "AsyncListing",
    "AsyncPrefect",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ClientReuseError",
    "ConfigurationError",
    "ConflictError",
    "ConnectionError",
    "DecodeError",
    "EventHooks",
    "FlowRunFailedError",
    "Hold",
    "IncompatibleServerError",
    "IncompleteEventsWarning",
    "LeaseLostError",
    "Listing",
    "NotFoundError",
    "Outcome",
    "Outcomes",
    "PendingInput",
    "PermissionDeniedError",
    "Prefect",
    "PrefectHTTPError",
    "Progress",
    "RateLimitError",
    "ResponseTooLargeError",
    "RetryPolicy",
    "ServerError",
    "StateChangeError",
    "StateNotReachedError",
    "StatusError",
    "TimeoutError",
    "TransportError",
    "TriggerOutcome",
    "TriggerRow",
    "UnknownRouteError",
    "UnlistableRowsWarning",
    "UnsupportedByServerError",
    "ValidationError",
    "WaitTimeoutError",
    "cloud",
    "errors",
    "filters",
    "models",
    "references",
    "to_dict",
    "to_json",
]

__version__ = "3.9.1.0"
"""Version of the package: the Prefect version that it was generated from, followed by a counter."""

_MODULES = {
    "AsyncEventHooks": "_http.hooks",
    "AsyncHold": "_async.resources.concurrency_hold",
    "AsyncListing": "_async.listing",
    "AsyncPrefect": "_async.client",
    "EventHooks": "_http.hooks",
    "Hold": "_sync.resources.concurrency_hold",
    "IncompleteEventsWarning": "_pagination.event_ranges",
    "Listing": "_sync.listing",
    "Outcome": "_domain.outcomes",
    "Outcomes": "_domain.outcomes",
    "PendingInput": "_domain.run_inputs",
    "Prefect": "_sync.client",
    "Progress": "_domain.progress",
    "RetryPolicy": "_http.retry",
    "TriggerOutcome": "_domain.bulk_trigger",
    "TriggerRow": "_domain.bulk_trigger",
    "UnlistableRowsWarning": "_pagination.unlistable",
}


# Hidden from type checkers: a visible __getattr__ would make them accept any name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # Imported on first use, so that importing the package costs next to nothing.
        from importlib import import_module

        if name in {"cloud", "errors", "filters", "models", "references"}:
            return import_module(f".{name}", __name__)
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = "prefect_http_api" if name in {"to_dict", "to_json"} else f".{_MODULES.get(name, 'errors')}"
        value = globals()[name] = getattr(import_module(module, __name__), name)
        return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
