"""The records below a header -> those that are data, and the unit each group's heading names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ketnap.ingest import values
from ketnap.ingest.cells import Record
from ketnap.ingest.decode import Refusal
from ketnap.ingest.layout import columns
from ketnap.ingest.layout.columns import UNIT_NAME, Mapping
from ketnap.ingest.layout.header import Header, labels_of
from ketnap.ingest.texts import accented_key, blank, cell_text, folded
from ketnap.ingest.values import Day
from ketnap.tables import ORDER_HEADERS, TABLES, UNITS

# A cell that holds a whole date is a record's, whatever it begins with.
WHOLE_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}")
DATE = re.compile(r"\d ?[-/. ] ?\d|^\d{5}$|tháng|^t ?\d")
# "Tống" and "Công" are people's names, though they fold to the same letters.
SUM_WORD = re.compile(r"(t[ổo]ng|c[ộo]ng|total)\b")
NUMERAL = re.compile(r"^([IVXLC]+|[A-Za-z]|\d+)[.)/:-]\s*")
# A letter after the first eight is a heading's only before the name of a unit.
LATE_LETTERS = frozenset("jkmnopqrstuwyz")
ORDER_KEYS = frozenset(folded(header) for header in ORDER_HEADERS)
LATEST = date(2099, 12, 31)
COUNT = re.compile(r"\d{1,4}( ?(đ/c|đồng chí|đv|đảng viên|người))?", re.IGNORECASE)
TOTAL = re.compile(
    r"^(tong cong|tong so|cong|tong|total)( (toan .*|\d+.*|dong chi.*|dang vien.*|so .*|[ivx]+( [ivx]+)*))?$"
)
FOOTER = re.compile(
    r"^(noi nhan.*|nguoi (lap|tong hop|duyet|kiem tra).*|(t m|tm|k t|kt|t l|tl) .*|ghi chu .+|chu thich.*"
    r"|nhu tren|luu (vp|vt|van phong|van thu|btc|hs|ho so)( .*)?"
    r"|(pho )?(thu truong|bi thu|truong ban|chanh van phong|chu tich).*|xac nhan .*|(da )?ky ten.*|ky ghi ro ho ten.*"
    r"|(an dinh )?danh sach( nay| tren)? (co|gom) \d+ .*|.{0,40}ngay \d{1,2} thang \d{1,2} nam \d{4})$"
)
FOOTNOTE = re.compile(r"\(?\*+\)? ?\S|\(\d{1,2}\) ?\D")
# A second table begins where a row names at least so many columns and holds no number.
SECOND_HEADER = 3
# So many cells, one of them a date, are a record and no title.
LEAST_CELLS = 4


@dataclass(frozen=True)
class Body:
    """The data records, the unit each line under a group's heading belongs to, where a second table begins.

    `headed` says that there are headings, whether they name a unit or not; `last` is the line of the last record,
    data or not.
    """

    rows: tuple[Record, ...]
    groups: dict[int, str]
    headed: bool
    last: int
    second_table: int | None = None


def body(below: list[Record], head: list[Record], header: Header) -> Body:
    """The data among the records `below` a header and, if rows were sorted together with it, above it.

    Raises Refusal if the rows above it are data of another table.
    """
    said = {record.line: [cell_text(cell) for cell in record.cells] for record in (*head[: header.after], *below)}
    named = {tuple(labels_of(r)) for r in head[header.start : header.after]}
    filled = [r for r in head[: header.start] if any(not blank(text) for text in said[r.line])]
    above = [r for r in filled if tuple(labels_of(r)) not in named]
    first = next((at for at, r in enumerate(above) if _is_data_above(said[r.line], header.mapping)), len(above))
    rows = above[first:]
    width = len(header.labels)
    if any(_is_other_data(said[r.line], width, r in rows) for r in head[: header.start]):
        raise Refusal("no_header")
    final = below[-1].line if below else 0
    below = [r for r in below if tuple(labels_of(r)) not in named]
    end = _second_table(below, said, header)
    second = below[end].line if end < len(below) else None
    below = _without_titles(below[:end], said) if second else below
    state = _Reading(header)
    last = max((r.line for r in below if _is_whole(said[r.line], header.mapping)), default=0)
    state.signed = any(_is_footer(said[r.line], header.mapping) for r in below if r.line > last)
    for at, record in enumerate(below):
        rows += state.data(record, said[record.line], first=at == 0, tail=record.line > last)
    return Body(tuple(rows + state.unused(at_end=True)), state.groups, state.headed, final, second)


def _second_table(below: list[Record], said: dict[int, list[str]], header: Header) -> int:
    """The index of a record that is the header of another table; the number of records if there is none."""
    for at, record in enumerate(below):
        labels = [text for text in said[record.line] if text]
        heading = bool(labels) and _heading(said[record.line], labels, header.mapping) is not None
        if len(labels) >= 2 and not heading and not any(letter.isdecimal() for text in labels for letter in text):
            known = max(columns.named(labels, table) for table in TABLES)
            numbered = len(labels) >= SECOND_HEADER and folded(labels[0]) in ORDER_KEYS
            sure = numbered or (known >= SECOND_HEADER and known * 2 > len(labels))
            if sure or (known * 2 >= len(labels) and _other_shape(below[at : at + 2], said, header)):
                return at
    return len(below)


def _other_shape(pair: list[Record], said: dict[int, list[str]], header: Header) -> bool:
    """Whether a row and the one below it are as wide as each other, narrower than the header and hold no date."""
    filled = [[text for text in said[record.line] if not blank(text)] for record in pair]
    alike = len(filled) == 2 and len(filled[0]) == len(filled[1]) < len(header.labels) - 1
    return alike and not any(_dated(said[record.line], header.mapping) for record in pair)


def _without_titles(above: list[Record], said: dict[int, list[str]]) -> list[Record]:
    """The records without those at their end that are the title of the table below them."""
    while above and _is_title(said[above[-1].line]):
        above = above[:-1]
    return above


def _is_title(said: list[str]) -> bool:
    """Whether a row is blank or a line of a title: one or two texts, neither a number nor a date."""
    filled = [text for text in said if not blank(text)]
    return len(filled) <= 2 and not any(text.isdecimal() or WHOLE_DATE.search(text) for text in filled)


class _Reading:
    """What the rows above a row say about it: a group's heading, a total, the signature."""

    def __init__(self, header: Header) -> None:
        self.mapping = header.mapping
        self.width = len(header.labels)
        self.groups: dict[int, str] = {}
        self.group, self.footer, self.total = "", False, False
        self.heading: Record | None = None
        self.numbering: list[str] = []
        self.headed, self.signed = False, False

    def data(self, record: Record, said: list[str], first: bool, tail: bool) -> list[Record]:
        """The record if it is data, after a heading that turned out to be data too; else nothing."""
        filled = [text for at, text in enumerate(said) if not blank(text) and at not in record.filled]
        if not filled or filled == self.numbering or _only_notes(record, said, self.mapping):
            return []
        if first and _numbering(filled):
            self.numbering = filled
            return []
        if record.fault or len(filled) > self.width:
            return [*self.unused(), record]
        # A total may run over two lines: the word, then the number under its column.
        self.total = _is_total(said, self.mapping) or (self.total and len(filled) == 1 and filled[0].isdecimal())
        footer = _is_footer(said, self.mapping) and (tail or not _has_core(said, self.mapping, self.group))
        footer = footer or (tail and self.signed and _is_signature(said, self.mapping))
        self.footer = self.footer or (footer and tail)
        if self.total or footer or (self.footer and len(filled) <= 3):
            return []
        heading = _heading(said, filled, self.mapping)
        if heading is not None:
            early = self.unused()
            self.headed = True
            self.group, self.heading = heading, record if heading else None
            return early
        early = self.unused() if _cells(said, self.mapping.positions.get("unit", ())) else []
        self.heading = None
        alone = len(filled) == 1 and not filled[0].isdecimal()
        if alone or (not _dated(said, self.mapping) and any(UNIT_NAME.match(folded(text)) for text in filled)):
            # Perhaps the heading of another group: the rows below are not the last group's.
            self.group, self.headed = "", self.headed or not tail
        if self.group:
            self.groups[record.line] = self.group
        return [*early, record]

    def unused(self, at_end: bool = False) -> list[Record]:
        """The heading no row has used: without dates to tell, it may be a row that lacks the rest."""
        found, self.heading = self.heading, None
        return [found] if found and (at_end or not self.mapping.table.one_of) else []


