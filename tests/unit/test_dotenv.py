"""Parsing of ``.env`` files."""

import pytest

from prefect_http._settings.dotenv import parse_dotenv

pytestmark = pytest.mark.every_python


@pytest.mark.parametrize(
    ("content", "values"),
    [
        ("", {}),
        ("A=1\nB=2", {"A": "1", "B": "2"}),
        ("A=1\nA=2", {"A": "2"}),
        ("  export A = 1  ", {"A": "1"}),
        ("export=1", {"export": "1"}),
        ("A=", {"A": ""}),
        ("A", {}),
        ("# A=1\n\n#B=2\nC=3", {"C": "3"}),
        ("A=1 # one", {"A": "1"}),
        ("A= # one", {"A": ""}),
        ("A=#1", {"A": "#1"}),
        ("A=http://h/api#x", {"A": "http://h/api#x"}),
        ("A=a b", {"A": "a b"}),
        ("A=b=c", {"A": "b=c"}),
        ("A='a # b'\nB=\"a # b\" # c", {"A": "a # b", "B": "a # b"}),
        ("'A'=1", {"A": "1"}),
        ("A='it\\'s \\n'", {"A": "it's \\n"}),
        ('A="a\\"b\\\\c\\nd\\$"', {"A": 'a"b\\c\nd\\$'}),
        ('A="1\nB=2\n3"\nC=4', {"A": "1\nB=2\n3", "C": "4"}),
        ('A="1\nB=2', {"B": "2"}),
        ("A='1' 2\nB=3", {"B": "3"}),
        ("A: 1\n=2\nB=3", {"B": "3"}),
        ('A={"X": "1"}', {"A": '{"X": "1"}'}),
        ("A=1\nB=${A}${HOST}${NONE}${NONE:-x}${HOST:-y}", {"A": "1", "B": "1hostxhost"}),
        ("HOST=mine\nB='${HOST}'", {"HOST": "mine", "B": "mine"}),
        ("B=$HOST", {"B": "$HOST"}),
    ],
)
def test_variables_are_parsed(content: str, values: dict[str, str]) -> None:
    assert parse_dotenv(content, {"HOST": "host"}) == values
