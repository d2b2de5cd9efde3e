"""Records -> where the header is and which records are data; titles, totals and signatures are neither."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ketnap.ingest import cells, columns
from ketnap.ingest.cells import Record
from ketnap.ingest.columns import Mapping
from ketnap.ingest.decode import Refusal
from ketnap.ingest.values import blank, cell_text, folded
from ketnap.tables import TABLES, Table

HEADER_ROWS = 60
TOTAL = re.compile(
    r"^(tong cong|tong so|cong|tong|total)( (toan .*|\d+.*|dong chi.*|dang vien.*|so .*|[ivx]+( [ivx]+)*))?$"
)
FOOTER = re.compile(
    r"^(noi nhan|nguoi lap( bieu)?|nguoi tong hop|t m .*|ghi chu .+|thu truong .*|bi thu|xac nhan .*"
    r"|.{0,40}ngay \d{1,2} thang \d{1,2} nam \d{4})$"
)


@dataclass(frozen=True)
class Layout:
    """A recognised table: its column mapping, the header as written, the data records and group names."""

    mapping: Mapping
    header: tuple[str, ...]
    delimiter: str
    rows: tuple[Record, ...]
    groups: dict[int, str]


@dataclass(frozen=True)
class _Header:
    """A candidate header: its mapping, the record after it, its labels, and how well it fits."""

    mapping: Mapping
    after: int
    labels: tuple[str, ...]

    @property
    def score(self) -> tuple[bool, int, int]:
        """Complete first, then the most columns found, then the fewest cells without a meaning."""
        return (self.mapping.complete, len(self.mapping.positions), -len(self.mapping.unused))


def layout(lines: list[str], table: Table | None) -> Layout:
    """The layout of a file's lines as `table`, or as the table its header fits best.

    Raises Refusal when no row names the columns, when required columns are missing, or when two
    readings are equally good.
    """
    declared = cells.declared_delimiter(lines)
    tables = (table,) if table else TABLES
    if declared:
        lines = ["", *lines[1:]]
    best, delimiter = _best_header(lines, (declared,) if declared else cells.DELIMITERS, tables)
    if table is None:
        best = _unambiguous(best, lines, delimiter)
    _refuse_incomplete(best, table)
    columns.refuse_doubled(best.mapping)
    found = cells.records(lines, delimiter, width=len(best.labels))
    rows, groups = _data_rows(found, best)
    if not rows:
        raise Refusal("no_rows")
    return Layout(best.mapping, best.labels, delimiter, tuple(rows), groups)


def _best_header(lines: list[str], delimiters: Sequence[str], tables: Sequence[Table]) -> tuple[_Header, str]:
    """The best header under the delimiter that shows it best; Refusal if no row names two columns."""
    candidates = []
    for delimiter in delimiters:
        head = cells.records(lines[: HEADER_ROWS * 2], delimiter)
        for table in tables:
            candidates += [(header.score, delimiter, header) for header in _headers(head, table)]
    if not candidates:
        raise Refusal("no_header")
    score, delimiter, header = max(candidates, key=lambda candidate: candidate[0])
    if score[1] < 2:
        raise Refusal("no_header")
    return header, delimiter


def _headers(head: list[Record], table: Table) -> list[_Header]:
    """Every header the first records could hold: one row, or two rows of which the lower refines the upper."""
    found = []
    for at, record in enumerate(head[:HEADER_ROWS]):
        labels = _trimmed([cell_text(cell) for cell in record.cells])
        if sum(bool(label) for label in labels) < 2:
            continue
        single = columns.mapping([(label,) for label in labels], table)
        found.append(_Header(single, at + 1, tuple(labels)))
        if at + 1 < len(head):
            lower = [cell_text(cell) for cell in head[at + 1].cells]
            both = _two_rows(labels, lower)
            double = columns.mapping(both, table)
            if len(double.positions) > len(single.positions) and not _holds_data(lower):
                found.append(_Header(double, at + 2, tuple(readings[0] for readings in both)))
    return found


def _trimmed(labels: list[str]) -> list[str]:
    """The labels without the empty ones at the end."""
    while labels and not labels[-1]:
        labels.pop()
    return labels


def _holds_data(labels: Sequence[str]) -> bool:
    """Whether a row holds digits, as data do and second header rows do not."""
    return any(re.search(r"\d{2}", label) for label in labels)


def _two_rows(upper: list[str], lower: list[str]) -> list[tuple[str, ...]]:
    """How each cell of a two-row header may be read; a merged upper cell reaches over the blanks beside it."""
    readings, reach = [], ""
    for at in range(max(len(upper), len(lower))):
        above = upper[at] if at < len(upper) else ""
        below = lower[at] if at < len(lower) else ""
        reach = above or (reach if below else "")
        if not below:
            readings.append((above,))
        elif above or reach:
            readings.append((f"{reach} {below}", below, reach))
        else:
            readings.append((below,))
    return readings


def _unambiguous(best: _Header, lines: list[str], delimiter: str) -> _Header:
    """The header with the table it fits best; Refusal if it fits two tables equally well."""
    record = cells.records(lines[: HEADER_ROWS * 2], delimiter)[best.after - 1]
    single = [(cell_text(cell),) for cell in record.cells]
    if tuple(_trimmed([readings[0] for readings in single])) != best.labels:
        return best
    chosen = columns.best_table(single[: len(best.labels)])
    return _Header(chosen, best.after, best.labels) if chosen else best


def _refuse_incomplete(best: _Header, table: Table | None) -> None:
    """Raise Refusal if required columns are missing, saying which."""
    if best.mapping.complete:
        return
    if table is None:
        raise Refusal("wrong_table")
    lacking_date = not any(name in best.mapping.positions for name in table.one_of)
    if table.name == "admissions" and lacking_date:
        raise Refusal("no_date_column")
    if len(best.mapping.positions) < 2 or len(best.mapping.unused) > len(best.mapping.positions):
        raise Refusal("wrong_table")
    raise Refusal("missing_columns", columns="; ".join(best.mapping.missing))


def _data_rows(found: list[Record], header: _Header) -> tuple[list[Record], dict[int, str]]:
    """The records that are data, and for each line under a group heading the unit it names."""
    rows: list[Record] = []
    groups: dict[int, str] = {}
    group, footer, total = "", False, False
    for at, record in enumerate(found[header.after :]):
        said = [cell_text(cell) for cell in record.cells]
        filled = [text for text in said if not blank(text)]
        if not filled or (at == 0 and _numbering(filled)):
            continue
        # A total may run over two lines: the word, then the number under its column.
        total = _is_total(said, header.mapping) or (total and len(filled) == 1 and filled[0].isdigit())
        footer = footer or (len(filled) <= 3 and any(FOOTER.match(folded(text)) for text in filled))
        if total or (footer and not _has_core(said, header.mapping)):
            continue
        heading = _heading(said, filled, header.mapping)
        if heading is not None:
            group = heading
            continue
        if group:
            groups[record.line] = group
        rows.append(record)
    return rows, groups


def _numbering(filled: list[str]) -> bool:
    """Whether a row under the header only numbers the columns: 1 2 3 … or (1) (2) (3) …"""
    numbers = [re.fullmatch(r"\(?(\d{1,2})\)?", text) for text in filled]
    return len(filled) >= 3 and all(numbers) and [int(n[1]) for n in numbers if n][:2] in ([1, 2], [2, 3])


def _is_total(said: list[str], mapping: Mapping) -> bool:
    """Whether a row is a total: a word of summing up in its first filled cells, and no date."""
    words = [folded(text) for text in said if text][:2]
    return any(TOTAL.match(word) for word in words) and not _dated(said, mapping)


def _dated(said: list[str], mapping: Mapping) -> bool:
    """Whether a row holds a date or month where the table keeps one; a bare number is none."""
    return any(not text.isdigit() or len(text) == 5 for text in _cells(said, mapping, mapping.table.one_of))


def _cells(said: list[str], mapping: Mapping, names: Sequence[str]) -> list[str]:
    """What the row's cells say under the columns called `names`, blanks left out."""
    positions = [p for name in names for p in mapping.positions.get(name, ())]
    return [said[p] for p in positions if p < len(said) and not blank(said[p])]


def _has_core(said: list[str], mapping: Mapping) -> bool:
    """Whether a row below the signature still holds a table's required cells."""
    names = [column.name for column in mapping.table.required]
    dated = not mapping.table.one_of or bool(_cells(said, mapping, mapping.table.one_of))
    return dated and len(_cells(said, mapping, names)) >= len(names)


def _heading(said: list[str], filled: list[str], mapping: Mapping) -> str | None:
    """The unit a heading above a group of rows names ("I. Đảng bộ …"), "" for other headings, None for data."""
    if len(filled) > 2 or _cells(said, mapping, mapping.table.one_of):
        return None
    numbered = len(filled) == 2 and bool(re.fullmatch(r"[ivxlc]+|[a-h]", folded(filled[0])))
    if re.match(r"^([ivxlc]+ |[a-h] |\d+ )?(dang bo|chi bo|db|cb)\b", folded(filled[-1])):
        return filled[-1] if len(filled) == 1 or numbered else None
    return "" if numbered else None
