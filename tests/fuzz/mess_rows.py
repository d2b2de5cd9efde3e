"""Messes of rows: gathered under headings, written twice, too short, too long, with stray quotation marks."""

import re
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from random import Random

from tests.fuzz import days, units, words
from tests.fuzz.draft import COUNTING, Draft, Row
from tests.fuzz.mess import DATED, NAMED, OPENING, ROSTER, UNITS, mess, some
from tests.fuzz.mess_cells import date_of
from tests.fuzz.outcome import Counted, Guesswork, Rejected, reasons_of, rejected
from tests.fuzz.settle import settled
from tests.fuzz.units import UnitCell

HEADINGS = ("roman beside", "roman", "bare", "bare shifted", "raw", "letter", "counted", "counted beside", "no prefix")
# Stands in the text where a byte will be damaged.
MARK = "\ue000"
# What a row lacks whose cell is gone.
MISSING = {
    **{"unit": "missing_unit", "admitted": "missing_count", "members": "missing_count"},
    **dict.fromkeys((*COUNTING, "month", "year"), "missing_date"),
}
# What a reader that meets shifted cells may say of them.
SHIFTED = frozenset(
    {
        *("too_many_fields", "too_few_fields", "broken_quote", "bad_date", "missing_date", "future_date"),
        *("before_1930", "date_no_month", "formula_error", "unknown_unit", "missing_unit", "ambiguous_unit"),
        *("bad_count", "missing_count", "negative_count"),
    }
)


@mess(DATED, place="order")
def unit_headings(draft: Draft, rng: Random) -> None:
    """Rows gathered by unit under headings that name it; mostly the rows themselves do not any more."""
    draft.heading = rng.choice(HEADINGS)
    draft.carried = rng.random() < 0.7
    draft.rows.sort(key=lambda row: row.home)
    if draft.carried and rng.random() < 0.2 and not draft.has("branch_name"):
        # The headings alone name the units; a reader that wants a column for them may say so.
        draft.columns = [column for column in draft.columns if column.name != "unit"]
        draft.allow_refusal()
        for row in draft.rows:
            row.unit = UnitCell("", row.home)
    for row in draft.rows:
        own = draft.rng("own unit", row.number).random() < 0.1
        if draft.carried and (row.unit.code or not row.unit.text) and not own:
            row.unit = UnitCell("", row.home)
        elif not row.unit.text:
            row.unit = units.plain(row.home)


@mess(DATED)
def nested_headings(draft: Draft, rng: Random) -> None:
    """Headings of blocks above the headings of units."""
    draft.nested = True


@mess(NAMED, place="order")
def block_headings(draft: Draft, rng: Random) -> None:
    """Rows gathered under headings that say nothing about the unit."""
    draft.heading = "block"
    draft.rows.sort(key=lambda row: row.number % 3)


@mess(place="order")
def any_order(draft: Draft, rng: Random) -> None:
    """Rows in no order."""
    rng.shuffle(draft.rows)


def _clean(draft: Draft) -> list[Row]:
    """The rows that would be counted and on which no other depends."""
    return [
        row
        for row in draft.rows
        if not row.locked and len(said := settled(row, draft)) == 1 and isinstance(said[0], Counted)
    ]


def _again(row: Row, draft: Draft, rng: Random) -> Row:
    """A second row about the same person, somewhere below the first, under the same heading if there are any."""
    row.locked = True
    twin = deepcopy(row)
    twin.number = 1000 + row.number
    twin.texts["row_no"] = f"{len(draft.rows) + 1}"
    at = draft.rows.index(row)
    last = max(i for i, other in enumerate(draft.rows) if not draft.heading or other.home == row.home)
    if draft.heading == "block":
        last = at
    draft.rows.insert(rng.randint(at, max(at, last)) + 1, twin)
    return twin


def _known(draft: Draft) -> bool:
    """Whether people can be told apart with certainty."""
    return draft.has("person_code") or (draft.has("full_name") and draft.has("birth_date"))


@mess(ROSTER)
def written_twice(draft: Draft, rng: Random) -> None:
    """The same admission on two lines, perhaps in other words."""
    if not _known(draft):
        return
    for row in rng.sample(clean := _clean(draft), min(len(clean), rng.randint(1, 3))):
        twin = _again(row, draft, rng)
        if rng.random() < 0.3 and twin.unit.text and draft.heading in ("", "block"):
            twin.unit = units.spelled(row.home, rng)
        if rng.random() < 0.3:
            twin.texts["full_name"] = twin.texts["full_name"].upper()
        twin.outcomes = (Rejected(twin.unit.reasons | {"duplicate"}),)


