"""A delimited text of any kind -> header and rows exactly as in the file, told nothing about it."""

import codecs
import json
import re
from dataclasses import dataclass, field, replace
from itertools import chain, islice, pairwise, takewhile

from ketnap.ingest.decode import SIGNATURES, Refusal, decode
from ketnap.ingest.delimited.cutting import records
from ketnap.ingest.delimited.dialect import LINE_END, Dialect, Record
from ketnap.ingest.delimited.sniff import COMMON, Guess, guessed, is_value, value_columns

BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
MARKUP = re.compile(r"[ \r\n]*<(?:!doctype\s[^>]*|html(?:\s[^>]*)?|\?xml\s[^>]*)>", re.IGNORECASE)
CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x7f]")
# Words for a value that is not there: they name no column.
NO_VALUE = frozenset({"na", "n/a", "nan", "null", "none", "nil", "inf", "missing", "unknown"})
# So many records show what kind of values stand in a column.
MOST_SHOWN = 200

Cells = list[str]


@dataclass(frozen=True)
class Table:
    """The first table of a text, and what else the text holds.

    `above` are the records over the header, `header_lines` how many of them the header takes, `more`
    the records of further tables, each with its header.
    """

    header: Cells
    rows: list[Cells]
    above: list[Cells] = field(default_factory=list)
    header_lines: int = 1
    more: list[list[Cells]] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """The table for JSON: header and rows, and the rest of the text if there is any."""
        rest = {"above": self.above, "more": self.more}
        named = {"header_lines": self.header_lines} if self.header_lines > 1 else {}
        return {
            "header": self.header,
            "rows": self.rows,
            **named,
            **{key: cells for key, cells in rest.items() if cells},
        }


def read(data: bytes) -> Table:
    """The table in the bytes of a file; an empty file is an empty table. Raises Refusal for what is no text."""
    text = text_of(data)
    guess = guessed(text)
    declared, text = text[: guess.begin], text[guess.begin :]
    found = records(text, guess.dialect, guess.width)
    shown = list(islice(found, MOST_SHOWN))
    values = value_columns([record.cells for record in shown], guess.width)
    table = _table([_cells(text, record, guess, values) for record in chain(shown, found)], guess.width, values)
    return replace(table, above=[[declared.rstrip("\r\n")], *table.above]) if declared else table


def text_of(data: bytes) -> str:
    """The text of a file, letter for letter, without byte-order marks; raises Refusal for what is no text."""
    for signature, reason in SIGNATURES:
        if data.startswith(signature):
            raise Refusal(reason)
    text = _decoded(data).lstrip("\ufeff")
    if "\x00" in text and not text.strip("\x00 \t\r\n"):
        raise Refusal("not_csv")
    if MARKUP.match(text):
        raise Refusal("html")
    if text.startswith(("{", "[")) and (_is_json(text) or _is_json(LINE_END.split(text, maxsplit=1)[0])):
        raise Refusal("not_csv")
    return text


