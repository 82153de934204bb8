"""The rules: every kind of difference that a check knows, by direction, area, kind and action."""

from __future__ import annotations

import msgspec

from prefect_http._contract.findings import Level

_UPGRADE = "Use a client that was made from this server's version."
_CHANGE = "Change the calls that do so, or use a server that takes it."
_NOTHING = ""
_TO_HAVE = "Who wants it uses a client that was made from this server's version."
_LOOK = "Look at the code that reads it."


class Rule(msgspec.Struct, frozen=True):
    """One kind of difference.

    Attributes:
        id: its name, which stays.
        level: how much it matters where nothing lessens it.
        means: what it means for a caller.
        advice: what to do about it; empty when there is nothing to do.
    """

    id: str
    level: Level
    means: str
    advice: str


def _breaking(rule: str, means: str, advice: str = _CHANGE) -> Rule:
    return Rule(rule, "breaking", means, advice)


def _risky(rule: str, means: str, advice: str = _LOOK) -> Rule:
    return Rule(rule, "risky", means, advice)


def _compatible(rule: str, means: str, advice: str = _NOTHING) -> Rule:
    return Rule(rule, "compatible", means, advice)


_ALL = (
    _breaking("operation-removed", "A call is answered 404 or 405.", "Stop calling it, or use a server that has it."),
    _compatible("operation-added", "This client has no function for it.", _TO_HAVE),
    _compatible("operation-deprecated", "It works, and may go in a later version.", "Plan to do without it."),
    # What the client sends.
    _breaking("request-parameter-removed", "What a caller gives there is ignored without a word."),
    _breaking(
        "request-parameter-required-added",
        "A call without it is answered 422, and this client cannot give it.",
        _UPGRADE,
    ),
    _compatible("request-parameter-optional-added", "This client cannot give it.", _TO_HAVE),
    _breaking("request-parameter-became-required", "A call without it is answered 422."),
    _compatible("request-parameter-became-optional", "It may be left out."),
    _breaking("request-body-removed", "What a caller gives is ignored without a word."),
    _breaking("request-body-required-added", "A call is answered 422, and this client cannot give a body.", _UPGRADE),
    _compatible("request-body-optional-added", "This client cannot give it.", _TO_HAVE),
    _breaking("request-body-became-required", "A call without a body is answered 422."),
    _compatible("request-body-became-optional", "It may be left out."),
    _breaking("request-media-type-removed", "The server does not read what this client sends.", _UPGRADE),
    _breaking("request-property-removed", "What a caller gives there is refused, or ignored without a word."),
    _breaking(
        "request-property-required-added", "A call is answered 422, and this client does not know the key.", _UPGRADE
    ),
    _compatible("request-property-optional-added", "This client's types do not know the key.", _TO_HAVE),
    _breaking("request-property-became-required", "A call without it is answered 422."),
    _compatible("request-property-became-optional", "It may be left out."),
    _breaking("request-type-narrowed", "Some of what was accepted is answered 422."),
    _compatible("request-type-widened", "More is accepted."),
    _breaking("request-format-narrowed", "Text of another form is answered 422."),
    _compatible("request-format-widened", "Text of any form is accepted."),
    _breaking("request-became-not-nullable", "None is answered 422."),
    _compatible("request-became-nullable", "None is accepted."),
    _breaking("request-enum-value-removed", "The value is answered 422."),
    _compatible("request-enum-value-added", "One value more is accepted."),
    _breaking("request-union-member-removed", "What has this form is answered 422."),
    _compatible("request-union-member-added", "What has this form is accepted, too."),
    _breaking("request-constraint-tightened", "Values beyond the limit are answered 422."),
    _compatible("request-constraint-loosened", "Values beyond the old limit are accepted."),
    _risky(
        "request-default-changed",
        "A call that leaves it out does something else.",
        "Look at the calls that leave it out.",
    ),
    # What the client reads.
    _risky(
        "response-status-added", "The client reads it as the answer that it knows; code that looks at statuses may not."
    ),
    _compatible("response-status-removed", "Success is told in fewer ways."),
    _risky(
        "response-became-undeclared",
        "Servers leave out what they answer; only asking one tells whether it is what it was.",
        "Run the check with --live on a server of this version.",
    ),
    _breaking("response-media-type-changed", "The client cannot read the answer.", _UPGRADE),
    _breaking(
        "response-property-removed",
        "The client raises a DecodeError, or the attribute has its default for ever.",
        _UPGRADE,
    ),
    _risky(
        "response-property-became-optional",
        "The client raises a DecodeError where it is left out.",
        "Ask a server of this version, with --live: as yet they write every key.",
    ),
    _compatible("response-property-added", "The client skips it.", _TO_HAVE),
    _breaking(
        "response-type-widened",
        "The client raises a DecodeError where the value is of a type that it does not expect.",
        _UPGRADE,
    ),
    _compatible("response-type-narrowed", "Fewer kinds of values come."),
    _breaking("response-format-widened", "The client raises a DecodeError where the text has another form.", _UPGRADE),
    _compatible("response-format-narrowed", "The text is of one form."),
    _breaking("response-became-nullable", "The client raises a DecodeError where the value is null.", _UPGRADE),
    _compatible("response-became-not-nullable", "None does not come."),
    _risky("response-enum-value-added", "The client reads it as it is; code that handles each value may not."),
    _compatible("response-enum-value-removed", "The value does not come."),
    _risky(
        "response-union-member-added",
        "The client reads it as an object of a class unknown; code that handles each may not.",
    ),
    _compatible("response-union-member-removed", "What has this form does not come."),
    # What a running server does.
    _breaking(
        "live-operation-missing", "A call is answered 404, 405 or 501.", "Stop calling it, or use a server that has it."
    ),
    _breaking("live-operation-refused", "The server does not take what it was promised to take."),
    _breaking("live-operation-failed", "The server fails on it.", "Look at the server's log."),
    _risky(
        "live-operation-busy",
        "The server was too busy to do it, however often it was asked: whether it works is not known.",
        "Check again when the server has less to do.",
    ),
    _compatible(
        "live-operation-not-called",
        "What it needs could not be made: whether it works is not known.",
        "Look at the findings about what it needs.",
    ),
    _risky("live-status-undeclared", "The client reads it; code that looks at statuses may not expect it."),
    _breaking("live-key-missing", "The client raises a DecodeError.", _UPGRADE),
    _risky("live-key-never-sent", "The attribute has its default, for ever."),
    _compatible("live-key-unknown", "The client skips it.", _TO_HAVE),
    _breaking("live-value-undecodable", "The client raises a DecodeError.", _UPGRADE),
    _risky("live-enum-value-unknown", "The client reads it as it is; code that handles each value may not."),
    _risky(
        "live-union-member-unknown",
        "The client reads it as an object of a class unknown; code that handles each may not.",
    ),
    _compatible(
        "live-left-behind", "What the check made is still there.", "Delete what has the name that the check tells."
    ),
)

RULES = {rule.id: rule for rule in _ALL}
"""Every rule by its id."""
