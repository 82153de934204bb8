"""Row files: the parameters of each run, from JSON lines or CSV, read as they are needed."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO, Final, NamedTuple, TypeAlias, cast

from prefect_http._cli.errors import CommandError
from prefect_http._cli.output.kinds import counted
from prefect_http._cli.terminal import read_input
from prefect_http._cli.values import json_value, value_of

STDIN: Final = "-"

_BOM: Final = b"\xef\xbb\xbf"


class InvalidRow(NamedTuple):
    """Row without valid parameters.

    Attributes:
        problem: Why it is invalid.
    """

    problem: str


Parameters: TypeAlias = dict[str, Any]


class RowFile:
    """Rows of a file, one run each. Only the current line is in memory.

    Files that end in ``.csv`` are CSV, and those that end in ``.jsonl`` or ``.json`` are JSON lines. Otherwise, JSON
    lines are recognized by the bracket with which the first line begins.

    Args:
        path: Path of a file, or ``-`` for standard input.

    Attributes:
        position: Bytes read so far.
        size: Bytes of the file, or 0 if that is unknown.

    Raises:
        CommandError: The file cannot be read.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._file = open_binary(path, "--from")
        self.position = 0
        self.size = os.fstat(self._file.fileno()).st_size if path != STDIN else 0

    def __iter__(self) -> Iterator[Parameters | InvalidRow]:
        lines = self._lines()
        first = next(lines, b"")
        return (_json_rows if self._is_json(first) else self._csv_rows)(chain([first], lines))

    def check(self) -> None:
        """Check the syntax of all rows, unless they can only be read once, as from a pipe.

        Raises:
            CommandError: A row is invalid.
        """
        if not self.size:
            return
        invalid = [(number, row.problem) for number, row in enumerate(self, 1) if isinstance(row, InvalidRow)]
        if invalid:
            number, problem = invalid[0]
            others = f" (and {counted(len(invalid) - 1, 'other invalid row')})" if len(invalid) > 1 else ""
            raise CommandError(f"invalid --from {self._path}: row {number}: {problem}{others}; nothing was started")
        self._file.seek(0)
        self.position = 0

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _lines(self) -> Iterator[bytes]:
        for number, line in enumerate(self._file):
            self.position += len(line)
            yield line.removeprefix(_BOM) if number == 0 else line

    def _is_json(self, first: bytes) -> bool:
        extension = self._path.lower().rpartition(".")[2]
        if extension in {"csv", "jsonl", "json"}:
            return extension != "csv"
        return first.lstrip()[:1] in {b"", b"{", b"["}

    def _csv_rows(self, lines: Iterable[bytes]) -> Iterator[Parameters | InvalidRow]:
        # Imported here to keep start-up cheap.
        import csv

        # Rows that are not UTF-8 are rejected one by one, so decoding must not fail.
        rows = csv.reader((line.decode(errors="surrogateescape") for line in lines), strict=True)
        try:
            header = next(rows, list[str]())
            if not all(header) or len(set(header)) < len(header):
                raise CommandError(f"invalid --from {self._path}: the first line must name each parameter once")
            for cells in rows:
                if cells:
                    yield _csv_row(header, cells)
        except csv.Error as error:
            raise CommandError(f"invalid --from {self._path}: line {rows.line_num}: {error}") from None


def open_binary(path: str, option: str) -> BinaryIO:
    """Return the file at *path*, or standard input for ``-``.

    Raises:
        CommandError: The file cannot be opened.
    """
    try:
        return read_input() if path == STDIN else open(path, "rb")  # noqa: PTH123  # the caller closes it
    except (OSError, ValueError) as error:
        problem = error.strerror if isinstance(error, OSError) else error
        raise CommandError(f"cannot read {option} {path}: {problem}") from None


def _json_rows(lines: Iterable[bytes]) -> Iterator[Parameters | InvalidRow]:
    return (_json_row(line) for line in lines if line.strip())


def _json_row(line: bytes) -> Parameters | InvalidRow:
    try:
        value = json_value(line.decode())
    except (ArgumentTypeError, UnicodeDecodeError):
        return InvalidRow("the line is not valid JSON: write one object per line")
    if not isinstance(value, dict):
        return InvalidRow("the line is not a JSON object of parameters")
    return cast("Parameters", value)


def _csv_row(header: list[str], cells: list[str]) -> Parameters | InvalidRow:
    if len(cells) != len(header):
        return InvalidRow(f"the line has {len(cells)} values for {len(header)} parameters")
    try:
        "".join([*header, *cells]).encode()
    except UnicodeEncodeError:
        return InvalidRow("the line is not UTF-8")
    return {name: value_of(cell) for name, cell in zip(header, cells, strict=True)}
