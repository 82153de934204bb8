"""Differences: findings of the contract check as sentences for users of the client."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

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

_SETTINGS = {
    "response-property-added": ("is new", "are new"),
    "response-property-removed": ("was removed", "were removed"),
}
"""Sentences about one setting and about several, by rule."""

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
        purposes: First sentence of the description of each new operation, by name.
    """

    before: Object
    after: Object
    names: Mapping[str, str]
    purposes: Mapping[str, str] = field(default_factory=dict[str, str])


def describe(findings: Sequence[Finding], documents: Documents) -> dict[str, list[str]]:
    """Return one sentence per difference, by level.

    A removed key and a new key of the same schema with the same type are told as one that was renamed. Values of the
    same key of the same operations are told together, and so are differences in the server's own settings.
    """
    kept = [finding for finding in findings if not finding.settings]
    renamed = dict(_renames(kept, documents))
    replaced = set(renamed.values())
    told = list(_merged(finding for finding in kept if finding not in replaced))
    sentences = {
        level: [
            *(_sentence(each, renamed.get(each), documents) for each in told if each.level == level),
            *_settings([each for each in findings if each.settings and each.level == level]),
        ]
        for level in LEVELS
    }
    return {level: found for level, found in sentences.items() if found}


def _merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield *findings*, with those that differ only in the value that their text ends with merged into one."""
    groups: dict[Finding, list[str]] = {}
    for finding in findings:
        said, value = finding, ""
        if finding.subject and finding.what.endswith(finding.subject):
            value = finding.subject
            said = replace(finding, what=finding.what.removesuffix(value), subject="", pointer="", at="")
        groups.setdefault(said, []).append(value)
    for said, values in groups.items():
        # Something accepts A and B, but may be A or B.
        last = "and" if said.what.endswith(" accepts ") else "or"
        yield replace(said, what=said.what + _listed(list(dict.fromkeys(values)), last))


def _settings(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield a sentence about differences in the server's own settings, if there are any."""
    names: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        name = finding.at.removeprefix("$.")
        what = finding.what.removeprefix(f"`{name.rpartition('.')[2]}` ")
        names.setdefault(_SETTINGS.get(finding.rule, (what, what)), []).append(f"`{name}`")
    if names:
        found = "; ".join(f"{_listed(each)} {said[len(each) > 1]}" for said, each in names.items())
        yield f"The server's own settings, which `admin.read_settings` returns: {found}."


def _listed(values: Sequence[str], last: str = "and") -> str:
    return f" {last} ".join(filter(None, [", ".join(values[:-1]), values[-1]]))


def _sentence(finding: Finding, replacement: Finding | None, documents: Documents) -> str:
    parts = {
        "operations": _operations(finding, documents.names),
        "key": _key(finding),
        "other": _key(replacement) if replacement else "",
        "side": "Requests" if finding.rule.startswith("request-") else "Responses",
        "what": finding.what.removesuffix("."),
    }
    template = _RENAMED if replacement else _SENTENCES.get(finding.rule, _OTHER)
    sentence = template.format(**parts)
    if purpose := documents.purposes.get(documents.names.get(finding.operations[0], "")):
        sentence = f'{sentence.removesuffix(".")}: "{purpose}"'
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
    """Return the last part of the pointer, which is empty if several findings were merged."""
    return "".join(pointer_parts(finding.pointer)[-1:])


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
