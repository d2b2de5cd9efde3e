"""The approved plan through its year, beside what came."""

import calendar
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from ketnap import account, cuts
from ketnap.account import MONTHS, View
from ketnap.plan.months import through
from ketnap.plan.split import hamilton
from ketnap.plan.versions import Version, approved, carried_on, named
from ketnap.store import Store


@dataclass(frozen=True, eq=False)
class Progress:
    """An approved plan beside the admissions of a view.

    `months` (index 1-12): `planned`, `admitted` (NaN ahead or unknown) and both added up, `planned_sum` and
    `admitted_sum`. `units` in official order: `unit_code`, `unit_name`, `officer_label`, `planned` in the year,
    `planned_so_far`, `admitted` (NA unknown), `difference`. `so_far` is what the plan asks for up to the view's last
    day: of a month that has begun the part of its days.
    """

    version: Version
    months: pd.DataFrame
    units: pd.DataFrame
    so_far: int
    admitted: int | None

    @property
    def total(self) -> int:
        """What the plan asks for in the year, of the view's units."""
        return int(self.units["planned"].sum())

    @property
    def difference(self) -> int | None:
        """How many more (or, negative, fewer) came than were planned by the view's last day."""
        return None if self.admitted is None else self.admitted - self.so_far


def progress(store: Store, view: View) -> Progress | None:
    """The plan that counts for the view's year beside what came; None without one, or where a source is looked at.

    A plan has no sources. What it asks of a unit that was merged since then is asked of the one that carries it on
    where the view shows units as they are.
    """
    version = None if view.source else approved(store, view.year, view.as_of)
    if version is None:
        return None
    rows = cuts.units(store, view)
    numbers = _shown(store, view, version.numbers)
    frame = account.months(store, view)[["this_year"]].rename(columns={"this_year": "admitted"})
    frame.insert(0, "planned", numbers.sum().reindex(list(MONTHS), fill_value=0).to_numpy(float))
    frame["planned_sum"], frame["admitted_sum"] = frame["planned"].cumsum(), frame["admitted"].cumsum(skipna=False)
    done, begun = _gone(view)
    so_far = round(through(frame["planned"].astype(int), done, begun))
    standing = account.standing(store, view)
    admitted = standing.admitted if standing.is_known else None
    return Progress(version, frame, _units(store, rows, numbers, so_far, (done, begun)), so_far, admitted)


def _shown(store: Store, view: View, numbers: pd.DataFrame) -> pd.DataFrame:
    """The numbers of the view's units: those merged since at the unit that carries them on, others left out."""
    found = carried_on(store, view, numbers)
    if view.unit:
        found = found[found.index == view.unit]
    if view.officer:
        places = store.query("places", as_of=view.as_of, scope=view.parameters["scope"]).set_index("unit_code")
        found = found[places["officer_code"].reindex(found.index).eq(view.officer).to_numpy()]
    return found


def _gone(view: View) -> tuple[int, Fraction]:
    """The months of the year that are over, and the part of the next one that has gone by."""
    day = view.last_day
    if day.year < view.year:
        return 0, Fraction(0)
    length = calendar.monthrange(day.year, day.month)[1]
    return (day.month, Fraction(0)) if day.day == length else (day.month - 1, Fraction(day.day, length))


def _units(
    store: Store, rows: pd.DataFrame, numbers: pd.DataFrame, so_far: int, gone: tuple[int, Fraction]
) -> pd.DataFrame:
    """The plan of each unit, up to now in whole people that add up to the block's, beside what it admitted."""
    known = rows.dropna(subset="unit_code")[["unit_code", "officer_label", "admissions"]]
    found = named(store, rows.dropna(subset="unit_code"), numbers).merge(known, on="unit_code", how="left")
    asked = {str(code): through(row, *gone) for code, row in zip(numbers.index, numbers.to_numpy(), strict=True)}
    by_now = hamilton(so_far, asked)
    found["planned"] = found["unit_code"].map(numbers.sum(axis=1)).astype("Int64")
    found["planned_so_far"] = found["unit_code"].map(by_now).astype("Int64")
    found["admitted"] = found.pop("admissions").astype("Int64")
    found["difference"] = found["admitted"] - found["planned_so_far"].fillna(0)
    return found


def beside(added: pd.DataFrame, found: Progress | None) -> pd.DataFrame:
    """Months of a year added up, with what is `planned` where a plan is approved."""
    return added if found is None else added.assign(planned=found.months["planned_sum"])


def beside_units(rows: pd.DataFrame, found: Progress | None) -> pd.DataFrame:
    """Rows of units with what is `planned` of each (NA of none) where a plan is approved."""
    if found is None:
        return rows
    planned = found.units.set_index("unit_code")["planned"]
    return rows.assign(planned=rows["unit_code"].map(planned).astype("Int64"))
