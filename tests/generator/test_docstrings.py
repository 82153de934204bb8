import ast
from itertools import pairwise

import pytest

from generator.emit.docstrings import WIDTH, docstring

WORDS = "word " * 60


def lines(text: str, indent: int = 4) -> list[str]:
    """Return the lines of the docstring of *text*, without the indent."""
    return docstring(text, indent).replace("\n" + " " * indent, "\n").split("\n")


def test_short_text_is_one_line() -> None:
    assert docstring("Read a flow.") == '"""Read a flow."""'


def test_paragraph_is_filled_once() -> None:
    filled = lines("\n".join(["the first line and some more"] * 12))[:-1]
    assert " ".join(filled) == '"""' + " ".join(["the first line and some more"] * 12)
    for line, following in pairwise(filled):
        assert len(line) <= WIDTH - 4 < len(line) + 1 + len(following.split()[0])


@pytest.mark.parametrize("length", range(100, 117))
def test_line_is_never_too_long(length: int) -> None:
    text = "a" * (length - 4) + " end"
    assert all(len(line) <= WIDTH for line in ("    " + docstring(text)).split("\n"))


def test_first_sentence_stands_alone_if_the_paragraph_is_long() -> None:
    assert lines(f"Create a flow. If {WORDS}.")[:2] == ['"""Create a flow.', ""]
    assert lines("Create a flow. If one exists, it is returned.") == [
        '"""Create a flow. If one exists, it is returned."""'
    ]


def test_blank_lines_separate_paragraphs() -> None:
    assert lines("One.\n\nTwo\nlines.") == ['"""One.', "", "Two lines.", '"""']


def test_list_items_stay_apart_and_hang() -> None:
    filled = lines(f"In order:\n- {WORDS}\n- second\n  line\n1. third")
    assert filled[:2] == ['"""In order:', "- " + " ".join(["word"] * 23)]
    assert filled[2].startswith("  word")
    assert filled[-3:] == ["- second line", "1. third", '"""']


def test_sentence_continues_after_a_colon() -> None:
    assert lines("It takes precedence:\nif a flow\nruns once.") == ['"""It takes precedence: if a flow runs once."""']


def test_entries_of_a_section_stay_apart() -> None:
    assert lines("It.\n\nArgs:\n    a (str): one\n        more\n    b: two")[2:] == [
        "Args:",
        "    a (str): one more",
        "    b: two",
        '"""',
    ]


def test_code_blocks_are_kept() -> None:
    code = ["```", "x  =  1", "y = 2", "```"]
    assert lines("\n".join(["It.", *code, "After", "it."]))[1:] == [*code, "After it.", '"""']


@pytest.mark.parametrize("text", ['Say """no""".', 'It is "x"', "a\\b", "a\\", '"', '\\"', "", " ", '""""', "x\u202ey"])
def test_text_cannot_end_the_literal(text: str) -> None:
    (statement,) = ast.parse(docstring(text)).body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    assert str(statement.value.value).split() == text.replace("\u202e", "").split()
