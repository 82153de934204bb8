"""What a schema says of a value beyond its type, in words."""

import json
from inspect import cleandoc

from generator.spec.document import Json, Object

# Those that the type of the value does not say already.
FORMATS = {
    "duration": "An ISO 8601 duration, such as ``PT1H``.",
    "time-delta": "In seconds.",
    "time-zone": "IANA time zone name.",
    "uri": "A URL.",
    "path": "A path on the server.",
    "password": "Secret: the server obfuscates it.",
}

LIMITS = {
    "minimum": "At least {}.",
    "exclusiveMinimum": "More than {}.",
    "maximum": "At most {}.",
    "exclusiveMaximum": "Less than {}.",
    "minLength": "At least {} characters.",
    "maxLength": "At most {} characters.",
    "minItems": "At least {} items.",
    "maxItems": "At most {} items.",
}

# A longer pattern tells a reader nothing.
PATTERN_LENGTH = 80


def describe(schema: Object) -> str:
    """Return *schema*'s description, and after it each limit, format and example that it declares, as sentences."""
    told = cleandoc(schema.get("description", ""))
    facts: list[str] = []
    for part in (schema, *schema.get("anyOf", ())):
        facts += [_limit(sentence, part[key]) for key, sentence in LIMITS.items() if key in part]
        if len(str(part.get("pattern", ""))) in range(1, PATTERN_LENGTH):
            facts.append(f"Matches ``{part['pattern']}``.")
        if part.get("format") in FORMATS:
            facts.append(FORMATS[part["format"]])
    if schema.get("uniqueItems"):
        facts.append("Items must be unique.")
    if example := _first(schema.get("examples")):
        facts.append(f"For example ``{json.dumps(example[0], ensure_ascii=False)}``.")
    if variable := _first(schema.get("supported_environment_variables")):
        facts.append(f"Set by ``{variable[0]}``.")
    if schema.get("deprecated") and "deprecated" not in told.lower():
        facts.append("Deprecated.")
    if told and facts and told[-1] not in ".!?:":
        told += "."
    return " ".join([told, *dict.fromkeys(facts)]).strip()


def _limit(sentence: str, value: Json) -> str:
    told = sentence.format(_number(value))
    return told.removesuffix("s.") + "." if value == 1 and told.endswith("s.") else told


def _first(listed: Json) -> list[Json]:
    return listed[:1] if isinstance(listed, list) else []


def printable(text: str) -> str:
    """Return *text* without what is not seen on a page, such as what reverses the direction of what is read."""
    return "".join(character for character in text if character.isprintable() or character == "\n")


def _number(value: Json) -> Json:
    return int(value) if isinstance(value, float) and value.is_integer() else value
