"""Text -> records of cells, each with the physical line it starts on."""

import re
from dataclasses import dataclass

from ketnap.ingest.decode import Refusal

DELIMITERS = (",", ";", "\t", "|")
LONGEST_LINE = 1_000_000
MOST_COLUMNS = 200
# A quoted cell longer than this many lines is a quotation mark somebody forgot to close.
LONGEST_CELL = 12


@dataclass(frozen=True)
class Record:
    """One record: the line it starts on (from 1), its cells, and the fault of its quotes if any."""

    line: int
    cells: tuple[str, ...]
    fault: str | None = None


def lines_of(text: str) -> list[str]:
    """The physical lines of a text, whichever line ends it uses; a final line end opens no line."""
    lines = re.split(r"\r\n|\n|\r", text)
    if lines and lines[-1] == "":
        lines.pop()
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise Refusal("line_too_long", line=number)
    return lines


def declared_delimiter(lines: list[str]) -> str | None:
    """The delimiter of a first line "sep=;", as spreadsheets write it; None if there is no such line."""
    found = re.fullmatch(r'"?sep=(.)"?', lines[0].strip("\ufeff ")) if lines else None
    return found[1] if found else None


def records(lines: list[str], delimiter: str, width: int | None = None) -> list[Record]:
    """The records of the lines. `width` is the number of cells a record should have, once known.

    A quoted cell may span lines only if the joined record has about that many cells and has swallowed
    no other record; otherwise the quotation mark is a stray one, and only its own line is at fault.
    """
    found, number = [], 0
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
    cells, open_quote = _split(line, delimiter)
    if not open_quote:
        return Record(start + 1, cells), 1
    for last in range(start + 1, min(start + LONGEST_CELL, len(lines))):
        joined, still_open = _split("\n".join(lines[start : last + 1]), delimiter)
        if not still_open:
            if width is None or (abs(len(joined) - width) <= 1 and not _swallows(joined, delimiter, width)):
                return Record(start + 1, joined), last - start + 1
            break
    return Record(start + 1, tuple(line.replace('"', "").split(delimiter)), "broken_quote"), 1


def _swallows(cells: tuple[str, ...], delimiter: str, width: int) -> bool:
    """Whether a cell of several lines holds so many delimiters that the lines were records of their own."""
    long = [cell for cell in cells if "\n" in cell]
    breaks = sum(cell.count("\n") for cell in long)
    return sum(cell.count(delimiter) for cell in long) >= max(2, breaks * (width - 1) // 2)


def _split(text: str, delimiter: str) -> tuple[tuple[str, ...], bool]:
    """The cells of a record, and whether a quotation mark is still open at its end.

    RFC 4180: a cell that starts with a quotation mark ends at the next single one; a doubled one
    stands for itself. A mark inside an unquoted cell is a letter like any other.
    """
    cells, at, size = [], 0, len(text)
    while True:
        begin = at
        while begin < size and text[begin] == " " and delimiter != " ":
            begin += 1
        if begin < size and text[begin] == '"':
            cell, at = _quoted(text, begin + 1)
            if at < 0:
                return (*cells, cell), True
            end = text.find(delimiter, at)
            cells.append(cell + text[at : end if end >= 0 else size].rstrip())
        else:
            end = text.find(delimiter, at)
            cells.append(text[at : end if end >= 0 else size])
        if end < 0:
            return tuple(cells), False
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
