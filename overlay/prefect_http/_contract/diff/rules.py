"""Rules: each kind of difference, its severity, its effect on callers, and advice."""

from __future__ import annotations

from typing import Final

import msgspec

from prefect_http._contract.findings import Level

_REGENERATE: Final = "Use a client generated from this server's version."
_TO_USE: Final = "To use it, switch to a client generated from this server's version."
_STOP_SENDING: Final = "Stop sending it, or use a server that accepts it."
_ALWAYS_SEND: Final = "Always send it, or use a server that does not require it."
_CHANGE_VALUES: Final = "Send other values, or use a server that accepts these."
_REVIEW: Final = "Review the code that reads the response."
_RUN_LIVE: Final = "Run the check with --live against a server of this version."
_SENDS_EVERY_KEY: Final = "Run the check with --live. All servers tested so far send every key."
_SERVER_LOG: Final = "Check the server's log."
_NOTHING: Final = ""

_ON_CLOUD: Final = {
    _REGENERATE: "Use a package generated from Prefect Cloud's document.",
    _TO_USE: "To use it, generate a package from Prefect Cloud's document.",
    _RUN_LIVE: "Run the check with --live against a workspace for tests.",
    _SENDS_EVERY_KEY: "Run the check with --live against a workspace for tests.",
    _SERVER_LOG: "Run the check again later.",
}
"""Advice for Prefect Cloud in place of advice for a server of one's own."""


class Rule(msgspec.Struct, frozen=True):
    """One kind of difference.

    Attributes:
        id: Stable ID, such as ``"request-property-removed"``.
        level: Severity. A breaking difference in the server's own settings counts as risky.
        means: Effect on callers.
        advice: Recommended action, or an empty string.
    """

    id: str
    level: Level
    means: str
    advice: str


def _breaking(rule: str, means: str, advice: str) -> Rule:
    return Rule(rule, "breaking", means, advice)


def _risky(rule: str, means: str, advice: str = _REVIEW) -> Rule:
    return Rule(rule, "risky", means, advice)


def _compatible(rule: str, means: str, advice: str = _NOTHING) -> Rule:
    return Rule(rule, "compatible", means, advice)


_OPERATIONS: Final = (
    _breaking(
        "operation-removed", "Calls fail with 404 or 405.", "Stop calling the operation, or use a server that has it."
    ),
    _compatible("operation-added", "This client has no function for the operation.", _TO_USE),
    _compatible(
        "operation-deprecated", "The operation still works, but a later server may remove it.", "Plan to replace it."
    ),
)

_REQUESTS: Final = (
    _breaking("request-parameter-removed", "The server ignores this parameter.", _STOP_SENDING),
    _breaking(
        "request-parameter-required-added",
        "Calls fail with 422, because this client cannot send the parameter.",
        _REGENERATE,
    ),
    _compatible("request-parameter-optional-added", "This client cannot send the parameter.", _TO_USE),
    _breaking("request-parameter-became-required", "Calls without the parameter fail with 422.", _ALWAYS_SEND),
    _compatible("request-parameter-became-optional", "Calls may omit the parameter."),
    _breaking("request-body-removed", "The server ignores the request body.", _STOP_SENDING),
    _breaking(
        "request-body-required-added", "Calls fail with 422, because this client cannot send a body.", _REGENERATE
    ),
    _compatible("request-body-optional-added", "This client cannot send a body.", _TO_USE),
    _breaking("request-body-became-required", "Calls without a body fail with 422.", _ALWAYS_SEND),
    _compatible("request-body-became-optional", "Calls may omit the body."),
    _breaking("request-media-type-removed", "The server rejects the media type that this client sends.", _REGENERATE),
    _breaking("request-property-removed", "The server rejects or ignores this key.", _STOP_SENDING),
    _breaking(
        "request-property-required-added",
        "Calls without the key fail with 422, and this client's types do not include the key.",
        _REGENERATE,
    ),
    _compatible("request-property-optional-added", "This client's types do not include the key.", _TO_USE),
    _breaking("request-property-became-required", "Calls without the key fail with 422.", _ALWAYS_SEND),
    _compatible("request-property-became-optional", "Calls may omit the key."),
    _breaking("request-type-narrowed", "Calls with some previously valid values fail with 422.", _CHANGE_VALUES),
    _compatible("request-type-widened", "The server accepts values of additional types."),
    _breaking(
        "request-format-narrowed", "Calls with strings that are not in the new format fail with 422.", _CHANGE_VALUES
    ),
    _compatible("request-format-widened", "The server accepts strings in any format."),
    _breaking("request-became-not-nullable", "Calls that send None fail with 422.", _CHANGE_VALUES),
    _compatible("request-became-nullable", "The server accepts None."),
    _breaking("request-enum-value-removed", "Calls with this value fail with 422.", _CHANGE_VALUES),
    _compatible("request-enum-value-added", "The server accepts an additional value."),
    _breaking("request-union-member-removed", "Calls with objects of this type fail with 422.", _CHANGE_VALUES),
    _compatible("request-union-member-added", "The server accepts objects of an additional type."),
    _breaking(
        "request-constraint-tightened",
        "Calls with values that violate the new constraint fail with 422.",
        _CHANGE_VALUES,
    ),
    _compatible("request-constraint-loosened", "The server accepts values that violate the old constraint."),
    _risky(
        "request-default-changed",
        "The server applies the new default to calls that omit the key.",
        "Review the calls that omit the key.",
    ),
)