def _decoded(data: bytes) -> str:
    """The text by byte-order mark, else UTF-8, else UTF-16 by its zero bytes, else an old encoding."""
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if order := _utf16_order(data):
        return data.decode(order, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if len(CONTROLS.findall(data[:10_000].decode("latin-1"))) * 20 > len(data[:10_000]):
        raise Refusal("not_csv")
    try:
        text = decode(data).text
    except Refusal:
        return _western(data)
    damaged = text.count("\ufffd")
    return text if sum(letter > "\x7f" for letter in text) >= 2 * damaged else _western(data)


def _utf16_order(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: every other byte of plain letters is zero."""
    head = data[:4000]
    first, second = head[::2].count(0), head[1::2].count(0)
    if max(first, second) * 4 <= len(head) or min(first, second) * 20 > max(first, second):
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def _western(data: bytes) -> str:
    """The text in Windows-1252, or letter by byte where that has no letter."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _is_json(text: str) -> bool:
    """Whether a text is a JSON object or a list of some."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) or (bool(found) and isinstance(found[0], dict))


def _is_label(cell: str) -> bool:
    """Whether a cell could name a column."""
    return not is_value(cell) and any(map(str.isalpha, cell)) and cell.strip().casefold() not in NO_VALUE


def _picked(cells: Cells, columns: list[int]) -> Cells:
    """The cells in some columns; "" where a record is too short."""
    return [cells[column] if column < len(cells) else "" for column in columns]


def _is_header(cells: Cells, width: int, values: list[int]) -> bool:
    """Whether a record names columns that hold values below it."""
    return len(cells) == width and bool(values) and all(map(_is_label, _picked(cells, values)))


def _cells(text: str, record: Record, guess: Guess, values: list[int]) -> Cells:
    """The cells of a record; one of too few is divided by another delimiter if all of it fits then."""
    if len(record.cells) < guess.width > 2:
        return _with_other_delimiter(text[record.begin : record.end], guess, values) or record.cells
    return record.cells


def _with_other_delimiter(line: str, guess: Guess, values: list[int]) -> Cells | None:
    """The cells of a line that has a delimiter of its own; None if it has not.

    A title may have as many words as there are columns: spaces divide a header only beside quotation marks.
    """
    for delimiter in (*COMMON, " "):
        record = Dialect(delimiter, guess.dialect.quote, guess.dialect.escape).strict(line)
        if record and record.sound and (len(record.cells), record.end) == (guess.width, len(line)):
            alike = [is_value(cell) for cell in _picked(record.cells, values)]
            names = _is_header(record.cells, guess.width, values) and (delimiter != " " or guess.dialect.quote in line)
            if names or (len(alike) > 1 and all(alike)):
                return record.cells
    return None


def _table(found: list[Cells], width: int, values: list[int]) -> Table:
    """The records as a table; only in one of a single column a blank line is a cell."""
    if width > 1:
        found = [cells for cells in found if not _is_blank(cells)]
    while found and _is_blank(found[-1]):
        found.pop()
    if not found:
        return Table([], [], header_lines=0)
    top = _top(found, width, values)
    lines = _header_lines(found[top:], width, values)
    body = found[top + lines :]
    begins = [place for place, cells in enumerate(body) if _repeats(cells, found[top], width, values)]
    tables = [body[begin:end] for begin, end in pairwise([0, *begins, len(body)])]
    return Table(_joined(found[top : top + lines]), tables[0], found[:top], lines, tables[1:])


def _top(found: list[Cells], width: int, values: list[int]) -> int:
    """The place of the header: the first record about as wide as the table that is no title."""
    wide = next((place for place, cells in enumerate(found) if len(cells) > width // 2), 0)
    if width < 3:
        return wide if wide and _is_header(found[wide], width, values) else 0
    if wide and values and all(map(is_value, _picked(found[wide], values))):
        # What names these values, if anything does, is the short line above them.
        return wide - 1
    titles = list(takewhile(lambda cells: _filled(cells) <= max(1, width // 3), found[wide:]))
    below = found[wide + len(titles) :][:1]
    if not titles or not below or not _names_columns(below[0], width):
        return wide
    divided = width > 3 and {bool(_filled(cells)) for cells in titles} == {True, False}
    return wide + len(titles) if divided or _is_header(below[0], width, values) else wide


def _is_blank(cells: Cells) -> bool:
    """Whether a record is a blank line."""
    return len(cells) == 1 and not cells[0].strip()


def _filled(cells: Cells) -> int:
    """How many cells say something."""
    return sum(bool(cell.strip()) for cell in cells)


def _names_columns(cells: Cells, width: int) -> bool:
    """Whether a record could name most columns, each with a name of its own."""
    names = [cell for cell in cells if cell.strip()]
    return len(names) * 3 > width * 2 and len(set(names)) == len(names) and all(map(_is_label, names))


def _header_lines(found: list[Cells], width: int, values: list[int]) -> int:
    """How many records the header takes: more than one if it is written several times over."""
    return len(list(takewhile(lambda cells: cells == found[0] and _is_named(cells, width, values), found))) or 1


def _joined(lines: list[Cells]) -> Cells:
    """The header that several lines make: the words over a column from top to bottom."""
    return [" ".join(column) for column in zip(*lines, strict=True)]


def _repeats(cells: Cells, header: Cells, width: int, values: list[int]) -> bool:
    """Whether a record is the header once more, perhaps with a column more or less."""
    both = min(len(cells), len(header))
    return both >= width - 1 and cells[:both] == header[:both] and _is_named(header, width, values)


def _is_named(cells: Cells, width: int, values: list[int]) -> bool:
    """Whether a record gives every column of a table of several, some of values, a name of its own."""
    return width > 2 and len(set(cells)) == width and _is_header(cells, width, values) and all(map(str.strip, cells))
