"""Expectations kept: what units expected of a period when it began, and how many were admitted in it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from ketnap import account
from ketnap.account import View
from ketnap.forecast.conversion import of_reports
from ketnap.forecast.months import YEAR, number_of
from ketnap.outlook.ground import heirs
from ketnap.pool.periods import Period, apart, deadlines
from ketnap.pool.rounds import asked_codes, versions, whole, within
from ketnap.store import Store, remembered

# 8 of 10.
RANGE = (0.1, 0.9)
COLUMNS = ["unit_code", "period", "expected", "admitted"]


def outcomes(store: Store, view: View) -> pd.DataFrame:
    """One row per unit of the view, as it is now, and period of which all its parts reported: `expected`, `admitted`.

    The report that counts is the newest made by the deadline, else the first one; one made after the period is none.
    `admitted` is missing where months are unknown or ahead. A merged unit counts for the unit it was merged into.
    """
    return within(store, _outcomes(store, store.version, whole(view)), view)


@remembered(8)
def _outcomes(store: Store, version: int, view: View) -> pd.DataFrame:
    """The rows of the whole block, in official order, as they are while the data stay at `version`."""
    register, monthly = store.query("units_on", as_of=view.last_day), admitted_by_month(store, view)
    carried_on, told = heirs(store, view.last_day), months_told(store, view)
    monthly["unit_code"] = monthly["unit_code"].replace(carried_on)
    found = [pd.DataFrame(columns=COLUMNS)]
    stood = standing_reports(store, view)
    for period in sorted(set(stood["period"])):
        rows = stood[stood["period"] == period]
        expected = rows.set_index("unit_code")["expected"]
        expected = expected.reindex(sorted({*expected.index, *asked_codes(register, period)}))
        now = expected.index.map(lambda code: carried_on.get(code, code))
        added = expected.groupby(now).sum().drop(now[expected.isna()])
        came = _came(monthly, period, told, view.last_day)
        admitted = None if came is None else came.reindex(added.index).fillna(0)
        found.append(
            pd.DataFrame({"period": period, "expected": added, "admitted": admitted}).reset_index(names="unit_code")
        )
    rows = pd.concat([table for table in found if len(table)] or found)
    rows = rows.astype({"expected": "Int64", "admitted": "Int64"})
    return register[["unit_code", "unit_name", "officer_code"]].merge(rows, on="unit_code")


def standing_reports(store: Store, view: View) -> pd.DataFrame:
    """Of each unit and period the report that stood when it began: the newest by the deadline, else the first."""
    found, due = versions(store, view), deadlines(store)
    found = found[(found["report_date"] <= found["period_end"]) & found["expected"].notna()]
    in_time = pd.Series(
        [day <= due.get(p, p.usual_deadline) for day, p in zip(found["report_date"], found["period"], strict=True)],
        index=found.index,
        dtype=bool,
    )
    keys = ["unit_code", "period"]
    return pd.concat([found[in_time].groupby(keys).tail(1), found[~in_time]]).drop_duplicates(keys).sort_index()


def admitted_by_month(store: Store, view: View) -> pd.DataFrame:
    """Admissions of every unit up to the view's last day: `unit_code`, `number` of the month, `admissions`."""
    rows = store.query("admissions_by_unit_and_month", year=None, **replace(whole(view), scope=view.scope).parameters)
    rows = rows.dropna(subset="unit_code")
    rows["number"] = rows["year"] * YEAR + rows["month_number"] - 1
    return rows[["unit_code", "number", "admissions"]]


def months_told(store: Store, view: View) -> set[int]:
    """The numbers of the months of which every unit is known."""
    months = account.history(store, replace(whole(view), source=None)).query("has_roster")
    return set(months["year"] * YEAR + months["month_number"] - 1)


def _came(monthly: pd.DataFrame, period: Period, told: set[int], day: date) -> pd.Series | None:
    """Admissions of each unit in a period so far; None where a month of it is unknown or it has not begun."""
    past = [number for number in period.months if number <= number_of(day.year, day.month)]
    if period.state(day) == "ahead" or not set(past) <= told:
        return None
    return monthly[monthly["number"].isin(past)].groupby("unit_code")["admissions"].sum()


def by_period(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """The rows of `outcomes` added up by period: `units`, `expected`, `admitted` and `state` ("over", "open", ...)."""
    found = rows.groupby("period").agg(
        units=("unit_code", "size"), expected=("expected", "sum"), admitted=("admitted", lambda s: s.sum(min_count=1))
    )
    found = found.sort_index().reset_index()
    found["state"] = [period.state(day) for period in found["period"]]
    return found


def reliability(store: Store, view: View) -> pd.DataFrame:
    """One row per unit of the view that reported before: `expected` and `admitted` over closed `periods` apart.

    From `low` to `high` lies the ratio in 8 of 10 further periods: units differ and are drawn towards what all keep,
    the more the less they have reported (forecast/conversion.py).
    """
    return within(store, _reliability(store, store.version, whole(view)), view)


@remembered(8)
def _reliability(store: Store, version: int, view: View) -> pd.DataFrame:
    """The rows of the whole block as they are while the data stay at `version`."""
    rows = outcomes(store, view)
    over = rows[rows["period"].map(lambda period: period.end <= view.last_day).astype(bool) & rows["admitted"].notna()]
    apart_ = {code: apart(of_unit) for code, of_unit in over.groupby("unit_code")["period"]}
    kept = [period in apart_[code] for code, period in zip(over["unit_code"], over["period"], strict=True)]
    over = over.loc[np.array(kept, dtype=bool)]
    block = over.groupby(["unit_code", "unit_name", "officer_code"], sort=False, dropna=False, as_index=False)
    block = block.agg(expected=("expected", "sum"), admitted=("admitted", "sum"), periods=("period", "size"))
    learnt = of_reports(block["expected"].to_numpy(float), block["admitted"].to_numpy(float))
    low, high = np.quantile(learnt.draws, RANGE, axis=0)
    return block.assign(low=low, high=high)
