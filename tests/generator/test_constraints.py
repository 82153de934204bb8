import pytest

from generator.ir.constraints import describe
from generator.spec.document import Object


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({}, ""),
        ({"description": "How many."}, "How many."),
        ({"description": "  How many.\n    Indented\n    text."}, "How many.\nIndented\ntext."),
        ({"description": "How many", "minimum": 1}, "How many. At least 1."),
        ({"description": "Why?", "minimum": 1}, "Why? At least 1."),
        ({"minimum": 0.0, "maximum": 200.5}, "At least 0. At most 200.5."),
        ({"exclusiveMinimum": 0, "exclusiveMaximum": 10}, "More than 0. Less than 10."),
        ({"minLength": 1, "maxLength": 25}, "At least 1 character. At most 25 characters."),
        ({"pattern": "^[a-z{}]+$"}, "Matches ``^[a-z{}]+$``."),
        ({"pattern": "a" * 80}, ""),
        ({"format": "time-zone"}, "IANA time zone name."),
        (
            {"minItems": 1, "maxItems": 50, "uniqueItems": True},
            "At least 1 item. At most 50 items. Items must be unique.",
        ),
        ({"format": "time-delta", "type": "number"}, "In seconds."),
        ({"format": "duration"}, "An ISO 8601 duration, such as ``PT1H``."),
        ({"format": "password"}, "The server masks the value."),
        ({"format": "time-delta", "description": "The delay, in seconds"}, "The delay, in seconds"),
        ({"description": "One of:\n\n- one\n- two", "minimum": 3}, "One of:\n\n- one\n- two.\n\nAt least 3."),
        ({"description": "One of:\n\n- one\n\nOr two", "minimum": 3}, "One of:\n\n- one\n\nOr two. At least 3."),
        ({"format": "uuid"}, ""),
        ({"anyOf": [{"type": "integer", "minimum": 3}, {"type": "null"}]}, "At least 3."),
        ({"minimum": 3, "anyOf": [{"minimum": 3}]}, "At least 3."),
        ({"examples": ["aé", "b"]}, 'For example ``"aé"``.'),
        ({"supported_environment_variables": ["PREFECT_X", "X"]}, "Set by ``PREFECT_X``."),
        ({"deprecated": True}, "Deprecated."),
        ({"deprecated": True, "description": "DEPRECATED: use the other"}, "DEPRECATED: use the other"),
    ],
)
def test_description_of_a_schema(schema: Object, text: str) -> None:
    assert describe(schema) == text
