"""Expectations kept: what units expected of a period when it began, and how many were admitted in it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from ketnap import account
from ketnap.account import View
from ketnap.forecast.conversion import of_reports
from ketnap.forecast.months import number_of
from ketnap.outlook.ground import heirs_on
from ketnap.pool.periods import Period, apart, deadlines
from ketnap.pool.rounds import asked_codes, versions
from ketnap.store import Store

# 8 of 10.
RANGE = (0.1, 0.9)
COLUMNS = ["unit_code", "period", "expected", "admitted"]


def outcomes(store: Store, view: View) -> pd.DataFrame:
    """One row per unit, as it is now, and period of which all its parts reported: `expected` and `admitted`.

    The report that counts is the newest made by the deadline, else the first one; one made after the period is none.
    `admitted` is missing where months are unknown or ahead. A merged unit counts for the unit it was merged into.
    """
    register, stood = store.query("units"), standing_reports(store, view)
    heirs, told = heirs_on(register, view.last_day), months_told(store, view)
    monthly = admitted_by_month(store, view)
    monthly["unit_code"] = monthly["unit_code"].replace(heirs)
    found = []
    for period, rows in stood.groupby("period"):
        assert isinstance(period, Period)
        expected = rows.set_index("unit_code")["expected"]
        expected = expected.reindex(sorted({*expected.index, *asked_codes(register, period)}))
        whole = expected.groupby(expected.index.map(lambda code: heirs.get(code, code))).sum(min_count=1)
        partly = expected[expected.isna()].index.map(lambda code: heirs.get(code, code))
        whole = whole[~whole.index.isin(partly)]
        came = _came(monthly, period, told, view.last_day)
        admitted = pd.Series(pd.NA, whole.index, dtype="Int64") if came is None else came.reindex(whole.index).fillna(0)
        found.append(
            pd.DataFrame({"unit_code": whole.index, "period": period, "expected": whole, "admitted": admitted})
        )
    table = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COLUMNS)
    table = table.astype({"expected": "Int64", "admitted": "Int64"})
    return _of_view(table, register, view)


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
    known = replace(view, as_of=view.last_day, unit=None, officer=None)
    rows = store.query("admissions_by_unit_and_month", year=None, **known.parameters).dropna(subset="unit_code")
    rows["number"] = [number_of(*month) for month in zip(rows["year"], rows["month_number"], strict=True)]
    return rows[["unit_code", "number", "admissions"]]


def months_told(store: Store, view: View) -> set[int]:
    """The numbers of the months of which every unit is known."""
    block = replace(view, as_of=view.last_day, unit=None, officer=None, source=None)
    months = account.history(store, block).query("has_roster")
    return {number_of(*month) for month in zip(months["year"], months["month_number"], strict=True)}


def _came(monthly: pd.DataFrame, period: Period, told: set[int], day: date) -> pd.Series | None:
    """Admissions of each unit in a period so far; None where a month of it is unknown or it has not begun."""
    past = [number for number in period.months if number <= number_of(day.year, day.month)]
    if period.state(day) == "ahead" or not set(past) <= told:
        return None
    return monthly[monthly["number"].isin(past)].groupby("unit_code")["admissions"].sum()


def _of_view(table: pd.DataFrame, register: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of the view's units, in official order."""
    order = {code: place for place, code in enumerate(register["unit_code"])}
    officers = dict(zip(register["unit_code"], register["officer_code"], strict=True))
    keep = table["unit_code"].map(lambda code: view.unit in (None, code) and view.officer in (None, officers.get(code)))
    kept = table[keep.astype(bool)]
    return kept.sort_values("unit_code", key=lambda codes: codes.map(order), kind="stable").reset_index(drop=True)


def by_period(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """The rows of `outcomes` added up by period: `units`, `expected`, `admitted` and `state` ("over", "open", ...)."""
    found = rows.groupby("period").agg(
        units=("unit_code", "size"), expected=("expected", "sum"), admitted=("admitted", lambda s: s.sum(min_count=1))
    )
    found = found.sort_index().reset_index()
    found["state"] = [period.state(day) for period in found["period"]]
    return found


def reliability(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """One row per unit that reported before: `expected` and `admitted` added over closed `periods` that are apart."""
    over = rows[rows["period"].map(lambda period: period.state(day) == "over").astype(bool) & rows["admitted"].notna()]
    apart_ = {code: apart(of_unit) for code, of_unit in over.groupby("unit_code")["period"]}
    kept = [period in apart_[code] for code, period in zip(over["unit_code"], over["period"], strict=True)]
    return (
        over[kept]
        .groupby("unit_code", sort=False)
        .agg(expected=("expected", "sum"), admitted=("admitted", "sum"), periods=("period", "size"))
    )


def with_ranges(block: pd.DataFrame) -> pd.DataFrame:
    """The rows of `reliability` of the whole block with `low` and `high`: the ratio in 8 of 10 further periods.

    Units differ and are drawn towards what all keep, the more the less they have reported (forecast/conversion.py).
    """
    if block.empty:
        return block.assign(low=pd.Series(dtype=float), high=pd.Series(dtype=float))
    learnt = of_reports(block["expected"].to_numpy(float), block["admitted"].to_numpy(float))
    low, high = np.quantile(learnt.draws, RANGE, axis=0)
    return block.assign(low=low, high=high)
