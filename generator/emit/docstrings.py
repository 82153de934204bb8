"""Docstrings: fill paragraphs to the line length and escape everything that could end the literal."""

import re
import textwrap
from collections.abc import Iterator

from generator.ir.constraints import printable
from generator.ir.model import Operation

WIDTH = 120

SENTENCE_END = re.compile(r"(?<=[a-z0-9)`'\"*][.!?])\s+(?=[A-Z`])")
ITEM = re.compile(r"(?:[-*+•]|\d{1,2}[.)]) +")
ENTRY = re.compile(r"\*{0,2}\w+(?: \([^()]*\))?: ")
FENCE = re.compile(r"```|~~~")


def docstring(text: str, indent: int = 4) -> str:
    """Return *text* as a docstring literal, filled to the line length at *indent*."""
    safe = printable(text).strip().replace("\\", "\\\\")
    safe = re.sub(r'"{3,}|"+\Z', lambda quotes: quotes[0].replace('"', r"\""), safe)
    room = WIDTH - indent
    lines = list(_filled(_summarised(safe, room - 3), room)) or [""]
    if len(lines) == 1 and len(lines[0]) + 6 <= room:
        return f'"""{lines[0]}"""'
    margin = " " * indent
    body = "\n".join(f"{margin}{line}" if line else "" for line in lines[1:])
    return f'"""{lines[0]}\n{body}\n{margin}"""' if body else f'"""{lines[0]}\n{margin}"""'


def operation_docstring(operation: Operation) -> str:
    """Return the docstring content for the function of *operation*."""
    sections = [operation.description]
    parameters = (*operation.path_parameters, *operation.query_parameters, *operation.header_parameters)
    described = [f"    {p.name}: {p.description}" for p in parameters if p.description]
    if described:
        sections.append("\n".join(["Args:", *described]))
    sections.append(f"Success status: {' or '.join(map(str, operation.responses))}.")
    sections.append(f"API: ``{operation.method} {operation.path}``.")
    return "\n\n".join(sections)


def _summarised(text: str, room: int) -> str:
    """Return *text* with its first sentence as a paragraph of its own, if the first paragraph exceeds one line."""
    paragraph, _, more = text.partition("\n\n")
    prose = " ".join(paragraph.split())
    first, *rest = SENTENCE_END.split(prose, maxsplit=1)
    if len(prose) <= room or not rest or len(first) > room or len(list(_blocks(paragraph))) > 1:
        return text
    return "\n\n".join([first, *rest, *([more] if more else [])])


def _filled(text: str, room: int) -> Iterator[str]:
    """Yield the lines of *text*, with paragraphs and list items refilled."""
    # The opening quotes take three columns of the first line.
    used = 3
    for lines in _blocks(text):
        first, hanging = _indents(lines[0])
        if FENCE.match(lines[0].lstrip()):
            yield from lines
        elif filled := textwrap.wrap(
            " ".join(word for line in lines for word in line.split()),
            room,
            initial_indent=first + " " * used,
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        ):
            yield filled[0][: len(first)] + filled[0][len(first) + used :]
            yield from filled[1:]
        else:
            yield ""
        used = 0


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the paragraphs, list items, entries, headings and fenced blocks of *text*, each as a list of lines."""
    block: list[str] = []
    fenced = False
    for line in (line.rstrip() for line in text.split("\n")):
        is_fence = FENCE.match(line.lstrip()) is not None
        if block and not fenced and (is_fence or _begins_block(line, block)):
            yield block
            block = []
        block.append(line)
        if fenced and is_fence:
            yield block
            block = []
        fenced = fenced != is_fence
    if block:
        yield block


def _begins_block(line: str, block: list[str]) -> bool:
    """Return whether *line* begins a new block rather than continuing *block*."""
    bare = line.lstrip()
    if not bare or not block[-1] or ITEM.match(bare) or (block[-1].endswith(":") and not bare[0].islower()):
        return True
    first, hanging = _indents(block[0])
    indent = line[: len(line) - len(bare)]
    if ENTRY.match(bare) and indent == first and indent:
        return True
    if ITEM.match(block[0].lstrip()):
        return len(indent) < len(first)
    return len(indent) != len(first) and not (first != hanging and len(indent) > len(first))


def _indents(line: str) -> tuple[str, str]:
    """Return the indents of the first line and of the continuation lines of the block that begins with *line*."""
    bare = line.lstrip()
    first = " " * (len(line) - len(bare))
    if item := ITEM.match(bare):
        return first, first + " " * len(item[0])
    return first, first + "    " if first and ENTRY.match(bare) else first