def _numbering(filled: list[str]) -> bool:
    """Whether a row under the header only numbers the columns: 1 2 3 …, (1) (2) (3) … or A B 1 2 …"""
    said = [found[1] for text in filled if (found := re.fullmatch(r"\(?(\d{1,2}|[A-Z])\)?", text))]
    letters = [text for text in said if text.isalpha()]
    numbers = [int(text) for text in said if text.isdecimal()]
    if not 3 <= len(filled) == len(said) or said[: len(letters)] != letters:
        return False
    first = numbers[0] if numbers else 1
    in_order = letters == list("ABCDEFGH"[: len(letters)]) and numbers == list(range(first, first + len(numbers)))
    return in_order and first in (1, 2) and (bool(numbers) or len(letters) >= 3)


def _is_total(said: list[str], mapping: Mapping) -> bool:
    """Whether a row is a total: a word of summing up in its first filled cells, and no date."""
    given = _cells(said, mapping.positions.get("given_name", ()))
    words = [text for text in said if text][:2]
    if _cells(said, mapping.positions.get("family_name", ())) and words[1:] == given:
        words = words[:1]
    sums = any(TOTAL.match(folded(word)) and SUM_WORD.match(accented_key(word)) for word in words)
    if mapping.table is UNITS and any(UNIT_NAME.match(folded(text)) for text in said):
        return False
    return sums and (bool(mapping.months) or not _dated(said, mapping))


