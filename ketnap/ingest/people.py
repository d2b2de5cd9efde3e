"""A record of a roster -> an admission as it is kept: of the person only keyed hashes."""

from datetime import date, timedelta

from ketnap.ingest import values
from ketnap.ingest.record import Cells, Context, Rejected, Row
from ketnap.ingest.values import Day

# Bands of ages in whole months, each up to the number beside it: one is 18 in the month of the 18th birthday, and
# over 60 past the month of the 60th.
AGE_BANDS = ((18 * 12 - 1, "under 18"), (31 * 12 - 1, "18-30"), (41 * 12 - 1, "31-40"), (51 * 12 - 1, "41-50"))
AGE_BANDS += ((60 * 12, "51-60"),)
OLDEST_BAND = "over 60"


def admission_row(cells: Cells, context: Context) -> Row:
    """An admission as it is kept: dates, unit, source and groups; of the person only keyed hashes."""
    decision, ceremony, month = _dates(cells, context)
    counting, unit = decision or ceremony or month, cells.unit()
    assert counting is not None
    note = f"{cells.text('note')} {cells.text('status')}"
    annulled_on = cells.day("revoked_date")
    revoked = annulled_on.last if annulled_on else None
    annulled = values.is_annulled(note) or revoked is not None
    if annulled and revoked is None:
        context.warn("annulled", cells.line)
    if values.is_recognition(note):
        context.warn("recognised", cells.line)
    return {
        **identity(cells, context, f"{unit} {counting.first} {counting.precision}"),
        "unit_code": unit,
        "decision_date": decision.first if decision else None,
        "decision_precision": decision.precision if decision else None,
        "ceremony_date": ceremony.first if ceremony else None,
        "ceremony_precision": ceremony.precision if ceremony else None,
        "admission_month": month.first if month else None,
        "admission_precision": month.precision if month else None,
        "source": cells.source(),
        "admission_type": _type(cells),
        "gender": cells.lenient_choice("gender"),
        "age_band": _age_band(cells, context, counting.first),
        "occupation": cells.optional("occupation"),
        "class_code": cells.optional("class_code"),
        "certificate_date": cells.last_day("certificate_date"),
        "official_date": cells.last_day("official_date"),
        "revoked_date": revoked,
        "annulled": annulled,
        "struck_off": values.is_struck_off(note),
    }


def _type(cells: Cells) -> str:
    """What somebody's row is about: a new member, one re-admitted, or one who was not admitted here."""
    said = [cells.text(name) for name in ("note", "status", "admission_type")]
    if values.is_readmission(" ".join(said)):
        return "readmission"
    return "transfer" if any(values.is_transfer(text) for text in said) else "new"


def _dates(cells: Cells, context: Context) -> tuple[Day | None, Day | None, Day | None]:
    """Decision, ceremony and month of an admission; Rejected if the one that counts is missing or wrong."""
    decision = _day(cells, "decision_date")
    ceremony = _readable(cells, context, "ceremony_date") if decision else _day(cells, "ceremony_date")
    month = None
    if decision is None and ceremony is None:
        month = _day(cells, "admission_month")
        if month and month.precision != "quarter":
            cells.checked("admission_month", values.outside_range(month, context.as_of))
            month = Day(month.first.replace(day=1), "month")
    name, counting = next(((n, d) for n, d in _named(decision, ceremony, month) if d), (_date_column(context), None))
    if counting is None:
        raise Rejected(name, "missing_date")
    cells.checked(name, values.outside_range(counting, context.as_of))
    if counting.precision == "quarter":
        context.warn("quarter_only", cells.line)
    if decision and ceremony and ceremony.precision == decision.precision and ceremony.first < decision.first:
        context.warn("ceremony_before_decision", cells.line)
    return decision, ceremony, month


def _day(cells: Cells, name: str) -> Day | None:
    """The date of a cell an admission may count by, be it a quarter."""
    return values.quarter(cells.text(name)) or cells.day(name)


def _named(decision: Day | None, ceremony: Day | None, month: Day | None) -> list[tuple[str, Day | None]]:
    """The three dates under their column names, the one that counts first."""
    return [("decision_date", decision), ("ceremony_date", ceremony), ("admission_month", month)]


def _readable(cells: Cells, context: Context, name: str) -> Day | None:
    """The date of a cell that does not decide the count; an unreadable or impossible one is noted and left out.

    A ceremony may be planned: up to a year ahead it is kept.
    """
    try:
        day = _day(cells, name)
        if day:
            cells.checked(name, values.outside_range(day, context.as_of + timedelta(days=366)))
    except Rejected:
        context.warn("ceremony_unreadable", cells.line)
        return None
    return day


def _date_column(context: Context) -> str:
    """The date column a file has, the first of those that count."""
    return next(name for name in context.mapping.table.one_of if name in context.mapping.positions)


def identity(cells: Cells, context: Context, place: str) -> Row:
    """Keyed hashes a person is recognised by: code; name and full birth date; name and decision number.

    `row_hash` stands for rows that have none of these: name, birth date as written, and `place`, which is
    unit and date. `born` is the full birth date itself, for as long as the rows of a file are compared.
    """
    hashed = context.hasher.hash
    code, number = cells.code("person_code"), cells.optional("decision_no")
    name = cells.optional("full_name") or f"{cells.text('family_name')} {cells.text('given_name')}".strip()
    birth = cells.birth()
    full_birth = isinstance(birth, Day) and birth.precision == "day"
    return {
        "born": birth.first if full_birth else None,
        "code_hash": hashed("code", code) if code else None,
        "name_birth_hash": hashed("birth", name, f"{birth.first}") if name and full_birth else None,
        "decision_hash": hashed("decision", name, number) if name and number else None,
        "name_hash": hashed("name", name) if name else None,
        "row_hash": hashed("row", name, cells.text("birth_date"), place),
    }


def person_hash(cells: Cells, context: Context) -> str | None:
    """The hash of whom a rejected admission is about: by code, else by name and full birth date."""
    if context.mapping.table.name != "admissions":
        return None
    found = identity(cells, context, "")
    known = found["code_hash"] or found["name_birth_hash"]
    return str(known) if known else None


def _age_band(cells: Cells, context: Context, admitted: date) -> str | None:
    """The band of ages the person was in when admitted; None without at least a birth year.

    Of a year alone the difference of the years counts: it is under 18 or over 60 only if every month of it is.
    """
    birth, year = cells.birth(), values.year(cells.text("birth_date"))
    if isinstance(birth, Day):
        months = 12 * (admitted.year - birth.first.year) + admitted.month - birth.first.month
    elif isinstance(year, int):
        months = 12 * (admitted.year - year)
    else:
        return None
    return next((band for last, band in AGE_BANDS if months <= last), OLDEST_BAND)
