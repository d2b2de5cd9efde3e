"""A record of a change of units, of an officer's assignment or of a day that matters -> the row that is kept."""

import re
from datetime import date

from ketnap.ingest import values
from ketnap.ingest.record import Cells, Context, Rejected, Row
from ketnap.ingest.texts import blank
from ketnap.ingest.values import Day, Fault

# The units a change must name.
ENDS = {
    **dict.fromkeys(("merge", "split", "rename", "transfer"), ("from_unit", "to_unit")),
    "join": ("to_unit",),
    "leave": ("from_unit",),
}
# 3/2 or 03-02: the day of every year.
DAY_AND_MONTH = re.compile(r"(?:ngày )?(\d{1,2}) ?[/.-] ?(\d{1,2})", re.IGNORECASE)
LEAP_YEAR = 2000


def unit_change_row(cells: Cells, context: Context) -> Row:
    """A merger, split, new name or transfer between units, or a unit that joins or leaves the block."""
    change = cells.present("change", cells.choice("change"))
    units = {name: _unit(cells, context, name) if name in ENDS[change] else None for name in ("from_unit", "to_unit")}
    if change in ("merge", "transfer") and units["from_unit"] == units["to_unit"]:
        raise Rejected("to_unit", "same_unit")
    return {
        "change_date": _first_day(cells, "change_date"),
        "change": change,
        **units,
        "members_moved": cells.count("members_moved"),
        "document": cells.optional("document"),
    }


def _unit(cells: Cells, context: Context, name: str) -> str:
    """The code of the unit a cell names."""
    text = cells.text(name)
    code = context.register.code(text)
    if isinstance(code, Fault):
        raise Rejected(name, code.reason, "" if blank(text) else text)
    return code


def _first_day(cells: Cells, name: str) -> date:
    """The day a cell names, of a month alone its first."""
    return cells.present(name, cells.day(name), "missing_date").first


def _last_day(cells: Cells, name: str) -> date | None:
    """The day a cell names, of a month alone its last."""
    found = cells.day(name)
    return found.last if found else None


def officer_assignment_row(cells: Cells, context: Context) -> Row:
    """From when, and until when, an officer follows a unit."""
    label = cells.present("officer_label", cells.optional("officer_label"))
    since, until = _first_day(cells, "from_date"), _last_day(cells, "to_date")
    if until is not None and until < since:
        raise Rejected("to_date", "ends_before")
    return {
        "unit_code": cells.unit(),
        "officer_code": cells.optional("officer_code"),
        "officer_label": label,
        "from_date": since,
        "to_date": until,
        "document": cells.optional("document"),
    }


def milestone_row(cells: Cells, context: Context) -> Row:
    """A day that matters, of one year or of every year (`year` None)."""
    name = cells.present("milestone", cells.optional("milestone"))
    text = cells.text("milestone_date")
    yearly = DAY_AND_MONTH.fullmatch(text.strip())
    if yearly:
        day = values.day_or_month(f"{yearly[1]}/{yearly[2]}/{LEAP_YEAR}", context.as_of)
    else:
        day = cells.day("milestone_date")
    found = cells.present("milestone_date", day, "missing_date")
    if not isinstance(found, Day) or found.precision != "day":
        raise Rejected("milestone_date", "bad_date")
    every_year = bool(yearly) or cells.choice("yearly") == "yes"
    return {
        "month": found.first.month,
        "day": found.first.day,
        "year": None if every_year else found.first.year,
        "milestone": name,
    }
