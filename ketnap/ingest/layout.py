"""Records -> where the header is and which records are data; titles, totals and signatures are neither."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ketnap.ingest import cells, columns
from ketnap.ingest.cells import Record
from ketnap.ingest.columns import Mapping
from ketnap.ingest.decode import Refusal
from ketnap.ingest.texts import accented_key, blank, cell_text, folded
from ketnap.tables import TABLES, Table

HEADER_ROWS = 60
# A cell that holds a whole date is a record's, whatever it begins with.
WHOLE_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}")
# "Tống" and "Công" are people's names, though they fold to the same letters.
SUM_WORD = re.compile(r"(t[ổo]ng|c[ộo]ng|total)\b")
UNIT_NAME = re.compile(r"^([ivxlc]+ |[a-h] |\d+ )?(dang bo|chi bo|db|cb)\b")
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
    """A candidate header: its mapping, its first record, the record after it, its labels, how well it fits."""

    mapping: Mapping
    start: int
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
    best, delimiter, head = _best_header(lines, (declared,) if declared else cells.DELIMITERS, tables)
    if table is None:
        best = _unambiguous(best, head)
    _refuse_incomplete(best, table)
    columns.refuse_doubled(best.mapping)
    columns.refuse_counts(best.mapping, best.labels)
    columns.refuse_people(best.mapping, best.labels)
    first = head[best.after].line if best.after < len(head) else min(len(lines), HEADER_ROWS * 2) + 1
    body = cells.records([""] * (first - 1) + lines[first - 1 :], delimiter, width=len(best.labels))
    rows, groups = _data_rows(body[first - 1 :], head[: best.after], best)
    if not rows:
        raise Refusal("no_rows")
    return Layout(best.mapping, best.labels, delimiter, tuple(rows), groups)


def _best_header(
    lines: list[str], delimiters: Sequence[str], tables: Sequence[Table]
) -> tuple[_Header, str, list[Record]]:
    """The best header, the delimiter that shows it best, the first records; Refusal if no row names two columns.

    Of several complete headers the first counts: a better one further down is another table's, and
    the rows between are data.
    """
    heads = {delimiter: cells.records(lines[: HEADER_ROWS * 2], delimiter) for delimiter in delimiters}
    candidates = [
        (header.score, -header.after, header.start, delimiter, header)
        for delimiter, head in heads.items()
        for table in tables
        for header in _headers(head, table)
        if len(header.mapping.positions) > 1
    ]
    if not candidates:
        raise Refusal("no_header")
    complete = [c for c in candidates if c[-1].mapping.complete]
    if complete:
        first = min(heads[delimiter][header.after - 1].line for *_, delimiter, header in complete)
        candidates = [c for c in complete if heads[c[-2]][c[-1].start].line <= first]
    *_, delimiter, header = max(candidates, key=lambda candidate: candidate[:3])
    return header, delimiter, heads[delimiter]


def _headers(head: list[Record], table: Table) -> list[_Header]:
    """Every header the first records could hold: one row, or two rows of which the lower refines the upper."""
    found = []
    for at, record in enumerate(head[:HEADER_ROWS]):
        labels = _trimmed([cell_text(cell) for cell in record.cells])
        if sum(bool(label) for label in labels) < 2:
            continue
        single = columns.mapping([(label,) for label in labels], table)
        found.append(_Header(single, at, at + 1, tuple(labels)))
        if at + 1 < len(head):
            lower = [cell_text(cell) for cell in head[at + 1].cells]
            both = _two_rows(labels, lower)
            double = columns.mapping(both, table)
            if len(double.positions) > len(single.positions) and not _holds_data(lower):
                found.append(_Header(double, at, at + 2, tuple(readings[0] for readings in both)))
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


def _unambiguous(best: _Header, head: list[Record]) -> _Header:
    """The header with the table it fits best; Refusal if it fits two tables equally well."""
    single = [(cell_text(cell),) for cell in head[best.after - 1].cells]
    if tuple(_trimmed([readings[0] for readings in single])) != best.labels:
        return best
    chosen = columns.best_table(single[: len(best.labels)])
    return _Header(chosen, best.start, best.after, best.labels) if chosen else best


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


def _data_rows(body: list[Record], head: list[Record], header: _Header) -> tuple[list[Record], dict[int, str]]:
    """The records that are data, and for each line under a group heading the unit it names."""
    said = {record.line: [cell_text(cell) for cell in record.cells] for record in (*head, *body)}
    # Rows sorted together with their header stand above it.
    rows = [r for r in head[: header.start] if _is_data_above(said[r.line], header.mapping)]
    named = {tuple(_trimmed(said[r.line])) for r in head[header.start :]}
    body = [r for r in body if tuple(_trimmed(said[r.line])) not in named]
    state = _Reading(header.mapping)
    last = max((r.line for r in body if _has_core(said[r.line], header.mapping, "")), default=0)
    for at, record in enumerate(body):
        rows += state.data(record, said[record.line], first=at == 0, tail=record.line > last)
    return rows + state.unused(at_end=True), state.groups


class _Reading:
    """What the rows above a row say about it: a group's heading, a total, the signature."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.groups: dict[int, str] = {}
        self.group, self.footer, self.total = "", False, False
        self.heading: Record | None = None

    def data(self, record: Record, said: list[str], first: bool, tail: bool) -> list[Record]:
        """The record if it is data, after a heading that turned out to be data too; else nothing."""
        filled = [text for text in said if not blank(text)]
        if not filled or (first and _numbering(filled)):
            return []
        # A total may run over two lines: the word, then the number under its column.
        self.total = _is_total(said, self.mapping) or (self.total and len(filled) == 1 and filled[0].isdigit())
        footer = _is_footer(said, filled, self.mapping) and not _has_core(said, self.mapping, self.group)
        self.footer = self.footer or (footer and tail)
        if self.total or footer or (self.footer and len(filled) <= 3):
            return []
        heading = None if record.fault else _heading(said, filled, self.mapping)
        if heading is not None:
            early = self.unused()
            self.group, self.heading = heading, record if heading else None
            return early
        early = self.unused() if _cells(said, self.mapping, ("unit",)) else []
        self.heading = None
        if len(filled) == 1 and not filled[0].isdigit():
            # Perhaps the heading of another group: the rows below are not the last group's.
            self.group = ""
        if self.group:
            self.groups[record.line] = self.group
        return [*early, record]

    def unused(self, at_end: bool = False) -> list[Record]:
        """The heading no row has used: without dates to tell, it may be a row that lacks the rest."""
        found, self.heading = self.heading, None
        return [found] if found and (at_end or not self.mapping.table.one_of) else []


