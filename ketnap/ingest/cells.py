"""Text -> records of cells, each with the physical line it starts on."""

import re
from dataclasses import dataclass

from ketnap.ingest.decode import Refusal

DELIMITERS = (",", ";", "\t", "|")
LONGEST_LINE = 1_000_000
MOST_COLUMNS = 200
# A quoted cell longer than this many lines is a quotation mark somebody forgot to close.
LONGEST_CELL = 12
CLOSED, OPEN, STRAY = "closed", "open", "stray"


@dataclass(frozen=True)
class Record:
    """One record: the line it starts on (from 1), its cells, and the fault of its quotes if any.

    `filled` are the positions of cells whose text a merged cell above lends them.
    """

    line: int
    cells: tuple[str, ...]
    fault: str | None = None
    filled: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Lines:
    """The lines of a text file; what its records are depends on the delimiter."""

    lines: list[str]
    declared: str | None = None

    @property
    def delimiters(self) -> tuple[str, ...]:
        """The delimiters the file may have: the one it declares, else the usual ones."""
        return (self.declared,) if self.declared else DELIMITERS

    def head(self, delimiter: str, size: int) -> list[Record]:
        """The records of the first `size` lines."""
        return records(self.lines[:size], delimiter)

    def below(self, line: int, delimiter: str, widths: tuple[int, int]) -> list[Record]:
        """The records from a line on, told how many cells they have at least and at most."""
        return records(self.lines, delimiter, widths, start=line - 1)


@dataclass(frozen=True)
class Rows:
    """The rows of a sheet; a workbook has no delimiter."""

    records: tuple[Record, ...]
    delimiters: tuple[str, ...] = ("",)

    def head(self, delimiter: str, size: int) -> list[Record]:
        """The first `size` rows."""
        return list(self.records[:size])

    def below(self, line: int, delimiter: str, widths: tuple[int, int]) -> list[Record]:
        """The rows from a line on."""
        return [record for record in self.records if record.line >= line]


Grid = Lines | Rows


def lines_of(text: str) -> list[str]:
    """The physical lines of a text, whichever line ends it uses; a final line end opens no line."""
    lines = re.split(r"\r\n|\n|\r", text)
    if lines and lines[-1] == "":
        lines.pop()
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise Refusal("line_too_long", line=number)
    return lines


def grid_of(text: str) -> Lines:
    """The lines of a text; a first line "sep=;", as spreadsheets write it, declares the delimiter and is blank."""
    lines = lines_of(text)
    declares = re.fullmatch(r'"?sep=(.)"?', lines[0].strip("\ufeff ")) if lines else None
    return Lines(["", *lines[1:]], declares[1]) if declares else Lines(lines)


def records(lines: list[str], delimiter: str, widths: tuple[int, int] | None = None, start: int = 0) -> list[Record]:
    """The records of the lines from index `start` on; `widths` are how many cells one has at least and at most.

    A quoted cell may span lines only if the joined record has about so many cells and has swallowed
    no other record; otherwise the quotation mark is a stray one, and only its own line is at fault.
    """
    found, number = [], start
    while number < len(lines):
        record, used = _record(lines, number, delimiter, widths)
        if len(record.cells) > MOST_COLUMNS and any(record.cells[MOST_COLUMNS:]):
            raise Refusal("too_many_columns", columns=MOST_COLUMNS)
        found.append(record)
        number += used
    return found


def _record(lines: list[str], start: int, delimiter: str, widths: tuple[int, int] | None) -> tuple[Record, int]:
    """The record that starts at a line, and how many lines it takes."""
    line = lines[start]
    if '"' not in line:
        return Record(start + 1, tuple(line.split(delimiter))), 1
    cells, end = _split(line, delimiter)
    if end == CLOSED:
        return Record(start + 1, cells), 1
    for last in range(start + 1, min(start + LONGEST_CELL, len(lines)) if end == OPEN else 0):
        joined, end = _split("\n".join(lines[start : last + 1]), delimiter)
        if end != OPEN:
            if end == CLOSED and _fits(joined, delimiter, widths):
                return Record(start + 1, joined), last - start + 1
            break
    return Record(start + 1, tuple(line.replace('"', "").split(delimiter)), "broken_quote"), 1


def _fits(cells: tuple[str, ...], delimiter: str, widths: tuple[int, int] | None) -> bool:
    """Whether none of the cells of a record of several lines was a record of its own."""
    return widths is None or not _swallows(cells, delimiter, widths[0])


def _swallows(cells: tuple[str, ...], delimiter: str, width: int) -> bool:
    """Whether a cell of several lines holds so many delimiters that the lines were records of their own."""
    long = [cell for cell in cells if "\n" in cell]
    breaks = sum(cell.count("\n") for cell in long)
    return sum(cell.count(delimiter) for cell in long) >= max(2, breaks * (width - 1) // 2)


def _split(text: str, delimiter: str) -> tuple[tuple[str, ...], str]:
    """The cells of a record, and the state of its quotation marks at the end: CLOSED, OPEN or STRAY.

    RFC 4180: a cell that starts with a quotation mark ends at the next single one; a doubled one
    stands for itself. A mark inside an unquoted cell is a letter like any other; text between the mark
    that closes a cell and the delimiter shows that one of the marks is a stray one.
    """
    cells, at, size = [], 0, len(text)
    while True:
        begin = at
        while begin < size and text[begin] == " " and delimiter != " ":
            begin += 1
        if begin < size and text[begin] == '"':
            cell, at = _quoted(text, begin + 1)
            if at < 0:
                return (*cells, cell), OPEN
            end = text.find(delimiter, at)
            if text[at : end if end >= 0 else size].strip():
                return (*cells, cell), STRAY
            cells.append(cell)
        else:
            end = text.find(delimiter, at)
            cells.append(text[at : end if end >= 0 else size])
        if end < 0:
            return tuple(cells), CLOSED
        at = end + len(delimiter)


def _quoted(text: str, at: int) -> tuple[str, int]:
    """The cell after an opening quotation mark and where it ends; -1 if it never does."""
    pieces = []
    while True:
        end = text.find('"', at)
        if end < 0:
            return "".join(pieces) + text[at:], -1
        pieces.append(text[at:end])
        if text[end + 1 : end + 2] != '"':
            return "".join(pieces), end + 1
        pieces.append('"')
        at = end + 2