_RESPONSES: Final = (
    _risky(
        "response-status-added",
        "The client decodes the response as usual, but code that checks the status may not expect this one.",
    ),
    _compatible("response-status-removed", "The server no longer uses this status."),
    _risky(
        "response-became-undeclared",
        "The document no longer describes the response. Only a call shows whether the response changed.",
        _RUN_LIVE,
    ),
    _breaking("response-media-type-changed", "The client cannot decode the response.", _REGENERATE),
    _breaking(
        "response-property-removed",
        "The client raises DecodeError, or the attribute always has its default.",
        _REGENERATE,
    ),
    _risky(
        "response-property-became-optional",
        "The client raises DecodeError if the key is omitted.",
        _SENDS_EVERY_KEY,
    ),
    _compatible("response-property-added", "The client ignores the key.", _TO_USE),
    _breaking("response-type-widened", "The client raises DecodeError for values of an undeclared type.", _REGENERATE),
    _compatible(
        "response-type-narrowed", "The server sends values of only some of the types that this client accepts."
    ),
    _breaking(
        "response-format-widened",
        "The client raises DecodeError for strings that are not in the old format.",
        _REGENERATE,
    ),
    _compatible("response-format-narrowed", "The server sends strings in one format only."),
    _breaking("response-became-nullable", "The client raises DecodeError for null.", _REGENERATE),
    _compatible("response-became-not-nullable", "The server never sends null."),
    _risky("response-enum-value-added", "The client returns the unknown value, which your code may not expect."),
    _compatible("response-enum-value-removed", "The server never sends the value."),
    _risky(
        "response-union-member-added",
        "The client returns an Unknown object, which your code may not expect.",
    ),
    _compatible("response-union-member-removed", "The server never sends objects of this type."),
)

_LIVE: Final = (
    _breaking(
        "live-operation-missing",
        "Calls fail with 404, 405 or 501.",
        "Stop calling the operation, or use a server that has it.",
    ),
    _breaking(
        "live-operation-refused",
        "The server rejects a request that is valid for this client.",
        "Stop sending such requests, or use a server that accepts them.",
    ),
    _breaking("live-operation-failed", "The server fails with an internal error.", _SERVER_LOG),
    _risky(
        "live-operation-busy",
        "The server stayed busy through all retries, so it is unknown whether the operation works.",
        "Run the check again when the server is less busy.",
    ),
    _compatible(
        "live-operation-not-called",
        "A required object could not be created, so it is unknown whether the operation works.",
        "See the findings about the operation that creates the object.",
    ),
    _risky(
        "live-status-undeclared",
        "The client decodes the response as usual, but code that checks the status may not expect this one.",
    ),
    _breaking("live-key-missing", "The client raises DecodeError.", _REGENERATE),
    _risky("live-key-never-sent", "The attribute always has its default."),
    _compatible("live-key-unknown", "The client ignores the key.", _TO_USE),
    _breaking("live-value-undecodable", "The client raises DecodeError.", _REGENERATE),
    _risky("live-enum-value-unknown", "The client returns the unknown value, which your code may not expect."),
    _risky(
        "live-union-member-unknown",
        "The client returns an Unknown object, which your code may not expect.",
    ),
    _compatible(
        "live-left-behind",
        "The check could not delete some of the objects that it created.",
        "Delete everything whose name begins with the reported prefix.",
    ),
)

RULES: Final = {rule.id: rule for rule in (*_OPERATIONS, *_REQUESTS, *_RESPONSES, *_LIVE)}
"""Rules by ID."""


def advice_on_cloud(advice: str) -> str:
    """Return *advice* as it applies to Prefect Cloud."""
    return _ON_CLOUD.get(advice, advice)