def _numbering(filled: list[str]) -> bool:
    """Whether a row under the header only numbers the columns: 1 2 3 … or (1) (2) (3) …"""
    numbers = [re.fullmatch(r"\(?(\d{1,2})\)?", text) for text in filled]
    said = [int(number[1]) for number in numbers if number]
    return 3 <= len(filled) == len(said) and said[0] in (1, 2) and said == list(range(said[0], said[0] + len(said)))


def _is_total(said: list[str], mapping: Mapping) -> bool:
    """Whether a row is a total: a word of summing up in its first filled cells, and no date."""
    words = [text for text in said if text][:2]
    sums = any(TOTAL.match(folded(word)) and SUM_WORD.match(accented_key(word)) for word in words)
    return sums and not _dated(said, mapping)


def _is_footer(said: list[str], filled: list[str], mapping: Mapping) -> bool:
    """Whether a row is of the signature or a footnote; a record's own date in words is not."""
    own = _cells(said, mapping, mapping.table.one_of) if len(filled) > 1 else []
    return len(filled) <= 3 and any(FOOTER.match(folded(text)) for text in filled if text not in own)


def _dated(said: list[str], mapping: Mapping) -> bool:
    """Whether a row holds a date or month where the table keeps one; a bare number is none."""
    return any(not text.isdigit() or len(text) == 5 for text in _cells(said, mapping, mapping.table.one_of))


def _cells(said: list[str], mapping: Mapping, names: Sequence[str]) -> list[str]:
    """What the row's cells say under the columns called `names`, blanks left out."""
    positions = [p for name in names for p in mapping.positions.get(name, ())]
    return [said[p] for p in positions if p < len(said) and not blank(said[p])]


def _has_core(said: list[str], mapping: Mapping, group: str) -> bool:
    """Whether a row holds a table's required cells, its unit perhaps in the heading above it."""
    names = [column.name for column in mapping.table.required if not (group and column.name == "unit")]
    dated = not mapping.table.one_of or bool(_cells(said, mapping, mapping.table.one_of))
    return dated and len(_cells(said, mapping, names)) >= len(names)


def _is_data_above(said: list[str], mapping: Mapping) -> bool:
    """Whether a row above the header is data: its required cells and numbers, and no line of a title."""
    filled = [text for text in said if not blank(text)]
    if len(filled) < min(3, len(mapping.positions)) or any(FOOTER.match(folded(text)) for text in filled):
        return False
    return _has_core(said, mapping, "") and any(re.search(r"\d", text) for text in filled)


def _heading(said: list[str], filled: list[str], mapping: Mapping) -> str | None:
    """The unit a heading above a group of rows names ("I. Đảng bộ …"), "" for other headings, None for data."""
    if len(filled) > 2 or _cells(said, mapping, mapping.table.one_of) or WHOLE_DATE.search(filled[-1]):
        return None
    numbered = len(filled) == 2 and bool(re.fullmatch(r"[ivxlc]+|[a-h]", folded(filled[0])))
    names_unit = bool(UNIT_NAME.match(folded(filled[-1])))
    if mapping.table.name == "units":
        # In the register a unit's name is data; only "I | Khối …" is a heading.
        return "" if numbered and not names_unit and not _cells(said, mapping, ("unit_code",)) else None
    if names_unit:
        return filled[-1] if len(filled) == 1 or numbered else None
    return "" if numbered else None
