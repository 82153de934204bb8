"""Rules: every kind of difference, what it means for callers, and how to respond."""

from __future__ import annotations

from typing import Final

import msgspec

from prefect_http._contract.findings import Level

_REGENERATE: Final = "Use a client generated from this server's version."
_TO_USE: Final = "To use it, switch to a client generated from this server's version."
_STOP_SENDING: Final = "Stop sending it, or use a server that accepts it."
_ALWAYS_SEND: Final = "Always send it, or use a server that does not require it."
_CHANGE_VALUES: Final = "Send other values, or use a server that accepts these."
_REVIEW: Final = "Review the code that reads it."
_NOTHING: Final = ""


class Rule(msgspec.Struct, frozen=True):
    """One kind of difference.

    Attributes:
        id: Stable name: direction, area, kind and action.
        level: Severity, unless something about a finding lowers it.
        means: What it means for callers.
        advice: How to respond, or an empty string.
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
    _breaking("operation-removed", "Calls fail with 404 or 405.", "Stop calling it, or use a server that has it."),
    _compatible("operation-added", "This client has no function for it.", _TO_USE),
    _compatible("operation-deprecated", "It works, but a later server may remove it.", "Plan to replace it."),
)

_REQUESTS: Final = (
    _breaking("request-parameter-removed", "The server ignores this parameter.", _STOP_SENDING),
    _breaking("request-parameter-required-added", "Calls fail with 422, and this client cannot send it.", _REGENERATE),
    _compatible("request-parameter-optional-added", "This client cannot send it.", _TO_USE),
    _breaking("request-parameter-became-required", "Calls without it fail with 422.", _ALWAYS_SEND),
    _compatible("request-parameter-became-optional", "Calls may omit it."),
    _breaking("request-body-removed", "The server ignores the request body.", _STOP_SENDING),
    _breaking("request-body-required-added", "Calls fail with 422, and this client cannot send a body.", _REGENERATE),
    _compatible("request-body-optional-added", "This client cannot send a body.", _TO_USE),
    _breaking("request-body-became-required", "Calls without a body fail with 422.", _ALWAYS_SEND),
    _compatible("request-body-became-optional", "Calls may omit the body."),
    _breaking("request-media-type-removed", "The server rejects the media type that this client sends.", _REGENERATE),
    _breaking("request-property-removed", "The server rejects or ignores this key.", _STOP_SENDING),
    _breaking(
        "request-property-required-added", "Calls fail with 422, and this client does not know the key.", _REGENERATE
    ),
    _compatible("request-property-optional-added", "This client's types do not include the key.", _TO_USE),
    _breaking("request-property-became-required", "Calls without it fail with 422.", _ALWAYS_SEND),
    _compatible("request-property-became-optional", "Calls may omit it."),
    _breaking("request-type-narrowed", "Some previously valid values fail with 422.", _CHANGE_VALUES),
    _compatible("request-type-widened", "The server accepts more values."),
    _breaking("request-format-narrowed", "Strings in any other format fail with 422.", _CHANGE_VALUES),
    _compatible("request-format-widened", "The server accepts strings in any format."),
    _breaking("request-became-not-nullable", "None fails with 422.", _CHANGE_VALUES),
    _compatible("request-became-nullable", "The server accepts None."),
    _breaking("request-enum-value-removed", "The value fails with 422.", _CHANGE_VALUES),
    _compatible("request-enum-value-added", "The server accepts one more value."),
    _breaking("request-union-member-removed", "Objects of this type fail with 422.", _CHANGE_VALUES),
    _compatible("request-union-member-added", "The server accepts objects of one more type."),
    _breaking("request-constraint-tightened", "Values outside the constraint fail with 422.", _CHANGE_VALUES),
    _compatible("request-constraint-loosened", "The server accepts values outside the old constraint."),
    _risky(
        "request-default-changed",
        "Calls that omit it behave differently.",
        "Review the calls that omit it.",
    ),
)

_RESPONSES: Final = (
    _risky(
        "response-status-added",
        "The client decodes it like the declared status. Code that checks statuses may not expect it.",
    ),
    _compatible("response-status-removed", "The server uses fewer success statuses."),
    _risky(
        "response-became-undeclared",
        "The document no longer describes the response. Only a call shows whether it changed.",
        "Run the check with --live against a server of this version.",
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
        "Run the check with --live. Servers have always written every key so far.",
    ),
    _compatible("response-property-added", "The client ignores the key.", _TO_USE),
    _breaking("response-type-widened", "The client raises DecodeError for a value of an unexpected type.", _REGENERATE),
    _compatible("response-type-narrowed", "The server sends values of fewer types."),
    _breaking("response-format-widened", "The client raises DecodeError for a string in another format.", _REGENERATE),
    _compatible("response-format-narrowed", "The server sends strings in one format only."),
    _breaking("response-became-nullable", "The client raises DecodeError for null.", _REGENERATE),
    _compatible("response-became-not-nullable", "The server never sends null."),
    _risky("response-enum-value-added", "The client keeps the value. Code that handles each value may not expect it."),
    _compatible("response-enum-value-removed", "The server never sends the value."),
    _risky(
        "response-union-member-added",
        "The client decodes it as an Unknown object. Code that handles each class may not expect it.",
    ),
    _compatible("response-union-member-removed", "The server never sends objects of this type."),
)

_LIVE: Final = (
    _breaking(
        "live-operation-missing", "Calls fail with 404, 405 or 501.", "Stop calling it, or use a server that has it."
    ),
    _breaking(
        "live-operation-refused",
        "The server rejects a request that is valid for this client.",
        "Change such calls, or use a server that accepts them.",
    ),
    _breaking("live-operation-failed", "The server fails with an internal error.", "Look at the server's log."),
    _risky(
        "live-operation-busy",
        "The server was too busy despite all retries. Whether the operation works is unknown.",
        "Run the check again when the server is less busy.",
    ),
    _compatible(
        "live-operation-not-called",
        "A resource that it needs could not be created. Whether the operation works is unknown.",
        "See the findings for that resource.",
    ),
    _risky(
        "live-status-undeclared",
        "The client decodes the response. Code that checks statuses may not expect it.",
    ),
    _breaking("live-key-missing", "The client raises DecodeError.", _REGENERATE),
    _risky("live-key-never-sent", "The attribute always has its default."),
    _compatible("live-key-unknown", "The client ignores the key.", _TO_USE),
    _breaking("live-value-undecodable", "The client raises DecodeError.", _REGENERATE),
    _risky("live-enum-value-unknown", "The client keeps the value. Code that handles each value may not expect it."),
    _risky(
        "live-union-member-unknown",
        "The client decodes it as an Unknown object. Code that handles each class may not expect it.",
    ),
    _compatible(
        "live-left-behind",
        "The check could not delete what it created.",
        "Delete everything whose name begins with the reported prefix.",
    ),
)

RULES: Final = {rule.id: rule for rule in (*_OPERATIONS, *_REQUESTS, *_RESPONSES, *_LIVE)}
"""Rules by ID."""
