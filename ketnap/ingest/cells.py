"""Text -> records of cells, each with the physical line it starts on."""

import re
from dataclasses import dataclass

from ketnap.ingest.decode import Refusal

DELIMITERS = (",", ";", "\t", "|")
LONGEST_LINE = 1_000_000
MOST_COLUMNS = 200
# A quoted cell longer than this many lines is a quotation mark somebody forgot to close.
LONGEST_CELL = 12
# So is one of several lines that is longer than this many letters.
LONGEST_QUOTED = 10_000
CLOSED, OPEN, STRAY = "closed", "open", "stray"
# What a quoted cell holds up to the mark that closes it.
QUOTED = re.compile(r'[^"]*+(?:""[^"]*+)*+')


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

    def below(self, line: int, delimiter: str, width: int) -> list[Record]:
        """The records from a line on, told how many cells their header names."""
        return records(self.lines, delimiter, width, start=line - 1)


@dataclass(frozen=True)
class Rows:
    """The rows of a sheet; a workbook has no delimiter."""

    records: tuple[Record, ...]
    delimiters: tuple[str, ...] = ("",)

    def head(self, delimiter: str, size: int) -> list[Record]:
        """The first `size` rows."""
        return list(self.records[:size])

    def below(self, line: int, delimiter: str, width: int) -> list[Record]:
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


def records(lines: list[str], delimiter: str, width: int | None = None, start: int = 0) -> list[Record]:
    """The records of the lines from index `start` on; `width` is how many cells their header names.

    A quoted cell may span lines only if the joined record has about so many cells and has swallowed no
    other record; otherwise the quotation mark is a stray one, and only its own line is at fault.
    """
    found, number = [], start
    while number < len(lines):
        record, used = _record(lines, number, delimiter, width)
        if len(record.cells) > MOST_COLUMNS and any(record.cells[MOST_COLUMNS:]):
            raise Refusal("too_many_columns", columns=MOST_COLUMNS)
        found.append(record)
        number += used
    return found


def _record(lines: list[str], start: int, delimiter: str, width: int | None) -> tuple[Record, int]:
    """The record that starts at a line, and how many lines it takes."""
    line = lines[start]
    if '"' not in line:
        return Record(start + 1, tuple(line.split(delimiter))), 1
    cells, end = _split(line, delimiter)
    used = 1
    while end == OPEN and len(cells[-1]) <= LONGEST_QUOTED and used < min(LONGEST_CELL, len(lines) - start):
        (begun, *more), end = _split(lines[start + used], delimiter, opened=True)
        cells = (*cells[:-1], f"{cells[-1]}\n{begun}", *more)
        used += 1
    if end == CLOSED and (used == 1 or _fits(cells, delimiter, width)):
        return Record(start + 1, cells), used
    return Record(start + 1, tuple(line.replace('"', "").split(delimiter)), "broken_quote"), 1


def _fits(cells: tuple[str, ...], delimiter: str, width: int | None) -> bool:
    """Whether the lines of a record, and the cells in them, are not those of several records."""
    return width is None or not (_is_twice(cells, delimiter, width) or _swallows(cells, delimiter, width))


def _is_twice(cells: tuple[str, ...], delimiter: str, width: int) -> bool:
    """Whether a record of several lines has cells too many, and more delimiters than one record and a half."""
    filled = max((number for number, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    inside = sum(cell.count(delimiter) for cell in cells if "\n" in cell)
    return filled > width and 2 * (filled - 1 + inside) > 3 * (width - 1)


def _swallows(cells: tuple[str, ...], delimiter: str, width: int) -> bool:
    """Whether a cell of several lines holds so many delimiters that the lines were records of their own."""
    long = [cell for cell in cells if "\n" in cell]
    breaks = sum(cell.count("\n") for cell in long)
    return sum(cell.count(delimiter) for cell in long) >= max(2, breaks * (width - 1) // 2)


def _split(text: str, delimiter: str, opened: bool = False) -> tuple[tuple[str, ...], str]:
    """The cells of a line, and the state of its quotation marks at the end: CLOSED, OPEN or STRAY.

    RFC 4180: a cell that starts with a quotation mark ends at the next single one; a doubled one
    stands for itself. A mark inside an unquoted cell is a letter like any other; text between the mark
    that closes a cell and the delimiter shows that one of the marks is a stray one. `opened` says that
    the line goes on with a quoted cell of the line before.
    """
    cells, at, size = [], 0, len(text)
    while True:
        begin = at
        while begin < size and text[begin] == " " and delimiter != " ":
            begin += 1
        if opened or (begin < size and text[begin] == '"'):
            cell, at = _quoted(text, at if opened else begin + 1)
            opened = False
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
    """The quoted cell from its first letter on, and where it ends; -1 if it never does."""
    found = QUOTED.match(text, at)
    assert found
    end = found.end()
    return text[at:end].replace('""', '"'), end + 1 if end < len(text) else -1
