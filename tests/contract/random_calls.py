"""Reproducible random arguments for any verb of the client, and random responses of a server."""

import inspect
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from prefect_http._contract.openapi.document import Document, Located

IDENT = "11111111-1111-1111-1111-111111111111"
NOW = datetime(2026, 1, 31, 8, tzinfo=UTC)
MAX_DEPTH = 5
"""Depth from which optional parts are omitted, because schemas may be recursive."""


class Dice(random.Random):
    """Random generator of arguments and responses."""

    def arguments(self, verb: Callable[..., object]) -> tuple[list[Any], dict[str, Any]]:
        """Return positional and keyword arguments for *verb*, with random optional ones."""
        positional: list[Any] = []
        keywords: dict[str, Any] = {}
        for parameter in inspect.signature(verb).parameters.values():
            required = parameter.default is inspect.Parameter.empty
            if parameter.kind is parameter.VAR_KEYWORD or not (required or self.random() < 0.4):
                continue
            value = self._argument(parameter.name, str(parameter.annotation))
            if parameter.kind is parameter.KEYWORD_ONLY or not required:
                keywords[parameter.name] = value
            else:
                positional.append(value)
        if "rows" in inspect.signature(verb).parameters and not (positional or "rows" in keywords):
            keywords["where"] = {}
        return positional, keywords

    def _argument(self, name: str, annotation: str) -> Any:
        if name == "rows" and "TriggerRow" not in annotation:
            return [IDENT, UUID(int=2)]
        if name in NAMED:
            return NAMED[name]
        for part, values in ARGUMENTS.items():
            if part in annotation:
                return self.choice(values)
        return self.choice(["name", "flow/deployment"])

    def body(self, document: Document, located: Located, depth: int = 0) -> Any:
        """Return a random value that matches a schema."""
        schema = document.resolve(located).schema
        located = document.resolve(located)
        for union in ("anyOf", "oneOf"):
            if union in schema:
                index = self.randrange(len(schema[union]))
                return self.body(document, located.at(union, index), depth + 1)
        if "allOf" in schema:
            return self.body(document, located.at("allOf", 0), depth + 1)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.choice(schema["enum"])
        match schema.get("type"):
            case "object" if "properties" in schema:
                return self._object(document, located, depth)
            case "array" if "prefixItems" in schema:
                places = range(len(schema["prefixItems"]))
                return [self.body(document, located.at("prefixItems", place), depth + 1) for place in places]
            case "array":
                length = self.choice([0, 1, 2]) if depth < MAX_DEPTH else 0
                return [self.body(document, located.at("items"), depth + 1) for _ in range(length)]
            case "string":
                return STRINGS.get(schema.get("format", ""), "name")
            case kind:
                return {"integer": 1, "number": 1.5, "boolean": True, "object": {}}.get(str(kind))

    def _object(self, document: Document, located: Located, depth: int) -> dict[str, Any]:
        required = located.schema.get("required", ())
        return {
            name: self.body(document, located.at("properties", name), depth + 1)
            for name in located.schema["properties"]
            if name in required or depth < MAX_DEPTH
        }


NAMED: dict[str, Any] = {
    "cron": "* * * * *",
    "end": NOW + timedelta(days=1),
    "events": [{"event": "a", "resource": {"a": "b"}}],
    "on_progress": repr,
    "rows": [{"name": "a"}, {"parameters": {"b": 1}}],
    "schedules": [
        {"schedule": {"cron": "* * * * *"}, "max_scheduled_runs": 1, "slug": "a"},
        {"schedule": {"interval": 9}},
    ],
    "until": "RUNNING",
}
"""Arguments by name."""

ARGUMENTS: dict[str, list[Any]] = {
    "Iterable[references.": [[IDENT, UUID(int=2)]],
    "Rows[references.": [[IDENT, UUID(int=2)]],
    "references.TagLimit": ["name"],
    "references.Work": ["name", "pool/queue", IDENT],
    "references.": [UUID(IDENT), "name", "flow/deployment", "secret/name"],
    "UUID": [UUID(IDENT), "name", "flow/deployment", "secret/name"],
    "Literal[": ["day"],
    "StateDetails": [{}],
    "StateType": ["RUNNING", "CANCELLING"],
    "timedelta": [timedelta(hours=1)],
    "datetime": [NOW],
    "Iterable[str]": [["name"]],
    "Iterable[": [[{"name": "a"}]],
    "Sort": ["NAME_ASC"],
    "Order": ["ASC"],
    "Filter": [{}, {"id": {"any_": [IDENT]}}],
    "Mapping": [{"a": "b"}],
    "dict": [{"a": "b"}],
    "bool": [True, False],
    "int": [1],
    "float": [1.5],
}
"""Values for an argument, by a part of its annotation. The first match counts."""

STRINGS = {"uuid": IDENT, "date-time": NOW.isoformat(), "date": "2026-01-31", "duration": "PT1H", "time": "08:00:00"}