def _is_footer(said: list[str], mapping: Mapping) -> bool:
    """Whether a row is of the signature or a footnote; a record's own date in words is not."""
    filled = [text for text in said if not blank(text)]
    if len(filled) > 3:
        return False
    if _is_of_somebody(said, mapping):
        # Names and units may begin like a footer: "*Bình", "Bì Thu Hà".
        return all(FOOTER.match(folded(text)) for text in filled)
    own = [text for text in _cells(said, mapping.dates) if _is_day(text)] if len(filled) > 1 else []
    others = [text for text in filled if text not in own]
    others.append(" ".join(others))
    return any(FOOTER.match(folded(text)) or FOOTNOTE.match(text) for text in others)


def _is_of_somebody(said: list[str], mapping: Mapping) -> bool:
    """Whether a row has a person and a unit where the table keeps them, or a number and a person."""
    named = [p for name in ("person_code", "full_name", "given_name") for p in mapping.positions.get(name, ())]
    numbered = any(text.isdecimal() for text in _cells(said, mapping.positions.get("row_no", ())))
    in_unit = bool(_cells(said, mapping.positions.get("unit", ())))
    return bool(_cells(said, named)) and (numbered or in_unit)


def _is_signature(said: list[str], mapping: Mapping) -> bool:
    """Whether a row of one or two words beside a footer names nobody and no unit."""
    filled = [text for text in said if not blank(text)]
    named = any(UNIT_NAME.match(folded(NUMERAL.sub("", text))) for text in filled) or _names(said, mapping)
    return len(filled) <= 2 and not named and not any(re.search(r"\d", text) for text in filled)


def _names(said: list[str], mapping: Mapping) -> bool:
    """Whether a row holds a person or a unit where the table keeps them."""
    columns_named = ("person_code", "full_name", "unit", "unit_name")
    return bool(_cells(said, [p for name in columns_named for p in mapping.positions.get(name, ())]))


def _is_whole(said: list[str], mapping: Mapping) -> bool:
    """Whether a row is surely a record: its required cells and another, or a date and whom or what it is about."""
    filled = [text for text in said if not blank(text)]
    dated = any(_is_day(text) for text in _cells(said, mapping.dates))
    core = _has_core(said, mapping, "") and (dated or not _is_footer(said, mapping))
    return len(filled) > 1 and (core or (dated and (_names(said, mapping) or filled[0].isdecimal())))


def _is_day(text: str) -> bool:
    """Whether a text is a date or a month and nothing else."""
    return isinstance(values.day_or_month(text, LATEST), Day)


def _only_notes(record: Record, said: list[str], mapping: Mapping) -> bool:
    """Whether a row below a merged cell adds nothing but a note to the row above it."""
    if not record.filled:
        return False
    kinds = {p: mapping.table.column(name).kind for name, held in mapping.positions.items() for p in held}
    own = [p for p, text in enumerate(said) if not blank(text) and p not in record.filled]
    return all(kinds.get(p, "ignored") in ("ignored", "note") and p not in mapping.months for p in own)


