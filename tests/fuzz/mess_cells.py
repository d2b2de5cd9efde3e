"""Messes of cells: what a row says and how it says it."""

import re
from dataclasses import replace
from datetime import date
from random import Random

from tests.fuzz import days, units, words
from tests.fuzz.draft import COUNTING, Column, Draft, Row
from tests.fuzz.mess import ANY, COUNTS, CROSSTAB, DATED, NAMED, OPENING, ROSTER, TOTALS, mess, some
from tests.fuzz.units import UnitCell

DAY = re.compile(r"\d[-/. ]+\d+[-/. ]+\d")
EXTRA_COLUMNS = (
    *(("ethnicity", "Dân tộc"), ("phone", "Số điện thoại"), ("home", "Quê quán"), ("gender", "Giới tính")),
    *(("occupation", "Nghề nghiệp"), ("union_date", "Ngày vào Đoàn"), ("certificate_date", "Ngày cấp GCN")),
    *(("official_date", "Ngày chính thức"), ("empty", "Trình độ chuyên môn"), ("decision_no", "Số QĐ")),
)


@mess(ROSTER)
def extra_columns(draft: Draft, rng: Random) -> None:
    """Columns that mean something else, dates among them."""
    for name, label in rng.sample(EXTRA_COLUMNS, rng.randint(1, 5)):
        draft.columns.insert(rng.randint(1, len(draft.columns)), Column(name, label))


@mess(ROSTER)
def dropped_columns(draft: Draft, rng: Random) -> None:
    """Columns left out that a roster can do without."""
    optional = [c for c in draft.columns if c.name in ("row_no", "person_code", "birth_date", "source", "note")]
    gone = rng.sample(optional, rng.randint(1, max(1, len(optional) - 2)))
    draft.columns = [column for column in draft.columns if column not in gone]


@mess(ANY - CROSSTAB)
def shuffled_columns(draft: Draft, rng: Random) -> None:
    """Columns in another order."""
    rng.shuffle(draft.columns)


@mess(DATED)
def date_styles(draft: Draft, rng: Random) -> None:
    """Every accepted way of writing a date, mixed in one column."""
    names = [name for name in COUNTING[:2] if draft.has(name)]
    for row, chance in some(draft, "date_styles", 0.8):
        for name in names:
            row.days[name] = days.styled(date_of(row, name), draft.as_of, chance)
        if draft.kind == "totals":
            row.days["month"] = days.month_only(row.day, chance)


def date_of(row: Row, name: str) -> date:
    """The date a cell was drawn with."""
    return date.fromisoformat(row.days[name].when) if len(row.days[name].when or "") == 10 else row.day


@mess(ROSTER)
def months_alone(draft: Draft, rng: Random) -> None:
    """Dates of which only the month is known."""
    name = draft.counting
    for row, chance in some(draft, "months_alone", rng.choice((0.2, 0.5, 1.0))):
        row.days[name] = days.month_only(row.day, chance)


@mess(DATED)
def impossible_dates(draft: Draft, rng: Random) -> None:
    """Days that do not exist."""
    for row, chance in some(draft, "impossible_dates", 0.2):
        row.days[draft.counting] = days.impossible(row.day, chance)


@mess(DATED)
def missing_dates(draft: Draft, rng: Random) -> None:
    """Dates left blank, or said not to be known."""
    for row, chance in some(draft, "missing_dates", 0.2):
        row.days[draft.counting] = days.not_said(chance)


@mess(DATED)
def dates_out_of_range(draft: Draft, rng: Random) -> None:
    """Dates in the future and before the Party was founded."""
    for row, chance in some(draft, "dates_out_of_range", 0.2):
        if draft.kind == "totals" or chance.random() < 0.2:
            row.days[draft.counting] = days.next_month(draft.as_of)
        else:
            early = chance.random() < 0.5
            row.days[draft.counting] = days.too_early(chance) if early else days.too_late(draft.as_of, chance)


@mess(DATED)
def dates_without_month(draft: Draft, rng: Random) -> None:
    """Years and quarters alone."""
    for row, chance in some(draft, "dates_without_month", 0.2):
        row.days[draft.counting] = days.without_month(row.day, chance)


