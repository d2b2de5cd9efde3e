"""Graduates of awareness classes as known on a day: who is admitted, who waits, and how long certificates last."""

from dataclasses import dataclass

import pandas as pd

from ketnap import account
from ketnap.account import View
from ketnap.outlook.ground import block_view
from ketnap.store import Store

# Certificates that end within so many months are named.
ENDING = 12
# The years of admission a class is told by: its own, the next, the one after; later ones together.
YEARS = (0, 1, 2)
OF_YEARS = [*(f"year_{k}" for k in YEARS), "later"]
COUNTS = ["graduates", "admitted", "waiting", "unclear", "valid", "ending", "expired"]


@dataclass(frozen=True)
class Standing:
    """What became of the graduates of the classes the roster follows; everybody counts once, for the last class.

    The `unfollowed` classes ended before the roster begins: of their graduates some are found in it, of the others,
    `unclear`, nobody knows. Certificates are those of all who wait or are unclear: `valid`, of them `ending` within 12
    months, and `expired`.
    """

    classes: int
    graduates: int
    admitted: int
    waiting: int
    valid: int
    ending: int
    expired: int
    apart: int
    unfollowed: int
    unfollowed_graduates: int
    unclear: int
    unclear_ending: int


@dataclass(frozen=True)
class Matched:
    """How far classes and roster can be laid side by side.

    Of the graduates `listed` by name so many are `recognisable`; `numbered` are known by number only. `years`: of each
    year since the first class `admitted` by the roster and `found` among the graduates.
    """

    listed: int
    recognisable: int
    numbered: int
    years: pd.DataFrame


def of_day(view: View) -> dict[str, object]:
    """The parameters of the queries on classes: those of the view that classes go by."""
    return {name: value for name, value in view.parameters.items() if name not in ("readmissions", "scope")}


def people(store: Store, view: View) -> pd.DataFrame:
    """queries/class_people.sql for the view, with the year of the class and the people of each row by what they are.

    `graduates` are those who count here. `followed`: the roster tells of every month since the class; who is not
    `admitted` is `waiting` then, else `unclear`. Of both a certificate is `valid` to the day 60 months after its own,
    `ending` if that is within 12 months, else `expired`.
    """
    rows = store.query("class_people", **of_day(view))
    day, ended, since = pd.Timestamp(view.as_of), _month(rows["ended_on"]), _told_since(store, view)
    is_left, followed = rows["state"] == "waiting", ended >= since
    lasts = rows["valid_until"] >= day
    ends = rows["valid_until"] <= day + pd.DateOffset(months=ENDING)
    of = {"graduates": rows["state"] != "apart", "admitted": rows["state"] == "admitted"}
    of |= {"waiting": is_left & followed, "unclear": is_left & ~followed}
    of |= {"valid": is_left & lasts, "ending": is_left & lasts & ends, "expired": is_left & ~lasts}
    counted = {name: rows["people"].where(which, 0) for name, which in of.items()}
    return rows.assign(class_year=ended.dt.year, told_since=since, followed=followed, **counted)


def _told_since(store: Store, view: View) -> pd.Timestamp:
    """The month from which on the roster tells of every month up to its last one; none (NaT) without a roster."""
    months = account.history(store, block_view(View(view.as_of.year, view.as_of, view.basis)))
    told = months.loc[months["has_roster"], "month"]
    untold = months.loc[~months["has_roster"] & (months["month"] < told.max()), "month"]
    return (told[told > untold.max()] if len(untold) else told).min()


def _month(days: pd.Series) -> pd.Series:
    """The first days of the months of days."""
    return days.dt.to_period("M").dt.start_time


def _is_told(rows: pd.DataFrame, year: int) -> bool:
    """Whether the roster tells of a year from the month of the first of the classes of `rows` on."""
    begin = max(_month(rows["ended_on"]).min(), pd.Timestamp(year, 1, 1))
    return bool(begin >= rows["told_since"].iloc[0])


def standing(rows: pd.DataFrame) -> Standing:
    """The rows of `people` added up."""
    followed, unfollowed = rows[rows["followed"]], rows[~rows["followed"]]
    return Standing(
        classes=followed["class_place"].nunique(),
        **{name: int(followed[name].sum()) for name in ("graduates", "admitted", "waiting")},
        **{name: int(rows[name].sum()) for name in ("unclear", "valid", "ending", "expired")},
        apart=int((followed["people"] - followed["graduates"]).sum()),
        unfollowed=unfollowed["class_place"].nunique(),
        unfollowed_graduates=int(unfollowed["graduates"].sum()),
        unclear_ending=int(unfollowed["ending"].sum()),
    )


