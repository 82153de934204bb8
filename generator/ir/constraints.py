"""Constraints: describe a schema's limits, formats and examples in prose."""

import json
import re
from inspect import cleandoc

from generator.spec.document import Json, Object

# Formats that the Python type does not express.
FORMATS = {
    "duration": "An ISO 8601 duration, such as ``PT1H``.",
    "time-delta": "In seconds.",
    "time-zone": "IANA time zone name.",
    "uri": "A URL.",
    "path": "A path on the server.",
    "password": "The server masks the value.",
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

# Longer patterns are unreadable, so they are left out.
PATTERN_LENGTH = 80

LAST_ITEM = re.compile(r"^ *(?:[-*+]|\d+[.)]) [^\n]*(?:\n +[^\n]+)*\Z", re.MULTILINE)


def describe(schema: Object) -> str:
    """Return the description of *schema*, followed by its limits, formats, example and deprecation as sentences."""
    text = cleandoc(schema.get("description", ""))
    facts: list[str] = []
    for part in (schema, *schema.get("anyOf", ())):
        facts += [_limit(sentence, part[key]) for key, sentence in LIMITS.items() if key in part]
        if len(str(part.get("pattern", ""))) in range(1, PATTERN_LENGTH):
            facts.append(f"Matches ``{part['pattern']}``.")
        if (fact := FORMATS.get(part.get("format", ""))) and fact.lower() not in f"{text}.".lower():
            facts.append(fact)
    if schema.get("uniqueItems"):
        facts.append("Items must be unique.")
    if example := _first(schema.get("examples")):
        facts.append(f"For example ``{json.dumps(example[0], ensure_ascii=False)}``.")
    if variable := _first(schema.get("supported_environment_variables")):
        facts.append(f"Set by ``{variable[0]}``.")
    if schema.get("deprecated") and "deprecated" not in text.lower():
        facts.append("Deprecated.")
    if text and facts and text[-1] not in ".!?:":
        text += "."
    # Appended to the last item of a list, the facts would seem to belong to that item.
    gap = "\n\n" if LAST_ITEM.search(text) else " "
    return f"{text}{gap}{' '.join(dict.fromkeys(facts))}".strip()


def _limit(sentence: str, value: Json) -> str:
    text = sentence.format(_number(value))
    return text.removesuffix("s.") + "." if value == 1 and text.endswith("s.") else text


def _first(listed: Json) -> list[Json]:
    return listed[:1] if isinstance(listed, list) else []


def printable(text: str) -> str:
    """Return *text* without invisible characters, such as those that reverse the writing direction."""
    return "".join(character for character in text if character.isprintable() or character == "\n")


def _number(value: Json) -> Json:
    return int(value) if isinstance(value, float) and value.is_integer() else value
