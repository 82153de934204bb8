"""Differences: findings of the contract check as sentences for users of the client."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.bump.findings import Finding
from generator.spec.document import Json, Object, pointer_parts

LEVELS = ("breaking", "risky", "compatible")
"""Severities, worst first."""

MAX_OPERATIONS = 3
"""Number of operations that a sentence lists."""

_PROSE = frozenset({"title", "description", "examples"})

_SENTENCES = {
    "operation-removed": "{operations} was removed.",
    "operation-added": "{operations} is new.",
    "request-property-removed": "Requests of {operations} no longer accept the key `{key}`.",
    "request-property-required-added": "Requests of {operations} require the new key `{key}`.",
    "request-property-optional-added": "Requests of {operations} accept the new key `{key}`.",
    "request-property-became-required": "Requests of {operations} require the key `{key}`, which was optional.",
    "response-property-removed": "Responses of {operations} no longer have the key `{key}`.",
    "response-property-added": "Responses of {operations} have the new key `{key}`.",
}
_RENAMED = "{side} of {operations}: the key `{key}` is now called `{other}`, or was replaced by it."
_OTHER = "{side} of {operations}: {what}."

_REPLACEMENTS = {
    "request-property-removed": ("request-property-required-added", "request-property-optional-added"),
    "response-property-removed": ("response-property-added",),
}
"""Rules of removed keys, and of the keys that may replace them."""


@dataclass(frozen=True)
class Documents:
    """The documents that are compared.

    Attributes:
        before: Document of the old version.
        after: Document of the new version.
        names: Name of each operation of both versions, by method and path: ``GET /observed-states``.
    """

    before: Object
    after: Object
    names: Mapping[str, str]


def describe(findings: Sequence[Finding], documents: Documents) -> dict[str, list[str]]:
    """Return one sentence per difference, by level.

    A removed key and a new key of the same schema with the same type are told as one that was renamed. Differences in
    the server's own settings are told together.
    """
    kept = [finding for finding in findings if not finding.settings]
    renamed = dict(_renames(kept, documents))
    replaced = set(renamed.values())
    sentences: dict[str, list[str]] = {
        level: [
            _sentence(finding, renamed.get(finding), documents.names)
            for finding in kept
            if finding.level == level and finding not in replaced
        ]
        for level in LEVELS
    }
    if settings := sum(finding.settings for finding in findings):
        differ = "1 setting differs" if settings == 1 else f"{settings} settings differ"
        sentences["compatible"].append(f"{differ} in the server's own settings, which `admin.read_settings` returns.")
    return {level: found for level, found in sentences.items() if found}


def _sentence(finding: Finding, replacement: Finding | None, names: Mapping[str, str]) -> str:
    parts = {
        "operations": _operations(finding, names),
        "key": _key(finding),
        "other": _key(replacement) if replacement else "",
        "side": "Requests" if finding.rule.startswith("request-") else "Responses",
        "what": finding.what.removesuffix("."),
    }
    template = _RENAMED if replacement else _SENTENCES.get(finding.rule, _OTHER)
    sentence = template.format(**parts)
    return sentence if finding.level == "compatible" or template is not _OTHER else f"{sentence} {finding.means}"


def _operations(finding: Finding, names: Mapping[str, str]) -> str:
    """Return the affected operations. An added or removed one is given with its method and path."""
    found = [_operation(each, names, with_route=finding.rule.startswith("operation-")) for each in finding.operations]
    if len(found) > MAX_OPERATIONS:
        return f"{found[0]} and {len(found) - 1} other operations"
    return ", ".join(found)


def _operation(operation: str, names: Mapping[str, str], *, with_route: bool) -> str:
    name = names.get(operation, operation)
    routes = [route for route, known in names.items() if known == name]
    return f"`{name}` (`{routes[0]}`)" if with_route and routes else f"`{name}`"


def _renames(findings: Sequence[Finding], documents: Documents) -> Iterator[tuple[Finding, Finding]]:
    """Yield each removed key with the new key that replaces it."""
    unused = list(findings)
    for removed in findings:
        for added in unused:
            if added.rule in _REPLACEMENTS.get(removed.rule, ()) and _is_replacement(removed, added, documents):
                unused.remove(added)
                yield removed, added
                break


def _is_replacement(removed: Finding, added: Finding, documents: Documents) -> bool:
    if removed.pointer.rpartition("/")[0] != added.pointer.rpartition("/")[0]:
        return False
    old, new = _at(documents.before, removed.pointer), _at(documents.after, added.pointer)
    return old is not None and _without_prose(old) == _without_prose(new)


def _key(finding: Finding) -> str:
    return pointer_parts(finding.pointer)[-1]


def _at(document: Json, pointer: str) -> Json:
    for part in pointer_parts(pointer):
        if isinstance(document, list) and part.isdecimal() and int(part) < len(document):
            document = document[int(part)]
        elif isinstance(document, dict):
            document = document.get(part)
        else:
            return None
    return document


def _without_prose(schema: Json) -> Json:
    return {key: value for key, value in schema.items() if key not in _PROSE} if isinstance(schema, dict) else schema