@mess(ROSTER)
def contradictions(draft: Draft, rng: Random) -> None:
    """The same person on two lines with different dates."""
    name = draft.counting
    if not _known(draft) or name == "admission_month":
        return
    for row in rng.sample(clean := _clean(draft), min(len(clean), rng.randint(1, 2))):
        whole = len(row.days[name].when or "") == 10 and date_of(row, name).year > 1930
        if whole and "date_order_mdy" not in draft.warnings:
            twin = _again(row, draft, rng)
            twin.days[name] = days.plain(date_of(row, name) - timedelta(days=40))
            twin.outcomes = (rejected("conflict_duplicate"),)


@mess(ROSTER)
def namesakes(draft: Draft, rng: Random) -> None:
    """Different people of one name: another code or another birth date."""
    if not _known(draft):
        return
    for row in rng.sample(clean := _clean(draft), min(len(clean), rng.randint(1, 2))):
        twin = _again(row, draft, rng)
        twin.texts["person_code"] = f"NV9{row.number:03}"
        twin.texts["birth_date"] = f"{draft.as_of - timedelta(days=8000 + row.number):%d/%m/%Y}"


@mess(ROSTER)
def names_alone(draft: Draft, rng: Random) -> None:
    """Two rows of one name and nothing to tell whether they are one person."""
    if draft.has("person_code") or draft.has("born_m") or not draft.has("full_name"):
        return
    for row in rng.sample(clean := _clean(draft), min(len(clean), 1)):
        year = row.texts["birth_date"][-4:]
        row.texts["birth_date"] = rng.choice(("", year))
        twin = _again(row, draft, rng)
        twin.texts["birth_date"] = row.texts["birth_date"]
        draft.warnings.add("possible_duplicate")


@mess(OPENING | UNITS)
def said_twice(draft: Draft, rng: Random) -> None:
    """The same row on two lines, one below the other."""
    sound = [row for row in draft.rows if not row.reasons and all(not cell.reasons for cell in row.counts.values())]
    for row in rng.sample(sound, min(len(sound), 2)):
        if row.unit is None or (row.unit.code and not row.unit.reasons):
            row.locked = True
            twin = deepcopy(row)
            twin.number, twin.outcomes = 1000 + row.number, (rejected("duplicate"),)
            draft.rows.insert(draft.rows.index(row) + 1, twin)


@mess(NAMED, form="text")
def short_rows(draft: Draft, rng: Random) -> None:
    """Rows that lack their last cells."""
    for row, chance in some(draft, "short_rows", 0.2):
        row.short = chance.randint(1, len(draft.columns) - 1)
        while row.short and sum(bool(row.text(c.name).strip()) for c in draft.columns[: -row.short]) < 4:
            row.short -= 1
        if row.short:
            _shorten(row, draft)


def _shorten(row: Row, draft: Draft) -> None:
    """Change what must come of a row whose last cells are gone."""
    lost = {column.name for column in draft.columns[-row.short :]}
    before = reasons_of(settled(row, draft))
    if draft.carried and "unit" in lost:
        row.unit = UnitCell("", row.home)
    for name in lost & set(row.days):
        row.days[name] = days.DayCell("")
    row.note_says = "" if row.said_in in lost else row.note_says
    if "source" in lost and row.source:
        row.source = words.SourceCell("", frozenset({"unknown" if draft.kind == "roster" else None}))
    after = settled(row, draft)
    short = Rejected(before | reasons_of(after) | {"too_few_fields", *(MISSING[n] for n in lost if n in MISSING)})
    required = (lost & {"unit", "admitted", "month", "year", "members"}) - ({"unit"} if draft.carried else set())
    undated = draft.kind == "roster" and all(row.days[n].blank for n in COUNTING if draft.has(n))
    if required or undated:
        row.outcomes = (short,)
    elif draft.counting in lost or "unit" in lost or any(name.startswith("m") and name in lost for name in row.counts):
        # Another date counts, or the months that are gone are blank: or the row is listed for what may be lost.
        row.counts = {name: cell for name, cell in row.counts.items() if name not in lost}
        row.outcomes = (*settled(row, draft), short)


@mess(NAMED, form="text")
def long_rows(draft: Draft, rng: Random) -> None:
    """Rows with more cells than the header."""
    for row, chance in some(draft, "long_rows", 0.15):
        if row.short:
            continue
        row.extra = chance.choice((("thừa",), ("", "thừa"), ("",), ("", ""), ("5",)))
        # A blank cell too many may be the mark of a row that a delimiter has shifted: the policy does not say.
        was = settled(row, draft)
        long = Rejected(reasons_of(was) | {"too_many_fields"})
        row.outcomes = (long, *(was if draft.padding or not any(row.extra) else ()))