@mess(DATED)
def formula_errors(draft: Draft, rng: Random) -> None:
    """Formulas that failed where a date should be."""
    for row, chance in some(draft, "formula_errors", 0.15):
        row.days[draft.counting] = days.broken_formula(chance)


@mess(ROSTER)
def dates_in_words(draft: Draft, rng: Random) -> None:
    """Dates whose numbers are spelled."""
    for row, chance in some(draft, "dates_in_words", 0.15):
        row.days[draft.counting] = days.in_words(row.day, chance)


@mess(ROSTER)
def ceremony_troubles(draft: Draft, rng: Random) -> None:
    """A second date that is wrong, planned or missing, beside the one that counts."""
    if not (draft.has("decision_date") and draft.has("ceremony_date")):
        return
    for row, chance in some(draft, "ceremony_troubles", 0.3):
        row.days["ceremony_date"] = chance.choice(
            (
                *(days.impossible(row.day, chance), days.too_late(draft.as_of, chance), days.not_said(chance)),
                *(days.month_only(row.day, chance), days.without_month(row.day, chance), days.broken_formula(chance)),
            )
        )


@mess(NAMED)
def unit_spellings(draft: Draft, rng: Random) -> None:
    """Units by code, alias, short prefix, no prefix, other case, no accents."""
    for row, chance in some(draft, "unit_spellings", 0.7):
        row.unit = units.spelled(row.home, chance)


@mess(NAMED)
def unknown_units(draft: Draft, rng: Random) -> None:
    """Units that are not in the register."""
    for row, chance in some(draft, "unknown_units", 0.2):
        row.unit = units.unknown(chance)


@mess(NAMED)
def ambiguous_units(draft: Draft, rng: Random) -> None:
    """Names that fit two units."""
    for row, chance in some(draft, "ambiguous_units", 0.2):
        row.unit = units.ambiguous(chance)


@mess(ROSTER)
def blank_units(draft: Draft, rng: Random) -> None:
    """Rows that name no unit."""
    for row, _ in some(draft, "blank_units", 0.2):
        row.unit = units.blank()


@mess(ROSTER)
def source_words(draft: Draft, rng: Random) -> None:
    """Sources in many words."""
    for row, chance in some(draft, "source_words", 0.9):
        row.source = words.source(next(iter(row.source.codes)), chance)


@mess(ROSTER)
def doubtful_sources(draft: Draft, rng: Random) -> None:
    """Sources that may be read in several ways."""
    for row, chance in some(draft, "doubtful_sources", 0.3):
        row.source = words.doubtful_source(chance)


@mess(ROSTER)
def notes(draft: Draft, rng: Random) -> None:
    """Notes that change nothing."""
    for row, chance in some(draft, "notes", 0.4):
        row.texts["note"] = chance.choice(words.NOTES)


@mess(ROSTER)
def readmissions(draft: Draft, rng: Random) -> None:
    """People admitted a second time in their lives."""
    if draft.has("note"):
        for row, chance in some(draft, "readmissions", 0.2):
            row.texts["note"], row.note_says = chance.choice(words.READMISSION), "readmission"


@mess(ROSTER)
def annulled_decisions(draft: Draft, rng: Random) -> None:
    """Decisions taken back, by the note."""
    if draft.has("note"):
        for row, chance in some(draft, "annulled_decisions", 0.1):
            row.texts["note"], row.note_says = chance.choice(words.ANNULLED), "annulled"


@mess(NAMED)
def formula_texts(draft: Draft, rng: Random) -> None:
    """Texts that a spreadsheet would run."""
    for row, chance in some(draft, "formula_texts", 0.3):
        where = chance.choice(("full_name", "note", "unit", "guard"))
        if where == "guard":
            row.texts["person_code"] = f'="{row.texts.get("person_code", "")}"'
            row.unit = replace(row.unit, text=f'="{row.unit.text}"') if row.unit.text else row.unit
        elif where == "unit":
            row.unit = UnitCell(chance.choice(words.FORMULAS), None, frozenset({"unknown_unit", "formula_error"}))
        elif not (where == "note" and row.note_says):
            row.texts[where] = chance.choice(words.FORMULAS)


