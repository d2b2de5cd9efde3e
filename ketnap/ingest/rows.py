"""A data record -> the row that is kept, table by table, or the problem that stops it."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from ketnap.ingest import values
from ketnap.ingest.match import Register, is_spelling, unit_code_of
from ketnap.ingest.record import Cells, Context, Rejected, Row
from ketnap.ingest.texts import blank, folded
from ketnap.ingest.values import Day, Fault

AGE_BANDS = ((18, "under 18"), (31, "18-30"), (41, "31-40"), (51, "41-50"), (61, "51-60"))
WHOLE_BLOCK = ("khoi", "toan khoi", "dang bo khoi", "toan dang bo khoi", "toan dang bo")
OLDEST_BAND = "over 60"


def unit_row(cells: Cells, context: Context) -> Row:
    """A unit of the register."""
    name = cells.present("unit_name", cells.optional("unit_name"))
    return {
        "unit_code": cells.optional("unit_code") or _kept_code(context, name),
        "unit_name": name,
        "aliases": cells.optional("aliases"),
        "unit_type": cells.lenient_choice("unit_type"),
        "sector": cells.optional("sector"),
        "order_no": _whole_or_none(cells.text("order_no")),
        "officer_code": cells.optional("officer_code") or cells.optional("officer_label"),
        "officer_label": cells.optional("officer_label") or cells.optional("officer_code"),
        "active_from": cells.exact_day("active_from"),
        "active_to": cells.exact_day("active_to"),
        "successor_code": cells.optional("successor_code"),
    }


def _kept_code(context: Context, name: str) -> str:
    """The code of a unit whose file gives none: the one it has in the register, else one made of its name."""
    # "Đồng Sơn" is not the register's "Đông Sơn"; only a name written without accents may be. What somebody
    # called a unit by a click is no name of it: a unit of that name may be another.
    known = Register.code(context.register, name, without_accents=name.isascii())
    if isinstance(known, str):
        return known
    made = unit_code_of(name)
    unit = context.register.units.get(made)
    owner = context.made_codes.get(made) or (unit.name if unit else name)
    if not is_spelling(owner, name):
        return unit_code_of(name, apart=True)
    context.made_codes[made] = owner if name.isascii() else name
    return made


def _whole_or_none(text: str) -> int | None:
    """A whole number, None for anything else."""
    number = values.count(text)
    return number if isinstance(number, int) else None


def opening_members_row(cells: Cells, context: Context) -> Row:
    """The members of a unit at the start of a year."""
    members = cells.present("members", cells.count("members"), "missing_count")
    official, probationary = cells.count("official"), cells.count("probationary")
    if official is not None and probationary is not None and official + probationary != members:
        context.warn("members_do_not_add_up", cells.line)
    return {
        "unit_code": cells.unit(),
        "year": cells.present("year", values.year(cells.text("year"))),
        "members": members,
        "official": official,
        "probationary": probationary,
    }


def target_row(cells: Cells, context: Context) -> Row:
    """A version of a target: a rate in percent or a number of people, for a year or a term."""
    scope = cells.present("scope", cells.choice("scope"))
    kind = cells.present("kind", cells.choice("kind"))
    first, last = _span(cells)
    amount = cells.present("value", values.amount(cells.text("value"), kind), "missing_count")
    effective = cells.day("effective_from")
    return {
        "scope": scope,
        "scope_code": _scope_code(scope, cells, context),
        "first_year": first,
        "last_year": last,
        "kind": kind,
        "value": amount,
        "set_by": cells.optional("set_by") or "",
        "document": cells.optional("document"),
        "effective_from": effective.first if effective else None,
    }


def _span(cells: Cells) -> tuple[int, int]:
    """First and last year a target holds for."""
    term = cells.checked("term", values.term(cells.text("term")))
    if term:
        return term
    year = cells.present("year", values.year(cells.text("year")))
    return year, year


def _scope_code(scope: str, cells: Cells, context: Context) -> str:
    """What a target is for: a unit's code, a source's, an officer's; "" for the block."""
    text = cells.text("scope_code")
    if scope == "unit":
        return cells.checked("scope_code", context.register.code(text))
    if scope == "source":
        code, doubt = values.source(cells.present("scope_code", cells.optional("scope_code")))
        return cells.checked("scope_code", Fault("unknown_word") if doubt else code)
    return cells.present("scope_code", cells.optional("scope_code")) if scope == "officer" else ""


def monthly_total_row(cells: Cells, context: Context) -> Row:
    """A number of admissions known without a roster: of one month, or of a year through a month."""
    year, month, through = _period(cells)
    cells.checked("month", values.outside_range(Day(date(year, month or through or 1, 1), "month"), context.as_of))
    return {
        "year": year,
        "month": month,
        "through_month": through,
        "unit_code": _unit_or_block(cells, context),
        "source": None if blank(cells.text("source")) else cells.source(),
        "admitted": cells.present("admitted", cells.count("admitted"), "missing_count"),
        "basis": cells.choice("basis") or "decision",
    }


def _unit_or_block(cells: Cells, context: Context) -> str | None:
    """The unit a total is of; None for the whole block, where no row of the file names a unit or this one says so."""
    if folded(cells.unit_text()) in WHOLE_BLOCK or not context.names_units:
        return None
    return cells.unit()