def _shifts(row: Row, draft: Draft) -> bool:
    """Whether what a fault shifts or swallows decides where the row counts."""
    after = {column.name for column in draft.columns[row.fault_at :]}
    if draft.kind != "roster":
        return bool(after - {"row_no", "total", "official", "probationary"})
    return bool(after & {"unit", *COUNTING[: COUNTING.index(draft.counting) + 1]})


@mess(NAMED, form="text")
def delimiters_in_cells(draft: Draft, rng: Random) -> None:
    """A delimiter inside a cell that is not quoted: the rest of the row is shifted."""
    for row, chance in some(draft, "delimiters_in_cells", 0.15):
        fitting = [c.name for c in draft.columns if re.fullmatch(r"[^\s\"]+ [^\s\"]+", row.text(c.name))]
        fitting = [name for name in fitting if name not in {**row.days, **row.counts}]
        if not fitting or row.short or row.extra or _multiline(row, draft):
            continue
        row.fault, row.fault_at = "split", draft.column(chance.choice(fitting))
        visible = bool(row.text(draft.columns[-1].name).strip()) and not draft.padding
        if _shifts(row, draft) or visible:
            row.outcomes = (Rejected(SHIFTED),)
        else:
            row.outcomes = (Rejected(SHIFTED), *settled(row, draft), Guesswork())


@mess(NAMED, form="text")
def stray_quotes(draft: Draft, rng: Random) -> None:
    """Quotation marks that are opened and never closed, or stand inside a cell."""
    for row, chance in some(draft, "stray_quotes", 0.15):
        fitting = [c.name for c in draft.columns if c.name not in {**row.days, **row.counts}]
        fitting = [name for name in fitting if re.search(r"\S \S", row.text(name)) and '"' not in row.text(name)]
        if not fitting or row.fault or row.short or row.extra or _multiline(row, draft):
            continue
        name = chance.choice(fitting)
        row.fault, row.fault_at = chance.choice(("open", "open", "inside", "end", "pair")), draft.column(name)
        others = "".join(row.text(column.name) for column in draft.columns)
        if row.fault != "open" and draft.delimiter not in row.text(name):
            row.outcomes = (*settled(row, draft), rejected("broken_quote"))
        elif draft.quoting == "minimal" and '"' not in others and draft.delimiter not in others:
            row.outcomes = (rejected("broken_quote"),)
        elif _shifts(row, draft):
            row.outcomes = (Rejected(SHIFTED),)
        else:
            row.outcomes = (Rejected(SHIFTED), *settled(row, draft), Guesswork())


def _multiline(row: Row, draft: Draft) -> bool:
    """Whether a row has a cell of several lines."""
    return any("\n" in row.text(column.name) for column in draft.columns)


@mess(NAMED)
def quoted_words(draft: Draft, rng: Random) -> None:
    """Quotation marks inside names and units, doubled as they should be."""
    for row, chance in some(draft, "quoted_words", 0.2):
        if row.fault:
            continue
        if chance.random() < 0.5 and "full_name" in row.texts:
            row.texts["full_name"] = f'"{row.texts["full_name"]}"'
        elif row.unit.text and row.unit.code:
            row.unit = replace(row.unit, text=f'"{row.unit.text}"')


@mess(ROSTER, form="text", place="encoding")
def broken_bytes(draft: Draft, rng: Random) -> None:
    """One or two letters of names damaged."""
    rows = [row for row in draft.rows if "full_name" in row.texts and not row.locked and not row.fault]
    if not draft.has("full_name") or not rows:
        return
    for row in rng.sample(rows, min(len(rows), rng.randint(1, 2))):
        if draft.column("full_name") < len(draft.columns) - row.short:
            row.texts["full_name"] += f" Đạ{MARK}"
            draft.warnings.add("invalid_bytes")
    broken = rng.choice((b"\xff", b"\xc3", b"\xe1\xba", b"\xa0"))
    draft.damage.append(lambda data: data.replace(MARK.encode(), broken))


@mess(place="encoding")
def chaos(draft: Draft, rng: Random) -> None:
    """Bytes changed, lost, doubled anywhere: nobody knows what is right, but nothing may crash."""
    draft.lawless = True
    draft.damage.append(lambda data: _damaged(data, draft.rng("damage")))


def _damaged(data: bytes, rng: Random) -> bytes:
    """The bytes after a few accidents."""
    for _ in range(rng.randint(1, 8)):
        at, size = rng.randint(0, max(0, len(data) - 1)), rng.choice((1, 1, 2, 20, 400))
        put = rng.choice((b"", rng.randbytes(size), data[at : at + size] * 2, b"\x00" * size, b'"', b"\n", b"=\t;,"))
        data = data[:at] + put + data[at + rng.choice((0, 1, size)) :]
    return data[: rng.randint(1, len(data))] if data and rng.random() < 0.2 else data
