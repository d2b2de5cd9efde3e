"""A draft -> the bytes of the file and what must come of each of its lines."""

import re
from dataclasses import dataclass, replace
from random import Random

from tests.fuzz.book import Book, split
from tests.fuzz.draft import Draft, Line, Row
from tests.fuzz.mess_layout import header_lines
from tests.fuzz.mess_rows import SHIFTED
from tests.fuzz.outcome import Guesswork, Outcomes, Rejected, reasons_of
from tests.fuzz.settle import settled

CUT = SHIFTED | {"truncated_row"}
BREAKS = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class File:
    """A file with its answer: what must come of each line (of a sheet) that is data."""

    data: bytes
    table: str | None
    draft: Draft
    lines: dict[tuple[str, int], Outcomes]


def written(draft: Draft) -> File:
    """The file a draft describes."""
    data, lines = _book(draft) if draft.book else _text(draft)
    for damage in draft.damage:
        data = damage(data)
    return File(data, None if draft.guess_table else draft.table, draft, lines)


def _book(draft: Draft) -> tuple[bytes, dict[tuple[str, int], Outcomes]]:
    """The workbook of a draft, and what must come of the lines of its sheets."""
    assert draft.book
    parts = split(draft.body, draft.book.sheets, draft.rng("sheets"))
    book = Book(draft)
    return book.written(parts, _head(draft), draft.below), book.lines


def _text(draft: Draft) -> tuple[bytes, dict[tuple[str, int], Outcomes]]:
    """The text of a draft in bytes, and what must come of its lines."""
    lines = _lines(draft)
    rng = draft.rng("quoting")
    pieces, outcomes, number = [], {}, 1
    if draft.sep_line:
        pieces, number = [f"sep={draft.delimiter}", draft.newlines[0]], 2
    for line in lines:
        text = _record(line, draft, rng)
        if line is lines[-1] and draft.cut:
            text, line = _cut(line, draft, rng)
        short = len(line.cells) < len(draft.columns) or reasons_of(line.outcomes) & {"too_few_fields", "broken_quote"}
        if line is lines[-1] and line.outcomes and short and not draft.final_newline:
            line = replace(line, outcomes=(*line.outcomes, Rejected(CUT)))
        if line.outcomes:
            outcomes["", number] = line.outcomes
        newline = rng.choice(draft.newlines)
        # A blank line between CR and LF would be none: the two are one line end.
        pieces += [text, "\r\n" if pieces and pieces[-1] == "\r" and not text and newline == "\n" else newline]
        number += 1 + len(BREAKS.findall(text))
    if draft.cut or not draft.final_newline:
        pieces.pop()
    whole = "".join(pieces)
    for transform in draft.transform:
        whole = transform(whole)
    return draft.encode(whole), outcomes


def _head(draft: Draft) -> list[Line]:
    """The titles, the header and the numbers of its columns."""
    return [*draft.above, *(draft.headers or header_lines(draft)), *draft.under_header]


def _lines(draft: Draft) -> list[Line]:
    """Every record of the file in order."""
    head = _head(draft)
    lines = [*head, *(_line(item, draft) for item in draft.body)]
    if not draft.cut:
        return [*lines, *draft.below]
    last = max(at for at, item in enumerate(draft.body) if isinstance(item, Row)) + len(head)
    item = draft.body[last - len(head)]
    if isinstance(item, Row) and (item.locked or item.fault or item.short or item.extra):
        draft.cut = False
    return lines[: last + 1]


def _line(item: Row | Line, draft: Draft) -> Line:
    """A row as a line of the file."""
    if isinstance(item, Line):
        return item
    cells = [item.text(column.name) for column in draft.columns]
    if item.short:
        cells = cells[: -item.short]
    return Line([*cells, *item.extra], settled(item, draft), fault=item.fault, fault_at=item.fault_at)


def _record(line: Line, draft: Draft, rng: Random) -> str:
    """A line's text, without its end."""
    if line.raw is not None:
        return line.raw
    return draft.delimiter * draft.margin + draft.delimiter.join(_cells(line, draft, rng))


def _cells(line: Line, draft: Draft, rng: Random) -> list[str]:
    """The cells of a line as they stand in the file."""
    width = len(draft.columns) + draft.padding
    cells = line.cells if len(line.cells) < len(draft.columns) else [*line.cells, *[""] * (width - len(line.cells))]
    said = [_quoted(cell, draft, rng) for cell in cells]
    if line.fault:
        text = cells[line.fault_at]
        first, _, rest = text.strip().partition(" ")
        said[line.fault_at] = {
            "split": f"{first}{draft.delimiter}{rest}",
            "open": f'"{text}',
            "inside": f'{first} "{rest}"',
            "end": f'{text}"',
            "pair": f'"{first}" {rest}',
        }[line.fault]
    return said


def _quoted(cell: str, draft: Draft, rng: Random) -> str:
    """A cell in quotation marks if it needs them or the file's habit is to write them."""
    habit = draft.quoting == "all" or (draft.quoting == "some" and rng.random() < 0.3)
    if habit or draft.delimiter in cell or '"' in cell or BREAKS.search(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _cut(line: Line, draft: Draft, rng: Random) -> tuple[str, Line]:
    """The last row cut off somewhere, and what must come of what is left of it."""
    cells = _cells(line, draft, rng)
    if any(BREAKS.search(cell) for cell in cells):
        return draft.delimiter * draft.margin + draft.delimiter.join(cells), line
    at = rng.randint(1, len(cells) - 1)
    left = cells[at][: rng.randint(0, max(0, len(cells[at]) - 1))]
    text = draft.delimiter * draft.margin + draft.delimiter.join([*cells[:at], left])
    in_letter = left[-1:] > "\x7f" and draft.encode is str.encode and rng.random() < 0.5 and not draft.transform
    if in_letter:
        draft.damage.append(lambda data: data[:-1])
    rejected = Rejected(CUT | reasons_of(line.outcomes))
    certain = at < len(draft.columns) - 1 or left.startswith('"') or in_letter or _date_is_shorter(at, draft)
    return text, replace(line, outcomes=(rejected,) if certain else (*line.outcomes, rejected, Guesswork()))


def _date_is_shorter(at: int, draft: Draft) -> bool:
    """Whether the cut went through a date where all others are of one length."""
    if at != len(draft.columns) - 1 or draft.columns[at].name != draft.counting:
        return False
    return all(re.fullmatch(r"\d\d/\d\d/\d{4}", row.text(draft.columns[at].name)) for row in draft.rows)
