"""Spellings: differences between two documents that the contract check treats as equal."""

from collections.abc import Iterator, Sequence

from generator.bump.findings import Finding
from generator.spec.document import Json, Object, operations, pointer, schemas

_DROPPED = frozenset({"title", "summary"})
_PROSE = _DROPPED | {"description", "examples"}


def describe_spellings(before: Object, after: Object, findings: Sequence[Finding]) -> str:
    """Return a sentence about the differences that *findings* do not explain, or an empty string."""
    old, new = dict(_parts(before)), dict(_parts(after))
    different = [
        place for place in old if place in new and _without(old[place], _DROPPED) != _without(new[place], _DROPPED)
    ]
    worded = [place for place in different if _without(old[place], _PROSE) == _without(new[place], _PROSE)]
    spelled = [place for place in different if place not in worded and not _is_explained(place, findings)]
    match bool(spelled) or _has_split_schema(before, after), bool(worded):
        case True, True:
            what, changed = "spells some schemas and words some descriptions differently", "docstrings and types"
        case True, False:
            what, changed = "spells some schemas differently", "docstrings and types"
        case False, True:
            what, changed = "words some descriptions differently", "docstrings"
        case _:
            return ""
    return (
        f"The document also {what}, which may change {changed} in `generated/`, but not what can be sent and received."
    )


def _parts(document: Object) -> Iterator[tuple[str, Json]]:
    """Yield each operation, key and named schema, without its keys, by its JSON pointer."""
    for path, method, operation in operations(document):
        yield pointer("paths", path, method), operation
    for name, schema in schemas(document).items():
        # The defaults of the server's own settings may differ without a finding.
        if _base(name).endswith("Settings"):
            continue
        yield pointer("components", "schemas", name), {k: v for k, v in schema.items() if k != "properties"}
        for key, value in schema.get("properties", {}).items():
            yield pointer("components", "schemas", name, "properties", key), value


def _has_split_schema(before: Object, after: Object) -> bool:
    """Return whether one schema of one document is two of the other: for requests and for responses."""
    olds, news = set(schemas(before)), set(schemas(after))
    return bool({_base(name) for name in olds - news} & {_base(name) for name in news - olds})


def _base(name: str) -> str:
    return name.removesuffix("-Input").removesuffix("-Output")


def _is_explained(place: str, findings: Sequence[Finding]) -> bool:
    """Return whether a finding is at *place*, in it or around it."""
    here = f"{place}/"
    return any(
        here.startswith(there) or there.startswith(here) for there in (f"{found.pointer}/" for found in findings)
    )


def _without(node: Json, dropped: frozenset[str]) -> Json:
    """Return a copy of *node* without the keywords in *dropped*. Properties of these names are kept."""
    if isinstance(node, list):
        return [_without(each, dropped) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: {name: _without(each, dropped) for name, each in value.items()}
        if key == "properties" and isinstance(value, dict)
        else _without(value, dropped)
        for key, value in node.items()
        if key not in dropped
    }