@mess(COUNTS)
def count_styles(draft: Draft, rng: Random) -> None:
    """Numbers padded with zeros, with thousands dots, with words of counting."""
    for row, chance in some(draft, "count_styles", 0.8):
        for name, cell in row.counts.items():
            row.counts[name] = words.count(cell.number, chance) if cell.text else cell


@mess(CROSSTAB)
def zeros_in_crosstabs(draft: Draft, rng: Random) -> None:
    """Nobody admitted in a month, written as nothing or as a dash."""
    for row, chance in some(draft, "zeros_in_crosstabs", 0.8):
        for name, cell in row.counts.items():
            if not cell.number:
                row.counts[name] = replace(cell, text=chance.choice(("", "-", "0", "–")))


@mess(COUNTS)
def bad_counts(draft: Draft, rng: Random) -> None:
    """What is no number of people."""
    for row, chance in some(draft, "bad_counts", 0.2):
        name = chance.choice([name for name in row.counts if name not in ("official", "probationary")])
        cell = words.bad_count(chance)
        if draft.kind == "crosstab" and not cell.text:
            cell = replace(cell, number=0, reasons=frozenset())
        elif draft.kind == "crosstab" and (draft.year, int(name[1:])) > (draft.as_of.year, draft.as_of.month):
            cell = replace(cell, reasons=cell.reasons | {"future_date"})
        row.counts[name] = cell


@mess(NAMED)
def invisible_letters(draft: Draft, rng: Random) -> None:
    """Letters nobody sees, and spaces that are none, inside names and units."""
    for row, chance in some(draft, "invisible_letters", 0.5):
        if row.unit and row.unit.text:
            row.unit = replace(row.unit, text=_haunted(row.unit.text, chance))
        if "full_name" in row.texts:
            row.texts["full_name"] = _haunted(row.texts["full_name"], chance)


def _haunted(text: str, rng: Random) -> str:
    """The text with an invisible letter somewhere and another kind of space."""
    at = rng.randint(0, len(text))
    return text[:at].replace(" ", rng.choice(words.SPACES)) + rng.choice(words.INVISIBLE) + text[at:]


@mess(NAMED)
def line_breaks(draft: Draft, rng: Random) -> None:
    """Cells of several lines."""
    for row, chance in some(draft, "line_breaks", 0.3):
        where = chance.choice(("full_name", "note", "unit"))
        if where == "unit" and " " in row.unit.text.strip():
            row.unit = replace(row.unit, text=row.unit.text.strip().replace(" ", "\n", 1))
        elif where == "full_name" and where in row.texts:
            row.texts[where] = row.texts[where].replace(" ", "\n", 2)
        elif draft.kind == "roster" and not row.note_says:
            row.texts["note"] = "dòng một\n\ndòng ba"


@mess(ROSTER | TOTALS, form="text")
def no_line_ends(draft: Draft, rng: Random) -> None:
    """Letters that only some programs take for the end of a line."""
    for row, chance in some(draft, "no_line_ends", 0.3):
        where = chance.choice(("full_name", "note", "row_no"))
        if where in row.texts:
            row.texts[where] += chance.choice(words.NO_LINE_ENDS) + ("" if where == "row_no" else "x")


@mess(DATED)
def days_at_the_border(draft: Draft, rng: Random) -> None:
    """The first and the last days that count, and leap days."""
    name = draft.counting
    if name not in ("decision_date", "ceremony_date"):
        return
    for row, chance in some(draft, "days_at_the_border", 0.3):
        day = chance.choice((date(1930, 2, 3), draft.as_of, date(2020, 2, 29), date(2016, 2, 29), date(2000, 1, 1)))
        row.day, row.days[name] = day, days.plain(day)


@mess(ROSTER)
def dates_with_remarks(draft: Draft, rng: Random) -> None:
    """A date and more in one cell: read rightly or rejected."""
    for row, chance in some(draft, "dates_with_remarks", 0.2):
        form = chance.choice(("{} (QĐ số 12)", "ngày {}", "{} *", "Thứ Hai, {}", "{} - 12-QĐ/ĐUK", "QĐ {}", "({})"))
        text = form.format(f"{row.day:%d/%m/%Y}")
        row.days[draft.counting] = days.DayCell(text, f"{row.day}", frozenset({"bad_date"}))


