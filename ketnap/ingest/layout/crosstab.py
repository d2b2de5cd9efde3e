"""A table with a column for every month -> the same table with a row for every month."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ketnap.ingest.cells import Record
from ketnap.ingest.decode import Refusal
from ketnap.ingest.layout.columns import NOT_ADMITTED, Mapping
from ketnap.ingest.texts import blank, cell_text, folded

KEPT = ("unit", "unit_code", "source", "year", "basis")
YEAR_OF_TITLE = re.compile(r"\bnam (\d{4})\b")
# Of the day a document was signed: "ngày 5 tháng 1 năm 2022", "5/1/2022". In January offices report the year before.
SIGNED = re.compile(r"\bthang \d{1,2} nam \d{4}\b|\b\d{1,2} \d{1,2} \d{4}\b")
ADMITTED = re.compile(r"\b(ket nap|kn|dang vien moi)\b")
TITLE = re.compile(r"\b(ket nap|ket qua|bieu|danh sach|tong hop)\b")


def unpivoted(
    rows: Iterable[Record], mapping: Mapping, labels: tuple[str, ...], titles: Sequence[Record], head: Sequence[Record]
) -> tuple[tuple[Record, ...], Mapping, tuple[str, ...]]:
    """The rows, mapping and labels of the same table with one row per month, each on the line it came from.

    A blank cell or a dash is a zero, save in the months after the last one that any row reports. Raises
    Refusal if nothing says which year the months are of, if no month holds anything, or if the titles speak of
    something else than admissions.
    """
    rows = tuple(rows)
    _refuse_other_figures(titles)
    year = _year(mapping, (titles, head))
    last = _last_reported(rows, mapping)
    kept = {name: mapping.positions[name][0] for name in KEPT if name in mapping.positions}
    long = []
    for record in rows:
        fault = _fault(record, mapping, len(labels))
        for position, (of_year, month) in mapping.months.items():
            said = (of_year or 0, month) <= last or not blank(_cell(record, position))
            if fault or said:
                long.append(replace(_month_of(record, position, month, of_year or year, kept), fault=fault))
            if fault:
                break
    if not long:
        raise Refusal("no_rows")
    names = [*kept, *(() if "year" in kept else ("year",)), "month", "admitted"]
    headers = [labels[kept[name]] if name in kept else mapping.table.column(name).headers[0] for name in names]
    positions: dict[str, tuple[int, ...]] = {name: (at,) for at, name in enumerate(names)}
    return tuple(long), Mapping(mapping.table, positions, ()), tuple(headers)


def _fault(record: Record, mapping: Mapping, width: int) -> str | None:
    """What is wrong with the shape of a row, so that none of its months can be trusted."""
    if record.fault or any(not blank(cell_text(cell)) for cell in record.cells[width:]):
        return record.fault or "too_many_fields"
    return "too_few_fields" if len(record.cells) <= max(mapping.months) else None


def _cell(record: Record, position: int) -> str:
    """A cell's text, "" beyond the end of a short row."""
    return cell_text(record.cells[position]) if position < len(record.cells) else ""


def _month_of(record: Record, position: int, month: int, year: int | None, kept: dict[str, int]) -> Record:
    """The row of one month."""
    said = {name: _cell(record, at) for name, at in kept.items()}
    if year is not None:
        said["year"] = str(year)
    number = _cell(record, position)
    cells = (*said.values(), str(month), "0" if blank(number) else number)
    filled = frozenset({len(cells) - 1}) if position in record.filled else frozenset()
    return replace(record, cells=cells, filled=filled)


def _last_reported(rows: Iterable[Record], mapping: Mapping) -> tuple[int, int]:
    """The last month in which some row has a number other than zero."""
    reported = [
        (year or 0, month)
        for record in rows
        for position, (year, month) in mapping.months.items()
        if re.search(r"[1-9]", _cell(record, position))
    ]
    return max(reported, default=(0, 0))


def _year(mapping: Mapping, above: Iterable[Iterable[Record]]) -> int | None:
    """The year the titles name, or the header if they name none; None if the labels or a column say it."""
    if "year" in mapping.positions or all(year for year, _ in mapping.months.values()):
        return None
    for records in above:
        said = [SIGNED.sub(" ", folded(cell)) for record in records for cell in record.cells]
        years = {int(year) for text in said for year in YEAR_OF_TITLE.findall(text)}
        titles_said = [text for text in said if TITLE.search(text)]
        years = years or {int(year) for text in titles_said for year in re.findall(r"\b(20\d{2})\b", text)}
        if len(years) == 1:
            return years.pop()
        if years:
            break
    raise Refusal("no_year")


def _refuse_other_figures(titles: Iterable[Record]) -> None:
    """Raise Refusal if the titles name other figures of members than admissions."""
    said = [folded(cell) for record in titles for cell in record.cells]
    if any(NOT_ADMITTED.search(text) for text in said) and not any(ADMITTED.search(text) for text in said):
        raise Refusal("wrong_table")
