"""Faults of a record's shape: cells too few or too many, a quotation mark gone astray, the end of the file cut off."""

from collections.abc import Iterable
from statistics import median_high, median_low

from ketnap.ingest.cells import Record
from ketnap.ingest.layout import Layout
from ketnap.ingest.texts import blank, cell_text


def usual_width(records: Iterable[Record]) -> int:
    """The number of cells of the record in the middle, were they sorted by it."""
    return median_low(len(record.cells) for record in records)


def fault(record: Record, found: Layout, usual: int) -> str | None:
    """The fault of a record's shape: a stray quotation mark, too many cells, or a required one missing."""
    if record.fault:
        return record.fault
    if any(not blank(cell_text(cell)) for cell in record.cells[len(found.header) :]):
        return "too_many_fields"
    # One cell more than usual and the last named one filled: a separator inside a cell has shifted the rest.
    if len(record.cells) > usual and not blank(cell_text(record.cells[len(found.header) - 1])):
        return "too_many_fields"
    needed = [p for c in found.mapping.table.required for p in found.mapping.positions.get(c.name, ())]
    needed += [p for name in found.mapping.table.one_of for p in found.mapping.positions.get(name, ())][:1]
    return "too_few_fields" if needed and max(needed) >= len(record.cells) else None


def cut_record(found: Layout, complete: bool) -> int | None:
    """The line of a last record cut off in the middle: no line end after it, and shorter than the others."""
    if complete or len(found.written) < 2:
        return None
    last, others = found.written[-1], found.written[:-1]
    if last.line < found.last:
        return None
    cut = (
        last.fault
        or len(last.cells) < median_high(len(record.cells) for record in others)
        or last.cells[-1].endswith("\ufffd")
    )
    return last.line if cut or (not found.spread and _date_is_cut(last, others, found)) else None


def _date_is_cut(last: Record, others: Iterable[Record], found: Layout) -> bool:
    """Whether the last record ends in a date, or its year, shorter than every other of its column."""
    at = len(last.cells) - 1
    if not any(at in found.mapping.positions.get(name, ()) for name in found.mapping.table.one_of):
        return False
    texts = [r.cells[at].strip() for r in others if len(r.cells) > at and r.cells[at].strip()]
    text = last.cells[at].strip()
    shorter = [len(text) < min(map(len, texts)), _last_digits(text) < min(map(_last_digits, texts))] if texts else []
    return bool(text) and any(shorter)


def _last_digits(text: str) -> int:
    """How many digits a text ends with."""
    return len(text) - len(text.rstrip("0123456789"))
