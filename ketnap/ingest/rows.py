"""A data record -> the row that is kept, table by table, or the problem that stops it."""

import re
from collections.abc import Callable
from datetime import date

from ketnap.ingest import values
from ketnap.ingest.changes import milestone_row, officer_assignment_row, unit_change_row
from ketnap.ingest.graduates import class_graduate_row
from ketnap.ingest.match import Register, is_spelling, unit_code_of
from ketnap.ingest.people import admission_row
from ketnap.ingest.period import period
from ketnap.ingest.record import Cells, Context, Rejected, Row
from ketnap.ingest.texts import blank, folded
from ketnap.ingest.values import Day, Fault

WHOLE_BLOCK = ("khoi", "toan khoi", "dang bo khoi", "toan dang bo khoi", "toan dang bo")
POOL_COUNTS = (
    *("non_members", "in_pool", "class_done", "in_verification", "dossier_ready"),
    *("expected", "expected_youth", "expected_union"),
)
SOURCE_COUNTS = ("members_total", "eligible", "introduced", "sent_to_class", "admitted")
PLAN_MONTHS = tuple(f"t{month}" for month in range(1, 13))
# Who introduces as an organization and reports on it.
ORGANIZATIONS = ("youth_union", "trade_union", "other")
SUB_ORG = re.compile(
    r"^(ban chấp hành |bch )?(chi đoàn|đoàn cơ sở|đoàn thanh niên|công đoàn cơ sở|công đoàn bộ phận|công đoàn|cđcs) ",
    re.IGNORECASE,
)
# Column -> the one it is a part of.
PARTS_OF_POOL = (
    ("in_pool", "non_members"),
    ("class_done", "in_pool"),
    ("dossier_ready", "in_pool"),
    ("in_verification", "in_pool"),
)


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
        "active_from": cells.first_day("active_from"),
        "active_to": cells.last_day("active_to"),
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


def pool_report_row(cells: Cells, context: Context) -> Row:
    """One report of a unit about its pool and the admissions it expects in a period."""
    unit = cells.unit()
    made = cells.present("report_date", cells.day("report_date"), "missing_date")
    cells.checked("report_date", Fault("bad_date") if made.precision != "day" else made)
    cells.checked("report_date", values.outside_range(made, context.as_of))
    first, last = cells.present("period", period(cells.text("period")))
    counts = {name: cells.count(name) for name in POOL_COUNTS}
    for name in ("in_pool", "expected"):
        cells.present(name, counts[name], "missing_count")
    if _parts_exceed(counts):
        context.warn("pool_does_not_fit", cells.line)
    return {
        "unit_code": unit,
        "report_date": made.first,
        "period_start": first,
        "period_end": last,
        **counts,
    }


def source_figure_row(cells: Cells, context: Context) -> Row:
    """What a source organization, or one below it, tells of its members and of whom it introduced in a period."""
    source = cells.source()
    if source not in ORGANIZATIONS:
        raise Rejected("source", "unknown_word")
    first, last = cells.present("period", period(cells.text("period")))
    made, below = cells.day("report_date"), cells.optional("sub_org")
    if made:
        cells.checked("report_date", Fault("bad_date") if made.precision != "day" else made)
        cells.checked("report_date", values.outside_range(made, context.as_of))
    counts = {name: cells.count(name) for name in SOURCE_COUNTS}
    cells.present("introduced", counts["introduced"], "missing_count")
    return {
        "source": source,
        "sub_org": below or "",
        "unit_code": _unit_of(cells, context, below),
        "period_start": first,
        "period_end": last,
        "report_date": made.first if made else None,
        **counts,
        "rating": cells.optional("rating"),
    }


def plan_row(cells: Cells, context: Context) -> Row:
    """What a year's plan asks of a unit; a blank month is none where any month is told, the months make the year."""
    months = {name: cells.count(name) for name in PLAN_MONTHS}
    planned = cells.present("planned", cells.count("planned"), "missing_count")
    told = [number for number in months.values() if number is not None]
    if told and sum(told) != planned:
        raise Rejected("planned", "plan_does_not_add_up")
    approved = cells.day("approved_on")
    if approved:
        cells.checked("approved_on", Fault("bad_date") if approved.precision != "day" else approved)
        cells.checked("approved_on", values.outside_range(approved, context.as_of))
    return {
        "unit_code": cells.unit(),
        "year": cells.present("year", values.year(cells.text("year"))),
        "planned": planned,
        **({name: number or 0 for name, number in months.items()} if told else months),
        "document": cells.optional("document"),
        "approved_on": approved.first if approved else None,
    }


def _unit_of(cells: Cells, context: Context, below: str | None) -> str | None:
    """The unit an organization belongs to: the one its row names, else the one its own name stands for; or None."""
    if not (blank(cells.text("unit")) and blank(cells.text("unit_code"))):
        return cells.unit()
    found = context.register.code(re.sub(SUB_ORG, "", below)) if below else None
    return found if isinstance(found, str) else None


def _parts_exceed(counts: dict[str, int | None]) -> bool:
    """Whether a part of a report is more than its whole; what is not reported is nothing to compare."""
    known = {name: number for name, number in counts.items() if number is not None}
    sources = known.get("expected_youth", 0) + known.get("expected_union", 0)
    pairs = [(known[part], known[whole]) for part, whole in PARTS_OF_POOL if part in known and whole in known]
    return any(part > whole for part, whole in (*pairs, (sources, known["expected"])))


ROW_OF: dict[str, Callable[[Cells, Context], Row]] = {
    "units": unit_row,
    "opening_members": opening_members_row,
    "targets": target_row,
    "monthly_totals": monthly_total_row,
    "admissions": admission_row,
    "pool_reports": pool_report_row,
    "class_graduates": class_graduate_row,
    "source_figures": source_figure_row,
    "unit_changes": unit_change_row,
    "officer_assignments": officer_assignment_row,
    "milestones": milestone_row,
    "plans": plan_row,
}
