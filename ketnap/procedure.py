"""How admissions kept to the rules of procedure: ceremony in time, certificate still good, age, probation.

The year of a case is that of its decision. Nothing counts that was known only after the as-of day.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import holidays
import numpy as np
import pandas as pd

from ketnap.account import View
from ketnap.store import Store

# The ceremony is held within so many working days of the decision, and probation is looked at within as many.
WORKING_DAYS = 30
CERTIFICATE_MONTHS = 60
PROBATION_MONTHS = 12
QUARTERS_AHEAD = 4
# Name of a count -> the column of a case and the state in it that are counted.
COUNTED = {
    "in_time": ("ceremony", "in_time"),
    "late": ("ceremony", "late"),
    "overdue": ("ceremony", "overdue"),
    "waiting": ("ceremony", "waiting"),
    "before": ("ceremony", "before"),
    "unclear": ("ceremony", "unclear"),
    "certificate_good": ("certificate", "good"),
    "certificate_old": ("certificate", "old"),
    "certificate_after": ("certificate", "after"),
    "certificate_missing": ("certificate", "missing"),
    "certificate_unclear": ("certificate", "unclear"),
    "under_18": ("age", "under_18"),
    "over_60": ("age", "over_60"),
    "age_unknown": ("age", "unknown"),
}
# What the lines of a roster are listed for: column of a case, its state, the column of how many days it is about.
FINDINGS = {
    "late": ("ceremony", "late", "working_days"),
    "overdue": ("ceremony", "overdue", "working_days"),
    "before": ("ceremony", "before", "days_before"),
    "certificate_old": ("certificate", "old", "days_too_old"),
    "certificate_after": ("certificate", "after", "days_after"),
    "under_18": ("age", "under_18", None),
    "over_60": ("age", "over_60", None),
    "probation_overdue": ("probation", "overdue", "days_overdue"),
}
AGES = {"under 18": "under_18", "over 60": "over_60"}
# The first and the last working day of each bar; the limit lies between two of them.
BINS = ((0, 5), (6, 10), (11, 15), (16, 20), (21, 25), (26, 30), (31, 40), (41, 60), (61, None))


def by_decision(view: View) -> View:
    """The view with the basis procedure is looked at by, whatever the reader counts by."""
    return replace(view, basis="decision")


def cases(store: Store, view: View) -> pd.DataFrame:
    """One row per admission known on the as-of day, re-admissions too, of all years, in official order of units.

    States are in `ceremony`, `certificate`, `age` and `probation`, days in `working_days` (decision to ceremony, or
    to the as-of day where there is none), `days_before`, `days_too_old`, `days_after` and `days_overdue`.
    """
    asked = {name: value for name, value in _parameters(view).items() if name != "readmissions"}
    found = store.query("procedure_cases", **asked)
    found["year"] = found["event_date"].dt.year
    exact = found["is_decision_exact"].fillna(False).astype(bool)
    decided = found["decision_date"].where(exact)
    parts = [
        found,
        _ceremony(found, decided, view.as_of),
        _certificate(found["certificate_date"], decided),
        _probation(found, view.as_of),
    ]
    known = pd.concat(parts, axis=1)
    ages = known["age_band"].map(AGES).fillna("in_range")
    return known.assign(age=ages.where(known["age_band"].notna(), "unknown"))


def _parameters(view: View) -> dict[str, object]:
    """The parameters of queries that count by the decision alone."""
    return {name: value for name, value in view.parameters.items() if name != "basis"}


@cache
def _working_days(first: int, last: int) -> np.busdaycalendar:
    """Monday to Friday without Vietnam's public holidays, days off in their place included."""
    off = holidays.country_holidays("VN", years=range(first, last + 1))
    return np.busdaycalendar(holidays=np.array(sorted(off), "M8[D]"))


def working_days(since: pd.Series, until: pd.Series) -> pd.Series:
    """Working days after one day up to and with another, the first day being day 0.

    NaN where either is missing, or where the second comes first.
    """
    known = since <= until
    found = pd.Series(np.nan, since.index)
    if known.any():
        days = [column[known].to_numpy("M8[D]") + 1 for column in (since, until)]
        years = pd.concat([since[known], until[known]]).dt.year
        found[known] = np.busday_count(*days, busdaycal=_working_days(years.min(), years.max()))
    return found


def _ceremony(found: pd.DataFrame, decided: pd.Series, as_of: date) -> pd.DataFrame:
    """How each ceremony stands to its decision, both known to the day.

    None is held yet where none is known, unless nobody records the ceremonies of its year.
    """
    held = found["ceremony_date"]
    exact = held.where(found["is_ceremony_exact"].fillna(False).astype(bool))
    today = pd.Series(pd.Timestamp(as_of), found.index)
    days = working_days(decided, exact.where(held.notna(), today))
    too_many = days > WORKING_DAYS
    months = [column.dt.to_period("M") for column in (held, found["decision_date"])]
    states = np.select(
        # Months alone tell that a ceremony was earlier, but never how many days passed.
        [
            (exact < decided) | (months[0] < months[1]),
            days.isna() | (held.isna() & too_many & ~found["records_ceremony"]),
            held.isna() & too_many,
            held.isna(),
            too_many,
        ],
        ["before", "unclear", "overdue", "waiting", "late"],
        "in_time",
    )
    return pd.DataFrame({"ceremony": states, "working_days": days, "days_before": (decided - exact).dt.days})


