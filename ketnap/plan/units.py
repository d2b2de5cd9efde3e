"""What units bring to a plan: members, candidates of the newest reports, admissions, and what they were short."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pandas as pd

from ketnap import account, cuts, pool
from ketnap.account import View
from ketnap.forecast.months import number_of
from ketnap.outlook.ground import unit_counts
from ketnap.plan.method import Method
from ketnap.plan.versions import approved, carried_on
from ketnap.pool.periods import Period
from ketnap.pool.rounds import reported_periods
from ketnap.store import Store, remembered


def units(store: Store, block: View, method: Method) -> tuple[pd.DataFrame, Period | None]:
    """One row per unit of the plan's year in official order, and the period the reports are about.

    Columns `unit_code`, `unit_name`, `officer_code`, `officer_label`, `members` (NA unknown), `reported` at the
    method's stage (NA without report), `past` admissions (NA for a unit that came later), `carried` (Fraction).
    """
    rows, period = _units(store, store.version, block, method.stage, method.years)
    return rows.copy(), period


@remembered(16)
def _units(store: Store, version: int, block: View, stage: str, years: int) -> tuple[pd.DataFrame, Period | None]:
    """The rows as they are while the data stay at `version`."""
    found = store.query("admissions_by_unit", year=block.year, **block.parameters).dropna(subset="unit_code")
    rows = found[["unit_code", "unit_name", "officer_code", "officer_label"]].reset_index(drop=True)
    members = account.unit_members(store, block)
    rows["members"] = pd.array([members.get(code) for code in rows["unit_code"]], dtype="Int64")
    period, told = _reported(store, block, stage)
    rows["reported"] = rows["unit_code"].map(told).astype("Int64")
    rows["past"] = rows["unit_code"].map(_past(store, block, years)).astype("Int64")
    short = carried(store, block)
    rows["carried"] = [short.get(code, Fraction(0)) for code in rows["unit_code"]]
    return rows, period


def _reported(store: Store, block: View, stage: str) -> tuple[Period | None, dict[str, int]]:
    """The newest round of reports and what each unit told at a stage."""
    found = reported_periods(store, block)
    if not found:
        return None, {}
    period = found[0]
    told = pool.reports(store, block, period).dropna(subset=stage).set_index("unit_code")[stage]
    return period, {str(code): int(number) for code, number in told.items()}


def _past(store: Store, block: View, years: int) -> dict[str, int]:
    """Admissions of each unit in the years before the plan's, as far as known; units that came later are left out."""
    codes, counts, first = unit_counts(store, block)
    begin = number_of(block.year - years, 1)
    since = counts[max(begin - first, 0) : max(number_of(block.year, 1) - first, 0)].sum(axis=0)
    entered = pd.to_datetime(store.query("units_on", as_of=block.as_of).set_index("unit_code")["entered"])
    late = set(entered.index[entered > pd.Timestamp(block.year - years, 1, 1)])
    return {code: int(number) for code, number in zip(codes, since, strict=True) if code not in late}


def carried(store: Store, block: View) -> dict[str, Fraction]:
    """What each unit was short of its exact part in the years of the term before the plan's; negative: ahead.

    A year counts with its approved plan, else with its admissions once it is over, else with its targets.
    """
    short: dict[str, Fraction] = {}
    for year in account.rule(store).term_years:
        if year >= block.year:
            break
        view = replace(block, year=year)
        target, members = account.block_target(store, view).needed, account.unit_members(store, view)
        given, people = _given(store, view), sum(members.values())
        if target is None or not people or not given:
            continue
        for code, count in members.items():
            short[code] = short.get(code, Fraction(0)) + Fraction(target * count, people) - given.get(code, 0)
    return short


def _given(store: Store, view: View) -> dict[str, int]:
    """What each unit got or was to get in a year."""
    plan = approved(store, view.year, view.as_of)
    if plan is not None:
        numbers = carried_on(store, view, plan.numbers).sum(axis=1)
        return {str(code): int(number) for code, number in numbers.items()}
    if view.as_of < date(view.year, 12, 31):
        return account.unit_targets(store, view)
    counts = cuts.units(store, view).dropna(subset=["unit_code", "admissions"]).set_index("unit_code")["admissions"]
    return {str(code): int(number) for code, number in counts.items()}