def _dated(said: list[str], mapping: Mapping) -> bool:
    """Whether a row holds a date or month where the table keeps one; a bare number or a formula's error is none."""
    return any(DATE.search(text.casefold()) for text in _cells(said, mapping.dates))


def _cells(said: list[str], positions: Iterable[int]) -> list[str]:
    """What the row's cells say at the positions, blanks left out."""
    return [said[p] for p in positions if p < len(said) and not blank(said[p])]


def _has_core(said: list[str], mapping: Mapping, group: str) -> bool:
    """Whether a row holds a table's required cells, its unit perhaps in the heading above it."""
    names = [column.name for column in mapping.table.required if not (group and column.name == "unit")]
    names = ["unit"] if mapping.months else names
    held = [p for name in names for p in mapping.positions.get(name, ())]
    dated = not mapping.table.one_of or bool(_cells(said, mapping.dates))
    return dated and len(_cells(said, held)) >= len(names)


def _is_data_above(said: list[str], mapping: Mapping) -> bool:
    """Whether a row above the header is data: its required cells and numbers, and no line of a title."""
    filled = [text for text in said if not blank(text)]
    own = [text for text in _cells(said, mapping.dates) if _is_day(text)]
    signed = any(FOOTER.match(folded(text)) for text in filled if text not in own)
    if signed or len(filled) < min(3, len(mapping.positions)) or _is_form(filled):
        return False
    if mapping.table is UNITS:
        # A numbered row may name its unit in any column: the header may be another table's.
        names = filled if filled[0].isdecimal() else _cells(said, mapping.positions["unit_name"])
        if any(UNIT_NAME.match(folded(text)) for text in names):
            raise Refusal("no_header")
        return False
    if not mapping.dates and not all(_cells_are_numbers(said, mapping)):
        return False
    numbered = any(text.isdecimal() for text in _cells(said, mapping.positions.get("row_no", ())))
    dated = own or any(text.isdecimal() for text in _cells(said, mapping.dates))
    if mapping.dates and not (dated or numbered):
        return False
    # A row that only lacks its date is known by its number, whom and what it is about.
    undated = numbered and len(filled) >= LEAST_CELLS and _names(said, mapping) and not _numbering(filled)
    return undated or (_has_core(said, mapping, "") and any(re.search(r"\d", text) for text in filled))


def _is_form(filled: list[str]) -> bool:
    """Whether a row is a line of a form: labels, and beside each what is said to it."""
    labels = [columns.is_label(text) for text in filled]
    return labels == [True, False] * (len(labels) // 2)


def _cells_are_numbers(said: list[str], mapping: Mapping) -> Iterator[bool]:
    """For every required column of numbers whether the row holds one."""
    for column in mapping.table.required:
        if column.kind in ("count", "year"):
            yield any(re.search(r"\d", text) for text in _cells(said, mapping.positions.get(column.name, ())))


def _is_other_data(said: list[str], width: int, own: bool) -> bool:
    """Whether a row above a header of some width is a record of a table without a header, not one of its `own`."""
    filled = [text for text in said if not blank(text)]
    wider = len(filled) > width
    dated = (wider or not own) and any(WHOLE_DATE.fullmatch(text) for text in filled)
    named = wider and any(UNIT_NAME.match(folded(text)) for text in filled)
    return len(filled) >= LEAST_CELLS and (dated or named)


def _heading(said: list[str], filled: list[str], mapping: Mapping) -> str | None:
    """The unit a heading above a group of rows names ("I. Đảng bộ …"), "" for other headings, None for data."""
    numbered = len(filled) > 1 and bool(re.fullmatch(r"[ivxlc]+|[a-z]", folded(filled[0])))
    if numbered and len(filled) == 3 and COUNT.fullmatch(filled[2]):
        # How many the group has.
        filled = filled[:2]
    if len(filled) > 2 or _dated(said, mapping) or WHOLE_DATE.search(filled[-1]):
        return None
    names_unit = bool(UNIT_NAME.match(folded(filled[-1])))
    if mapping.table.name == "units":
        # In the register a unit's name is data; only "I | Khối …" is a heading.
        return "" if numbered and not names_unit and not _cells(said, mapping.positions.get("unit_code", ())) else None
    if names_unit:
        return NUMERAL.sub("", filled[-1]) if len(filled) == 1 or numbered else None
    return "" if numbered and folded(filled[0]) not in LATE_LETTERS else None