@mess(ROSTER)
def kind_of_admission(draft: Draft, rng: Random) -> None:
    """A column that says who is admitted again."""
    draft.columns.insert(rng.randint(1, len(draft.columns)), Column("admission_type", "Hình thức kết nạp"))
    for row in draft.rows:
        again = draft.rng("kind_of_admission", row.number).random() < 0.2
        row.texts["admission_type"] = "Kết nạp lại" if again else "Kết nạp mới"
        if again:
            row.note_says, row.said_in = "readmission", "admission_type"


@mess(ROSTER)
def branches(draft: Draft, rng: Random) -> None:
    """The branch inside the unit in a column of its own: the grassroots organization counts."""
    draft.columns[draft.column("unit")].label = "Đảng bộ"
    draft.columns.insert(draft.column("unit") + rng.randint(0, 1), Column("branch_name", "Chi bộ"))
    for row in draft.rows:
        row.texts["branch_name"] = f"Chi bộ phòng Mẫu {row.number % 3}"


@mess(ROSTER)
def row_numbers(draft: Draft, rng: Random) -> None:
    """Row numbers padded, dotted, starting again, missing."""
    form = rng.choice(("{:02}", "{}.", "{})", "", "{:03}", "-"))
    for at, row in enumerate(draft.rows):
        row.texts["row_no"] = form.format(at % 7 + 1)


@mess(TOTALS)
def sources_of_totals(draft: Draft, rng: Random) -> None:
    """Counts by source organization."""
    draft.columns.insert(rng.randint(1, len(draft.columns)), Column("source", "Nguồn giới thiệu"))
    for row in draft.rows:
        row.source = words.source(draft.rng("sources_of_totals", row.number).choice(words.NAMED_SOURCES), rng)


@mess(TOTALS, place="order")
def block_totals(draft: Draft, rng: Random) -> None:
    """Counts of the whole block: a file that names no units."""
    draft.columns = [column for column in draft.columns if column.name != "unit"]
    draft.rows = [row for row in draft.rows if row.home == draft.rows[0].home]


@mess(OPENING)
def first_days(draft: Draft, rng: Random) -> None:
    """The start of a year written as a day: the last of the old year or the first of the new."""
    form = rng.choice(("01/01/{y}", "1/1/{y}", "31/12/{before}", "Năm {y}", "31-12-{before}", "đầu năm {y}"))
    for row in draft.rows:
        row.texts["year"] = form.format(y=draft.year, before=draft.year - 1)


@mess(OPENING)
def nobody_at_the_start(draft: Draft, rng: Random) -> None:
    """A unit without members cannot be."""
    for row, _ in some(draft, "nobody_at_the_start", 0.3):
        row.counts["members"] = words.CountCell("0", None, frozenset({"bad_count", "missing_count"}))


@mess(ROSTER, place="date order")
def month_first(draft: Draft, rng: Random) -> None:
    """A whole column in month/day order, with days that prove it."""
    name = draft.counting
    written = [row for row in draft.rows if len(row.days[name].when or "") == 10 or DAY.search(row.days[name].text)]
    # On several sheets each would have to prove it again.
    if (
        name == "admission_month"
        or (draft.book and draft.book.sheets > 1)
        or sum(date_of(row, name).day > 12 for row in written) < 3
    ):
        return
    for row in written:
        row.days[name] = days.month_first(date_of(row, name))
        # The proof must not be damaged by what comes later.
        row.locked = date_of(row, name).day > 12
    draft.warnings.add("date_order_mdy")
    draft.allow_refusal()


@mess(ROSTER, place="date order")
def lone_month_first(draft: Draft, rng: Random) -> None:
    """One or two values in month/day order among others: nothing can be proved by them."""
    name = draft.counting
    late = [row for row in draft.rows if date_of(row, name).day > 12]
    for row in rng.sample(late, min(len(late), rng.randint(1, 2))):
        row.days[name] = replace(days.month_first(date_of(row, name)), when=None, reasons=frozenset({"bad_date"}))