def cohorts(rows: pd.DataFrame, view: View, ripe: int) -> pd.DataFrame:
    """One row per class in the order they ended: its graduates by the year they were admitted in, as known so far.

    `size` is who finished it, `graduates` who of them counts here. `year_0` to `year_2` and `later` are missing where
    the year has not begun or the roster does not tell of it; `begun` and `over` say how many years of the class have,
    its own among them, and `later_open` whether a certificate still lasts. `ripe` is who was admitted within so many
    months, missing of a class that is younger or not followed.
    """
    found = [_cohort(of_class, view, ripe) for _, of_class in rows.groupby(["ended_on", "class_place"])]
    columns = ["class_code", "ended_on", "followed", "size", *COUNTS, "begun", "over", "later_open", "ripe", *OF_YEARS]
    return pd.DataFrame(found, columns=columns).astype(dict.fromkeys(["ripe", *OF_YEARS], "Int64"))


def _cohort(rows: pd.DataFrame, view: View, ripe: int) -> dict[str, object]:
    """One class as a row of `cohorts`."""
    day, ended, followed = pd.Timestamp(view.as_of), rows["ended_on"].iloc[0], bool(rows["followed"].iloc[0])
    after = rows["admitted_on"].dt.year - ended.year
    grown = ended + pd.DateOffset(months=ripe)
    begun = view.as_of.year - ended.year + 1
    last = len(YEARS)
    counts = [int(rows.loc[after.clip(upper=last) == k, "admitted"].sum()) for k in range(last + 1)]
    known = [k < begun and bool(count or _is_told(rows, ended.year + k)) for k, count in enumerate(counts)]
    years = [count if is_known else None for count, is_known in zip(counts, known, strict=True)]
    return {
        "class_code": rows["class_code"].iloc[0],
        "ended_on": ended,
        "followed": followed,
        "size": int(rows["people"].sum()),
        **{name: int(rows[name].sum()) for name in COUNTS},
        "begun": begun,
        "over": begun - 1 + ((view.as_of.month, view.as_of.day) == (12, 31)),
        "later_open": bool((rows["valid_until"] >= day).any()),
        "ripe": int(rows.loc[rows["admitted_on"] <= grown, "admitted"].sum()) if followed and grown <= day else None,
        **dict(zip(OF_YEARS, years, strict=True)),
    }


def admitted_by_year(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Graduates admitted in each calendar year (rows) by year of class (columns); NaN before it and where unknown."""
    years = range(int(rows["class_year"].min()), view.as_of.year + 1)
    admitted = rows[rows["admitted"] > 0]
    table = admitted.groupby([admitted["admitted_on"].dt.year, "class_year"])["admitted"].sum().unstack()
    classes = sorted(rows["class_year"].unique())
    table = table.reindex(index=list(years), columns=classes).fillna(0).astype(float)
    for of_year in classes:
        of_classes = rows[rows["class_year"] == of_year]
        for year in years:
            if year < of_year or (not table.loc[year, of_year] and not _is_told(of_classes, year)):
                table.loc[year, of_year] = float("nan")
    return table


def by_unit(store: Store, rows: pd.DataFrame) -> pd.DataFrame:
    """One row per unit with graduates, in official order: who is admitted, who waits, and their certificates."""
    counted = rows.groupby("unit_code")[COUNTS].sum()
    counted = counted[counted["graduates"] > 0]
    units = store.query("units")[["unit_code", "unit_name"]]
    known = units[units["unit_code"].isin(counted.index)]
    return known.merge(counted.reset_index(), on="unit_code", how="outer", sort=False)


def matched(store: Store, view: View, rows: pd.DataFrame) -> Matched:
    """How many graduates can be recognised in the roster, and how many admissions were found in a class."""
    named = rows[rows["is_person"]]
    return Matched(
        listed=int(named["people"].sum()),
        recognisable=int(named.loc[named["is_recognisable"], "people"].sum()),
        numbered=int(rows.loc[~rows["is_person"], "people"].sum()),
        years=store.query("class_matches", **of_day(view)),
    )


def new_member(store: Store, view: View) -> pd.DataFrame:
    """One row per class for new members: queries/new_member_classes.sql for the view."""
    return store.query("new_member_classes", **{k: v for k, v in of_day(view).items() if k != "basis"})
