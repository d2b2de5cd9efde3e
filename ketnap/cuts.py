"""The cuts of a year: by unit in official order, by officer in charge, by unit and month, by source."""

import pandas as pd

from ketnap import account, targets
from ketnap.account import MONTHS, View
from ketnap.store import Store
from ketnap.tables import SOURCES


def units(store: Store, view: View) -> pd.DataFrame:
    """One row per unit in official order: admissions, last year's, `target`, `still_needed`, `status`.

    A last row without code stands for admissions of no known unit.
    """
    found = store.query("admissions_by_unit", year=view.year, **view.parameters)
    last_year = found["admissions_last_year"].astype("Int64")
    if not _known_months(store, view, view.year - 1, "has_roster"):
        # Without a roster a unit of which no total was given is unknown, not zero.
        last_year = last_year.where(last_year > 0)
    found["admissions_last_year"] = last_year
    by_unit = {} if view.source else account.unit_targets(store, view)
    found["target"] = pd.array([by_unit.get(code) for code in found["unit_code"]], dtype="Int64")
    pairs = list(zip(found["admissions"], found["target"], strict=True))
    found["still_needed"] = pd.array(
        [None if pd.isna(t) else targets.still_needed(int(a), int(t)) for a, t in pairs], dtype="Int64"
    )
    found["status"] = [targets.status(int(a), None if pd.isna(t) else int(t)) for a, t in pairs]
    return found


def officers(by_unit: pd.DataFrame) -> pd.DataFrame:
    """The rows of `units` added up by officer in charge: `officer_label`, `units`, `admissions`, `target`."""
    followed = by_unit.dropna(subset="officer_code")
    summed = followed.groupby("officer_code", sort=True).agg(
        officer_label=("officer_label", "first"),
        units=("unit_code", "size"),
        without=("admissions", lambda counts: int((counts == 0).sum())),
        admissions=("admissions", "sum"),
        target=("target", "sum"),
    )
    return summed.reset_index()


def units_by_month(store: Store, view: View, by_unit: pd.DataFrame) -> pd.DataFrame:
    """Admissions of each unit (rows, as in `units`) in each month (columns 1-12); NaN for months ahead."""
    found = store.query("admissions_by_unit_and_month", year=view.year, **view.parameters)
    table = found.pivot(index="unit_code", columns="month_number", values="admissions")
    table = table.reindex(index=by_unit["unit_code"], columns=list(MONTHS)).fillna(0).astype(float)
    known = _known_months(store, view, view.year, "has_roster") | set(found["month_number"])
    table.loc[:, [month for month in MONTHS if month not in known]] = float("nan")
    return table


def _known_months(store: Store, view: View, year: int, what: str) -> set[int]:
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
    known = _known_months(store, view, view.year, "is_known")
    by_month.loc[:, [month for month in MONTHS if month not in known]] = float("nan")
    up_to = found[found["year"] <= view.year]
    by_year = up_to.groupby(["source", "year"])["admissions"].sum().unstack(fill_value=0)
    return by_month, by_year.reindex(index=order).fillna(0).astype(int)
