"""Officers in charge: their units against target, same period, pool and reports, and who followed them when."""

from dataclasses import dataclass, replace

import pandas as pd

from ketnap import account, cuts, pool
from ketnap.account import Standing, View
from ketnap.pool import Period
from ketnap.store import Store

REPORTED = ("in_pool", "class_done", "expected")


@dataclass(frozen=True)
class Sheet:
    """What one officer needs to know of the units followed: where they stand together, and unit by unit.

    `units`: the columns of `followed`; `spells`: who followed when, of units that had more than one officer.
    """

    label: str
    standing: Standing
    period: Period
    units: pd.DataFrame
    spells: pd.DataFrame


def followed(store: Store, view: View, period: Period) -> pd.DataFrame:
    """The units of `cuts.units` with their `before` (same period of last year) and their report on a period.

    `before` is NA where last year is not fully known, or not unit by unit; `in_pool`, `class_done` and `expected` are
    NA and `state` says why where nothing is reported; `state` is NA for units not asked.
    """
    rows = cuts.units(store, view).dropna(subset="unit_code")
    before = same_period(store, view)
    told_by_row = set(range(1, view.last_day.month + 1)) <= cuts.known_months(store, view, view.year - 1, "has_roster")
    # Where only numbers are known, a unit of which none was given is unknown, not zero.
    counts = [before.get(code, 0 if told_by_row else None) if before else None for code in rows["unit_code"]]
    rows["before"] = pd.array([pd.NA if count is None else count for count in counts], dtype="Int64")
    told = pool.reports(store, view, period)[["unit_code", "state", *REPORTED]]
    return rows.merge(told, on="unit_code", how="left")


def same_period(store: Store, view: View) -> dict[str, int] | None:
    """Admissions of each unit in the same days of last year; None where they are not fully known."""
    if account.standing(store, view).same_period.before is None:
        return None
    if view.last_day < view.as_of:
        rows = store.query("admissions_by_unit", year=view.year, **view.parameters)
        return dict(zip(rows["unit_code"], rows["admissions_last_year"], strict=True))
    rows = store.query("admissions_to_same_day_by_unit", **view.parameters)
    rows = rows[rows["year"] == view.year - 1]
    return dict(zip(rows["unit_code"], rows["admissions"], strict=True))


def summary(store: Store, view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `followed` added up by officer as in `cuts.officers`, with `before`, pool and reports `missing`.

    `reported` counts the units that have reported; sums of the pool are of those alone, NA where nobody has.
    """
    told = rows.groupby("officer_code", sort=True).agg(
        before=("before", lambda numbers: numbers.sum(skipna=False)),
        reported=("in_pool", "count"),
        missing=("state", owing),
        **{name: (name, lambda numbers: numbers.sum(min_count=1)) for name in REPORTED},
    )
    return cuts.officers(store, view, rows).merge(told.reset_index(), on="officer_code")


def owing(states: pd.Series) -> int:
    """How many of the units in such a state of `followed` were asked and have not reported, due or not yet."""
    return int(states.isin(pool.OPEN).sum())


def sheets(store: Store, view: View) -> list[Sheet]:
    """One sheet per officer of the view's day, in the order of their codes; of the officer chosen alone, if any."""
    period = pool.default_period(store, view)
    officers = store.query("officers", as_of=view.as_of)
    chosen = officers[officers["officer_code"] == view.officer] if view.officer else officers
    return [
        sheet(store, replace(view, officer=code), label, period)
        for code, label in zip(chosen["officer_code"], chosen["officer_label"], strict=True)
    ]


def sheet(store: Store, view: View, label: str, period: Period) -> Sheet:
    """The sheet of the view's officer."""
    units = followed(store, view, period)
    return Sheet(label, account.standing(store, view), period, units, spells(store, view, units))


def spells(store: Store, view: View, units: pd.DataFrame) -> pd.DataFrame:
    """Who followed which of some units when: those that had more than one officer (queries/officer_spells.sql)."""
    found = store.query("officer_spells", as_of=view.as_of, basis=view.basis, readmissions=view.readmissions)
    found = found[found["unit_code"].isin(units["unit_code"])]
    return found[found["unit_code"].duplicated(keep=False)].reset_index(drop=True)
