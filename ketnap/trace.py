"""From a figure back to the lines of the files it was made of. No line says whom it is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from ketnap import account
from ketnap.account import View
from ketnap.store import Store, parameters

# The answer "1 January to the as-of day, of whichever year" among the months.
SAME_PERIOD = 0


@dataclass(frozen=True)
class Subject:
    """Lines of one kind: the tables they stand in, the queries that list them, and the columns that count.

    `given` are parameters of its own. `years`: whether its figures are those of "one" year, of "any", or of "all" years
    together unless the reader chooses one. `of_periods`: its lines tell of periods.
    """

    tables: tuple[str, ...]
    queries: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    given: Mapping[str, object] = field(default_factory=dict)
    years: str = "any"
    of_periods: bool = False


# A table that is not here shows its imports only.
SUBJECTS = {
    "admissions": Subject(
        ("admissions", "monthly_totals"), ("traced_admissions", "traced_totals"), counts=("admissions",)
    ),
    "opening_members": Subject(("opening_members",), ("traced_members",), counts=("members",), years="one"),
    "targets": Subject(("targets",), ("traced_targets",), counts=("value",), years="one"),
    "pool_reports": Subject(
        ("pool_reports",),
        ("traced_reports",),
        counts=("in_pool", "expected"),
        given={"versions": False},
        of_periods=True,
    ),
    "pool_report_versions": Subject(
        ("pool_reports",),
        ("traced_reports",),
        counts=("in_pool", "expected"),
        given={"versions": True},
        of_periods=True,
    ),
    "class_graduates": Subject(
        ("class_graduates",),
        ("traced_graduates",),
        counts=("graduates",),
        given={"class_kind": "awareness"},
        years="all",
    ),
    "new_member_classes": Subject(
        ("class_graduates",),
        ("traced_graduates",),
        counts=("graduates",),
        given={"class_kind": "new_member"},
        years="all",
    ),
    "source_figures": Subject(
        ("source_figures",), ("traced_source_figures",), counts=("introduced", "admitted"), of_periods=True
    ),
    "unit_changes": Subject(("unit_changes",), ("traced_changes",), years="all"),
    "officer_assignments": Subject(("officer_assignments",), ("traced_assignments",), years="all"),
    "milestones": Subject(("milestones",), ("traced_milestones",), years="one"),
}
# A name that is a table's own comes before others of the table.
SUBJECT_OF = {table: name for name, subject in SUBJECTS.items() for table in subject.tables if table not in SUBJECTS}


def filtered_by(view: View) -> list[str]:
    """The tables that say what a narrowed view leaves out: whom an officer follows, which units carried on which."""
    found = ["officer_assignments"] if view.officer else []
    return found if view.scope == "as_was" else [*found, "unit_changes"]


def subjects(rests_on: Iterable[str]) -> dict[str, Subject]:
    """What the tables a figure rests on have to show, by the table that stands for each."""
    names = dict.fromkeys(SUBJECT_OF.get(table, table) for table in rests_on)
    return {name: SUBJECTS.get(name, Subject((name,))) for name in names}


def lines(store: Store, view: View, subject: Subject, year: int | None) -> pd.DataFrame:
    """One row per line that counts in a year, None for all: file, sheet, line, unit, month, source, kind, counts.

    Lines of admissions also say `of_month` (counted in its month), `to_same_day` (by the as-of day of its year),
    `month_only`, `quarter_only`, `substituted`, `annulled_later`; `earlier_lines` are those of the same person or
    number it replaced.
    """
    asked = {**view.parameters, **subject.given, "year": year, "last_day": view.last_day}
    if subject.given.get("versions") and view.scope == "as_was":
        # What units keep of their reports is told of the units of the day.
        asked["scope"] = "as_is"
    if "targets" in subject.tables and year:
        asked["as_of"] = replace(view, year=year).last_day
    if "opening_members" in subject.tables and year:
        asked["year"] = account.block_target(store, replace(view, year=year)).members_year or year
    found = [
        store.query(query, **{name: asked[name] for name in parameters(query)}).assign(query=query)
        for query in subject.queries
    ]
    filled = [frame for frame in found if len(frame)] or found[:1]
    together = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame()
    if "to_same_day" in together and year and not together["of_month"].all():
        together["to_same_day"] = _to_same_day(store, view, year, together)
    return together


def _to_same_day(store: Store, view: View, year: int, found: pd.DataFrame) -> pd.Series:
    """Which lines count up to the as-of day of a year: the months where all are known, else the sum through them."""
    months = account.history(store, view)
    begun = months[(months["year"] == year) & (months["month_number"] <= view.as_of.month)]
    is_known = len(begun) > 0 and begun["admissions"].notna().all()
    return found["to_same_day"] & (found["of_month"] == is_known)


def narrowed(
    found: pd.DataFrame,
    unit: str | None = None,
    month: int | None = None,
    source: str | None = None,
    period: tuple[date, date] | None = None,
) -> pd.DataFrame:
    """The lines of one unit ("" for none), month (SAME_PERIOD: up to the as-of day), source, period; None for all."""
    kept = pd.Series(True, index=found.index)
    if "of_month" in found:
        kept &= found["to_same_day"] if month == SAME_PERIOD else found["of_month"]
    if unit is not None:
        kept &= found["unit_code"].fillna("") == unit
    if month:
        kept &= pd.to_datetime(found["month"]).dt.month == month
    if source is not None:
        kept &= found["source"] == source
    if period is not None:
        kept &= pd.Series([each == period for each in periods_of(found)], found.index)
    return found[kept]


def periods(found: pd.DataFrame) -> list[tuple[date, date]]:
    """The periods lines tell of, the newest first; none where lines have months alone."""
    return sorted(set(periods_of(found)), key=lambda period: (period[1], period[0]), reverse=True)


def periods_of(found: pd.DataFrame) -> list[tuple[date, date]]:
    """The period each line tells of; nothing where lines have months alone."""
    if "period_start" not in found:
        return []
    first, last = (pd.to_datetime(found[name]).dt.date for name in ("period_start", "period_end"))
    return list(zip(first, last, strict=True))


def adds_up(found: pd.DataFrame) -> bool:
    """Whether nobody stands in two lines, as in periods that overlap, two reports, or an organization and one below."""
    kinds = set(found["kind"])
    twice = "earlier_report" in kinds or {"organization", "organization_below"} <= kinds
    return len(periods(found)) < 2 and not twice


def has_only_a_sum(found: pd.DataFrame) -> bool:
    """Whether all that is known of a year is what came up to the as-of day."""
    return "of_month" in found and len(found) > 0 and not found.loc[found["to_same_day"], "of_month"].any()


def same_day(view: View, year: int) -> date:
    """The as-of day in another year; the end of a month stays the end of that month."""
    last = account.last_of_month(year, view.as_of.month)
    is_end = view.as_of == account.last_of_month(view.as_of.year, view.as_of.month)
    return last if is_end else last.replace(day=min(view.as_of.day, last.day))


def imports(store: Store, subject: Subject, found: pd.DataFrame) -> pd.DataFrame:
    """The imports lines come from, the newest first, with how many of the `lines`; undone ones as well.

    Of a table whose lines are not traced, all imports, with no number.
    """
    kept = store.query("imports")
    kept = kept[kept["table_name"].isin(subject.tables)]
    if not subject.queries:
        return kept.assign(lines=pd.NA).reset_index(drop=True)
    kept = kept.assign(lines=kept["import_id"].map(found["import_id"].value_counts()).fillna(0).astype(int))
    return kept[(kept["lines"] > 0) | kept["undone"]].reset_index(drop=True)
