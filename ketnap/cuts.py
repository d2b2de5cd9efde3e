"""The cuts of a year: by unit in official order, by officer in charge, by month, by source, by days that matter."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ketnap import account, targets
from ketnap.account import MONTHS, View
from ketnap.store import Store
from ketnap.tables import SOURCES

# Batches are held in the days before an anniversary.
BATCH_DAYS = 14
# So many units are named as those that still need most.
MOST_NEEDED = 10


@dataclass(frozen=True)
class Batches:
    """Admissions in the `BATCH_DAYS` up to a day that matters: day by day, and of all of them once.

    `rows`: `milestone_date`, `milestone`, `admissions` (NA ahead). `near` of `dated` admissions known by their day
    fall on `near_days` of `days` days of the year so far.
    """

    rows: pd.DataFrame
    near: int
    dated: int
    near_days: int
    days: int


def units(store: Store, view: View) -> pd.DataFrame:
    """One row per unit in official order: admissions, last year's, `target`, `still_needed`, `status`.

    Admissions are NA of years known for the block alone. A last row without code stands for admissions of no known
    unit.
    """
    found = store.query("admissions_by_unit", year=view.year, **view.parameters)
    for name, year in (("admissions", view.year), ("admissions_last_year", view.year - 1)):
        counts = found[name].astype("Int64")
        # Without a roster a unit of which no total was given is unknown, not zero.
        found[name] = counts if known_months(store, view, year, "has_roster") else counts.where(counts > 0)
    by_unit = {} if view.source else account.unit_targets(store, view)
    found["target"] = pd.array([by_unit.get(code) for code in found["unit_code"]], dtype="Int64")
    pairs = list(zip(found["admissions"], found["target"], strict=True))
    found["still_needed"] = pd.array(
        [None if pd.isna(a) or pd.isna(t) else targets.still_needed(int(a), int(t)) for a, t in pairs], dtype="Int64"
    )
    found["status"] = [targets.status(None if pd.isna(a) else int(a), None if pd.isna(t) else int(t)) for a, t in pairs]
    return found


def officers(store: Store, view: View, by_unit: pd.DataFrame) -> pd.DataFrame:
    """The rows of `units` added up by officer in charge: label, `units`, those `without`, `admissions`, `target`.

    Admissions are NA where those of a unit are unknown; a target set for the officer goes before those of the units.
    """
    followed = by_unit.dropna(subset="officer_code")
    summed = followed.groupby("officer_code", sort=True).agg(
        officer_label=("officer_label", "first"),
        units=("unit_code", "size"),
        without=("admissions", lambda counts: int((counts == 0).sum())),
        admissions=("admissions", lambda counts: counts.sum(skipna=False)),
        target=("target", lambda numbers: numbers.sum(min_count=1)),
    )
    own = {} if view.source else targets.assigned_to("officer", view.year, account.versions(store, view.last_day), {})
    summed["target"] = pd.Series(own, dtype="Int64").reindex(summed.index).fillna(summed["target"])
    return summed.reset_index()


def most_needed(by_unit: pd.DataFrame) -> pd.DataFrame:
    """The rows of `units` that still need most, the official order deciding between equals; none that need nobody."""
    needing = by_unit[by_unit["still_needed"].fillna(0) > 0]
    return needing.sort_values("still_needed", ascending=False, kind="stable").head(MOST_NEEDED)


def units_by_month(store: Store, view: View, by_unit: pd.DataFrame) -> pd.DataFrame:
    """Admissions of each unit (rows, as in `units`) in each month (columns 1-12); NaN for months ahead."""
    found = store.query("admissions_by_unit_and_month", year=view.year, **view.parameters)
    table = found.pivot(index="unit_code", columns="month_number", values="admissions")
    table = table.reindex(index=by_unit["unit_code"], columns=list(MONTHS)).fillna(0).astype(float)
    known = known_months(store, view, view.year, "has_roster") | set(found["month_number"])
    table.loc[:, [month for month in MONTHS if month not in known]] = float("nan")
    return table


def known_months(store: Store, view: View, year: int, what: str) -> set[int]:
    """The months of a year that are known: with "has_roster" row by row, with "is_known" at least as a number."""
    known = account.history(store, view).assign(is_known=lambda months: months["admissions"].notna())
    return set(known.loc[(known["year"] == year) & known[what], "month_number"])


def sources(store: Store, view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Admissions by source (rows): in each month of the year (NaN ahead), and in each known year up to it."""
    found = store.query("admissions_by_source", **view.parameters)
    order = [s for s in SOURCES if s in set(found["source"])]
    of_year = found[found["year"] == view.year]
    by_month = of_year.pivot(index="source", columns="month_number", values="admissions")
    by_month = by_month.reindex(index=order, columns=list(MONTHS)).fillna(0).astype(float)
    known = known_months(store, view, view.year, "is_known")
    by_month.loc[:, [month for month in MONTHS if month not in known]] = float("nan")
    up_to = found[found["year"] <= view.year]
    by_year = up_to.groupby(["source", "year"])["admissions"].sum().unstack(fill_value=0)
    return by_month, by_year.reindex(index=order).fillna(0).astype(int)


def batches(store: Store, view: View) -> Batches | None:
    """Whether admissions of the year fall before the days that matter; None where no such day is known."""
    rows = store.query("milestones", year=view.year)
    if rows.empty:
        return None
    found = store.query("admissions_by_day", year=view.year, **view.parameters)
    dated = found["admissions"].to_numpy()[:, None] * _near(found["day"], rows["milestone_date"])
    so_far = pd.Series(pd.date_range(f"{view.year}-01-01", view.last_day))
    ahead = pd.to_datetime(rows["milestone_date"]) > pd.Timestamp(view.last_day)
    rows["admissions"] = pd.array(dated.sum(axis=0), dtype="Int64")
    rows["admissions"] = rows["admissions"].mask(ahead)
    return Batches(
        rows,
        near=int(dated[:, ~ahead].max(axis=1, initial=0).sum()),
        dated=int(found["admissions"].sum()),
        near_days=int(_near(so_far, rows["milestone_date"][~ahead]).any(axis=1).sum()),
        days=len(so_far),
    )


def _near(days: pd.Series, ends: pd.Series) -> np.ndarray:
    """Whether each day (rows) lies in the BATCH_DAYS up to each of some days (columns), these included."""
    before = (pd.to_datetime(ends).to_numpy() - pd.to_datetime(days).to_numpy()[:, None]) / np.timedelta64(1, "D")
    return (before >= 0) & (before < BATCH_DAYS)