def _period(cells: Cells) -> tuple[int, int | None, int | None]:
    """Year, month, and the month through which a cumulative total runs."""
    text = cells.text("month")
    month = values.month_number(text)
    if isinstance(month, Fault):
        day = cells.present("month", cells.day("month"))
        if values.year(cells.text("year")) not in (None, day.first.year):
            raise Rejected("year", "bad_date")
        return day.first.year, day.first.month, None
    through = cells.checked("through_month", values.month_number(cells.text("through_month")))
    if month is None and through is None:
        raise Rejected("month", "missing_date")
    year = cells.present("year", values.year(cells.text("year")), "missing_date")
    return year, month, None if month else through


def admission_row(cells: Cells, context: Context) -> Row:
    """An admission as it is kept: dates, unit, source and groups; of the person only keyed hashes."""
    decision, ceremony, month = _dates(cells, context)
    counting, unit = decision or ceremony or month, cells.unit()
    assert counting is not None
    note = f"{cells.text('note')} {cells.text('status')}"
    revoked = _last_day(cells.day("revoked_date"))
    annulled = values.is_annulled(note) or revoked is not None
    if annulled and revoked is None:
        context.warn("annulled", cells.line)
    again = values.is_readmission(f"{note} {cells.text('admission_type')}")
    return {
        **_identity(cells, context, f"{unit} {counting.first} {counting.precision}"),
        "unit_code": unit,
        "decision_date": decision.first if decision else None,
        "decision_precision": decision.precision if decision else None,
        "ceremony_date": ceremony.first if ceremony else None,
        "ceremony_precision": ceremony.precision if ceremony else None,
        "admission_month": month.first if month else None,
        "source": cells.source(),
        "admission_type": "readmission" if again else "new",
        "gender": cells.lenient_choice("gender"),
        "age_band": _age_band(cells, context, counting.first),
        "occupation": cells.optional("occupation"),
        "class_code": cells.optional("class_code"),
        "certificate_date": cells.exact_day("certificate_date"),
        "official_date": cells.exact_day("official_date"),
        "revoked_date": revoked,
        "annulled": annulled,
    }


def _last_day(day: Day | None) -> date | None:
    """The day itself, or the last one of a month written alone."""
    if day is None or day.precision == "day":
        return day.first if day else None
    return day.first.replace(day=calendar.monthrange(day.first.year, day.first.month)[1])


def _dates(cells: Cells, context: Context) -> tuple[Day | None, Day | None, Day | None]:
    """Decision, ceremony and month of an admission; Rejected if the one that counts is missing or wrong."""
    decision = cells.day("decision_date")
    ceremony = _readable(cells, context, "ceremony_date") if decision else cells.day("ceremony_date")
    month = None
    if decision is None and ceremony is None:
        month = cells.day("admission_month")
        if month:
            cells.checked("admission_month", values.outside_range(month, context.as_of))
            month = Day(month.first.replace(day=1), "month")
    name, counting = next(((n, d) for n, d in _named(decision, ceremony, month) if d), (_date_column(context), None))
    if counting is None:
        raise Rejected(name, "missing_date")
    cells.checked(name, values.outside_range(counting, context.as_of))
    if decision and ceremony and ceremony.precision == decision.precision and ceremony.first < decision.first:
        context.warn("ceremony_before_decision", cells.line)
    return decision, ceremony, month


def _named(decision: Day | None, ceremony: Day | None, month: Day | None) -> list[tuple[str, Day | None]]:
    """The three dates under their column names, the one that counts first."""
    return [("decision_date", decision), ("ceremony_date", ceremony), ("admission_month", month)]


def _readable(cells: Cells, context: Context, name: str) -> Day | None:
    """The date of a cell that does not decide the count; an unreadable or impossible one is noted and left out.

    A ceremony may be planned: up to a year ahead it is kept.
    """
    try:
        day = cells.day(name)
        if day:
            cells.checked(name, values.outside_range(day, context.as_of + timedelta(days=366)))
    except Rejected:
        context.warn("ceremony_unreadable", cells.line)
        return None
    return day


def _date_column(context: Context) -> str:
    """The date column a file has, the first of those that count."""
    return next(name for name in context.mapping.table.one_of if name in context.mapping.positions)


def _identity(cells: Cells, context: Context, place: str) -> Row:
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
    found = _identity(cells, context, "")
    known = found["code_hash"] or found["name_birth_hash"]
    return str(known) if known else None


def _age_band(cells: Cells, context: Context, admitted: date) -> str | None:
    """The band of ages the person was in when admitted; None without at least a birth year."""
    birth, year = cells.birth(), values.year(cells.text("birth_date"))
    if isinstance(birth, Day):
        age = admitted.year - birth.first.year - ((admitted.month, 1) < (birth.first.month, 1))
    elif isinstance(year, int):
        age = admitted.year - year
    else:
        return None
    return next((band for limit, band in AGE_BANDS if age < limit), OLDEST_BAND)


ROW_OF: dict[str, Callable[[Cells, Context], Row]] = {
    "units": unit_row,
    "opening_members": opening_members_row,
    "targets": target_row,
    "monthly_totals": monthly_total_row,
    "admissions": admission_row,
}