def _certificate(certified: pd.Series, decided: pd.Series) -> pd.DataFrame:
    """How old each certificate is when the decision is made; 60 months end in the same way as months do."""
    expires = certified + pd.DateOffset(months=CERTIFICATE_MONTHS)
    states = np.select(
        [certified.isna(), decided.isna(), certified > decided, expires < decided],
        ["missing", "unclear", "after", "old"],
        "good",
    )
    days = {"days_too_old": (decided - expires).dt.days, "days_after": (certified - decided).dt.days}
    return pd.DataFrame({"certificate": states, **days})


def _probation(found: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """When each probation ends, and whether its end was recognised.

    Of a ceremony known by month the month in which it ends is sure; its last day stands for it.
    """
    month = found["is_ceremony_exact"].eq(False) & found["ceremony_date"].notna()
    due = found["ceremony_date"] + pd.DateOffset(months=PROBATION_MONTHS)
    due = due.where(~month, due + pd.offsets.MonthEnd(0))
    today = pd.Series(pd.Timestamp(as_of), found.index)
    past = working_days(due, today)
    states = np.select(
        [
            found["struck_off"],
            found["official_date"].notna(),
            due.isna(),
            due > today,
            past <= WORKING_DAYS,
            ~found["records_official"],
        ],
        ["struck_off", "recognised", "no_ceremony", "ahead", "due", "not_recorded"],
        "overdue",
    )
    return pd.DataFrame({"probation": states, "due_date": due, "days_overdue": past - WORKING_DAYS})


def counted(found: pd.DataFrame, view: View) -> pd.DataFrame:
    """The cases without re-admissions, unless these count. On probation are all of them."""
    return found[view.readmissions | ~found["is_readmission"]]


def of_year(found: pd.DataFrame, view: View) -> pd.DataFrame:
    """The counted cases decided in the view's year."""
    return counted(found, view).query("year == @view.year")


def counts(found: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """One row per value of `by` in the order of the cases: `cases` and every count of `COUNTED`."""
    states = {name: (found[column] == state).astype(int) for name, (column, state) in COUNTED.items()}
    return found[by].assign(cases=1, **states).groupby(by, sort=False, dropna=False, as_index=False).sum()


def totals(found: pd.DataFrame) -> pd.Series:
    """The counts of all cases."""
    return counts(found.assign(all=0), ["all"]).drop(columns="all").sum()


def by_unit(found: pd.DataFrame) -> pd.DataFrame:
    """The counts of each unit that has a case, in official order."""
    return counts(found, ["unit_code", "unit_name"])


def by_year(found: pd.DataFrame) -> pd.DataFrame:
    """The counts of each year, the newest first."""
    return counts(found, ["year"]).sort_values("year", ascending=False, ignore_index=True)


def quarters(view: View) -> list[pd.Period]:
    """The quarter of the day after the as-of day and those that follow."""
    return list(pd.period_range(view.as_of + timedelta(days=1), periods=QUARTERS_AHEAD, freq="Q"))


def probation(found: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row per unit with somebody on probation or due: how many end in each of `quarters`, and how it stands.

    Columns: one per quarter ("2021Q3"); of the first one also `recognised`; `due` (the end is past, but by no more
    than 30 working days), `overdue` and `not_recorded` (past by more, the file keeping such days or not).
    """
    ends, ahead = found["due_date"].dt.to_period("Q"), quarters(view)
    staying = found["probation"] != "struck_off"
    states = {str(quarter): (staying & (ends == quarter)).astype(int) for quarter in ahead}
    states["recognised"] = ((found["probation"] == "recognised") & (ends == ahead[0])).astype(int)
    states |= {name: (found["probation"] == name).astype(int) for name in ("due", "overdue", "not_recorded")}
    keys = ["unit_code", "unit_name"]
    table = pd.concat([found[keys], pd.DataFrame(states)], axis=1)
    summed = table.groupby(keys, sort=False, dropna=False, as_index=False).sum()
    return summed[summed.drop(columns=keys).sum(axis=1) > 0].reset_index(drop=True)


def records_official(found: pd.DataFrame) -> bool:
    """Whether any file with these cases says when somebody became a full member."""
    return bool(found["records_official"].any())


def findings(found: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row per line and finding, as `FINDINGS` names them: place in the file, unit, month, `days` if it is of days.

    Those of the year's decisions; probations that are overdue of any year.
    """
    in_year = found.index.isin(of_year(found, view).index)
    parts = []
    for name, (column, state, days) in FINDINGS.items():
        rows = found[(found[column] == state) & (in_year | (name == "probation_overdue"))]
        parts.append(rows.assign(finding=name, days=rows[days] if days else np.nan))
    columns = ["file_name", "sheet", "line", "unit_code", "unit_name", "event_date", "finding", "days"]
    return pd.concat(parts)[columns].sort_values(["file_name", "sheet", "line"], kind="stable", ignore_index=True)


def day_bins(found: pd.DataFrame) -> pd.DataFrame:
    """One row per range of working days, `first` to `last` (NaN: no end): ceremonies `held`, overdue ones `open`."""
    days = found["working_days"]
    table = pd.DataFrame(BINS, columns=["first", "last"], dtype=float)
    for name, states in (("held", ("in_time", "late")), ("open", ("overdue",))):
        counted = days[found["ceremony"].isin(states)]
        edges = [*table["first"], np.inf]
        table[name] = np.histogram(counted, edges)[0]
    return table


def annulments(store: Store, view: View) -> pd.DataFrame:
    """One row per year, newest first: decisions, those annulled by the as-of day, those counted, those struck off."""
    return store.query("annulled_admissions", **_parameters(view))
