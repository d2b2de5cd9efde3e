"""Versions of plans: kept on the page or loaded from a file, submitted, approved, withdrawn; one counts a year."""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pandas as pd

from ketnap import account
from ketnap.account import MONTHS, View
from ketnap.plan.method import Method, is_valid, read, written
from ketnap.plan.months import by_month
from ketnap.store import Store

# What may be done to a version, in the order it is done.
EVENTS = ("submitted", "approved", "withdrawn", "restored")
STATES = ("draft", "submitted", "approved", "replaced", "withdrawn")


@dataclass(frozen=True, eq=False)
class Version:
    """A version of a year's plan: its name ("v3", or "f12" of the file imported as 12), state and numbers.

    `state` is one of STATES as of a day. `numbers`: units (index) by months (columns 1-12). `document` and
    `decided_on` are those of the approval; `method` is None of a plan from a file, `has_months` whether that told
    months. `done_by` and `done_at` are those of the last thing that was done to it.
    """

    name: str
    year: int
    state: str
    numbers: pd.DataFrame
    target: int
    method: Method | None
    file: str
    made_by: str
    made_at: datetime
    done_by: str
    done_at: datetime
    document: str
    decided_on: date | None
    has_months: bool = True

    @property
    def total(self) -> int:
        """What all units are to admit."""
        return int(self.numbers.to_numpy().sum())


def versions(store: Store, year: int, as_of: date) -> list[Version]:
    """The versions of a year's plan, the newest first, with the states they have on a day.

    An approval counts from the day of its document; of several the one with the newest document counts, of one day
    the one approved last.
    """
    found = store.query("plan_versions", year=year, as_of=as_of)
    if found.empty:
        return []
    numbers = store.query("plan_numbers", year=year)
    return [_version(store, row, numbers[numbers["version"] == row["version"]]) for _, row in found.iterrows()]


def approved(store: Store, year: int, as_of: date) -> Version | None:
    """The plan of a year that counts on a day: the approved one with the newest document; None without any."""
    found = [version for version in versions(store, year, as_of) if version.state == "approved"]
    return found[0] if found else None


def _version(store: Store, row: pd.Series, numbers: pd.DataFrame) -> Version:
    """A version from its row and its numbers, one per unit and month or (month 0) per unit."""
    year = int(row["year"])
    table = numbers.pivot(index="unit_code", columns="month", values="planned")
    table = table.reindex(index=list(dict.fromkeys(numbers["unit_code"])))
    has_months = 0 not in table.columns
    table = table.reindex(columns=list(MONTHS)).fillna(0).astype(int) if has_months else _spread(store, year, table)
    return Version(
        name=row["version"],
        year=year,
        state=row["state"],
        numbers=table,
        target=int(row["target"]),
        method=read(row["method"]),
        file=row["file_name"],
        made_by=row["made_by"],
        made_at=row["made_at"],
        done_by=row["done_by"],
        done_at=row["done_at"],
        document=row["document"],
        decided_on=_day(row["decided_on"]),
        has_months=has_months,
    )


def _day(value: datetime) -> date | None:
    """The day of a cell of a query's result."""
    return None if pd.isna(value) else date(value.year, value.month, value.day)


def _spread(store: Store, year: int, table: pd.DataFrame) -> pd.DataFrame:
    """Totals of units spread over the months by the usual pace of the years before, as known when the year began."""
    totals = table.sum(axis=1).astype(int)
    before = account.past_years(store, View(year, date(year - 1, 12, 31)))
    shape = before.sum(axis=1).to_numpy(float) if before.size and before.to_numpy().sum() else np.ones(len(MONTHS))
    return by_month(totals, shape)


def carried_on(store: Store, view: View, numbers: pd.DataFrame) -> pd.DataFrame:
    """The numbers of a version by the units the view shows: those merged since at the unit that carries them on."""
    places = store.query("places", as_of=view.as_of, scope=view.parameters["scope"]).set_index("unit_code")
    shown = pd.Series({code: places["shown_code"].get(code, code) for code in numbers.index}, dtype=object)
    return numbers.groupby(shown, sort=False).sum()


def named(store: Store, rows: pd.DataFrame, *numbers: pd.DataFrame) -> pd.DataFrame:
    """The `unit_code` and `unit_name` of rows, and below them of units that have numbers and are not among them."""
    found = rows[["unit_code", "unit_name"]]
    more = [str(code) for code in dict.fromkeys(code for each in numbers for code in each.index)]
    gone = [code for code in more if code not in set(found["unit_code"])]
    names = store.query("units").set_index("unit_code")["unit_name"]
    below = pd.DataFrame({"unit_code": gone, "unit_name": [names.get(code, code) for code in gone]}, dtype=object)
    return pd.concat([found, below], ignore_index=True) if gone else found


def keep(store: Store, method: Method, target: int, numbers: pd.DataFrame, by: str) -> str:
    """Keep a plan as a draft; the name of the version. ValueError for a method that could not be read again."""
    if not is_valid(method):
        raise ValueError(method)
    cells = numbers.stack()
    rows = [(str(code), int(month), int(count)) for (code, month), count in cells.items()]
    return store.keep_plan(method.year, target, written(method), rows, by)


def note(
    store: Store, version: Version, event: str, by: str, document: str = "", decided_on: date | None = None
) -> None:
    """Submit, approve, withdraw or restore a version; ValueError for anything else, or an approval without its day."""
    if event not in EVENTS or (event == "approved" and decided_on is None):
        raise ValueError(event)
    store.note_plan(version.name, version.year, event, by, document, decided_on)


def compared(one: pd.DataFrame, other: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """One row per unit of the numbers of two versions: `one`, `other` (NA where it has none), `difference`.

    `names`: rows with `unit_code` and `unit_name` in official order.
    """
    first, second = (numbers.sum(axis=1).astype("Int64") for numbers in (one, other))
    known = names[names["unit_code"].isin([*first.index, *second.index])][["unit_code", "unit_name"]]
    rows = known.reset_index(drop=True)
    rows["one"], rows["other"] = rows["unit_code"].map(first), rows["unit_code"].map(second)
    rows["difference"] = rows["other"].fillna(0) - rows["one"].fillna(0)
    return rows
