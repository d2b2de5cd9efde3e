"""One account of the figures of a view: what pages, slides and documents show, so that they never disagree."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from ketnap import forecast as forecasts
from ketnap import targets
from ketnap.store import Store
from ketnap.targets import UNCHANGED, AnnualTarget, Change, Rule, Term, Version

MONTHS = range(1, 13)
# Units as they were; as they are on the as-of day, with those they carry on; like those of last year, leaving out
# what came into the block or left it.
SCOPES = ("as_was", "as_is", "like")


@dataclass(frozen=True)
class View:
    """What a reader looks at: a year, as known on a day, by a basis, of one unit, source or officer or all.

    `scope` is one of SCOPES: which units are shown where units were merged, or came into the block or left it.
    """

    year: int
    as_of: date
    basis: str = "decision"
    unit: str | None = None
    source: str | None = None
    officer: str | None = None
    readmissions: bool = False
    scope: str = "as_was"

    @property
    def parameters(self) -> dict[str, object]:
        """The parameters of the queries on admissions."""
        return {
            "as_of": self.as_of,
            "basis": self.basis,
            "unit": self.unit,
            "source": self.source,
            "officer": self.officer,
            "readmissions": self.readmissions,
            "scope": f"like {self.year}" if self.scope == "like" else self.scope,
        }

    @property
    def last_day(self) -> date:
        """The last day of the view's year that is known: the as-of day, or 31 December of a year gone by."""
        return min(self.as_of, date(self.year, 12, 31))

    @property
    def whole_block(self) -> bool:
        """Whether nothing is filtered out."""
        return not (self.unit or self.source or self.officer)


@dataclass(frozen=True)
class SamePeriod:
    """Admissions beside the same days of last year; `now` is None if nothing is known, `before` if not all is.

    `in_doubt` counts rows known by month or quarter only that may lie on the other side of the day compared.
    """

    now: int | None
    before: int | None
    in_doubt: int

    @property
    def difference(self) -> int | None:
        """How many more (or, negative, fewer) than last year."""
        return None if self.now is None or self.before is None else self.now - self.before


@dataclass(frozen=True)
class Standing:
    """Where a year stands on a day. `target` is None where none is set for the view.

    `is_known`: any admission of the year, or that there was none, is known.
    """

    view: View
    admitted: int
    target: int | None
    annual: AnnualTarget
    months_done: int
    months_left: int
    pace_so_far: Fraction | None
    same_period: SamePeriod
    readmissions: int
    is_known: bool = True

    @property
    def still_needed(self) -> int | None:
        """Admissions missing to the target."""
        return None if self.target is None else targets.still_needed(self.admitted, self.target)

    @property
    def pace_needed(self) -> Fraction | None:
        """Admissions a month that would reach the target in the months left."""
        missing = self.still_needed
        return None if missing is None else targets.pace(missing, self.months_left)

    @property
    def status(self) -> str:
        """Exceeded, met, not yet, or no target."""
        return targets.status(self.admitted, self.target)


def default_as_of(store: Store, today: date, basis: str = "decision") -> date:
    """The last day of the last whole month of which something is kept; today where nothing is.

    The month that has begun is left out, since its rows are still coming in.
    """
    last = _extent(store, today, basis)["last_month"]
    if pd.isna(last):
        return today
    end = last_of_month(last.year, last.month)
    return end if end <= today else today.replace(day=1) - timedelta(days=1)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def years(store: Store, as_of: date, basis: str) -> list[int]:
    """The years a reader may choose, newest first: from the first with data to the as-of year."""
    first = _extent(store, as_of, basis)["first_month"]
    earliest = min(first.year, as_of.year) if pd.notna(first) else as_of.year
    return list(range(as_of.year, earliest - 1, -1))


def extent(store: Store, view: View) -> pd.Series:
    """What is kept: the row of queries/data_extent.sql."""
    return _extent(store, view.as_of, view.basis)


def _extent(store: Store, as_of: date, basis: str) -> pd.Series:
    return store.query("data_extent", as_of=as_of, basis=basis).iloc[0]


def rule(store: Store) -> Rule:
    """How targets are derived, by the settings."""
    return Rule(
        default_rate=Decimal(store.setting("default_rate")),
        denominator=store.setting("denominator"),
        term=(int(store.setting("term_first_year")), int(store.setting("term_last_year"))),
    )


def block_members(store: Store, view: View) -> tuple[dict[int, int], frozenset[int]]:
    """The block's members at the start of each year, and the years in which some units are carried forward.

    A unit that gave its members before and gives none in a later year counts with its last number: a
    missing report is not zero.
    """
    years = opening_members(store, view).groupby("year").agg(members=("members", "sum"), carried=("is_carried", "any"))
    totals = {int(str(year)): int(members) for year, members in years["members"].items()}
    return totals, frozenset(int(str(year)) for year in years.index[years["carried"]])


def opening_members(store: Store, view: View) -> pd.DataFrame:
    """Members of each unit at the start of each year: queries/opening_members_by_unit.sql for the view."""
    return store.query("opening_members_by_unit", as_of=view.as_of, scope=view.parameters["scope"])


def versions(store: Store, day: date) -> list[Version]:
    """The versions of targets in force on a day."""
    return Version.all_of(store.query("target_versions", as_of=day))


def members_at_start(store: Store, view: View, change: Change = UNCHANGED) -> int | None:
    """The block's members at the start of the view's year, else of the last known one before it; None without any."""
    members, _ = block_members(store, view)
    known = [each for each in members if each <= view.year]
    return max(members[max(known)] + change.members, 0) if known else None


def block_target(store: Store, view: View, change: Change = UNCHANGED) -> AnnualTarget:
    """The block's target of the view's year, as it is or as somebody supposes."""
    members, incomplete = block_members(store, view)
    return targets.annual_target(view.year, members, versions(store, view.last_day), rule(store), incomplete, change)


def unit_targets(store: Store, view: View, change: Change = UNCHANGED) -> dict[str, int]:
    """Targets of all units in the view's year; they add up to the block's unless more was assigned."""
    annual = block_target(store, view, change)
    if annual.needed is None:
        return {}
    weights = _weights(store, view, annual.members_year or view.year)
    in_force = versions(store, view.last_day)
    assigned = targets.assigned_to("unit", view.year, in_force, weights)
    return targets.unit_targets(annual.needed, weights, assigned)


def unit_members(store: Store, view: View) -> dict[str, int]:
    """The members by which the target of the view's year is shared among its units, in official order."""
    return _weights(store, view, block_target(store, view).members_year or view.year)


def _weights(store: Store, view: View, members_year: int) -> dict[str, int]:
    """The members of the units of the view's year, in official order, by those at the start of `members_year`.

    Since then some may have gone before the year began: a merged one counts for the unit that carries it on.
    """
    given = opening_members(store, view).query("year == @members_year").set_index("unit_code")["members"].astype(int)
    register = store.query("units_on", as_of=view.as_of).set_index("unit_code")
    gone = pd.to_datetime(register["gone"]) <= pd.Timestamp(view.year, 1, 1)
    heirs = register.loc[gone, "heir"]
    by_code = given.groupby(given.index.map(lambda code: heirs.get(code, code)), sort=False).sum()
    order = [code for code in register.index if code in by_code]
    return {str(code): int(by_code[code]) for code in [*order, *by_code.index.difference(order)]}


def target_of(store: Store, view: View, change: Change = UNCHANGED) -> int | None:
    """The target that holds for the view: the block's, the unit's, the officer's units' or the source's own."""
    in_force = versions(store, view.last_day)
    if view.source:
        own = targets.assigned_to("source", view.year, in_force, {})
        return own.get(view.source) if not (view.unit or view.officer) else None
    if view.unit:
        return unit_targets(store, view, change).get(view.unit)
    if view.officer:
        own = targets.assigned_to("officer", view.year, in_force, {})
        return own.get(view.officer, _sum_of_units(store, view, view.officer, change))
    return block_target(store, view, change).needed


def _sum_of_units(store: Store, view: View, officer: str, change: Change) -> int | None:
    """The targets of an officer's units added up; None without targets."""
    by_unit = unit_targets(store, view, change)
    units = store.query("units_on", as_of=view.as_of)
    followed = units.loc[units["officer_code"] == officer, "unit_code"]
    return sum(by_unit.get(code, 0) for code in followed) if by_unit else None


def history(store: Store, view: View) -> pd.DataFrame:
    """Admissions of every month up to the as-of day: queries/admissions_by_month.sql for the view."""
    return store.query("admissions_by_month", **view.parameters)


def months(store: Store, view: View) -> pd.DataFrame:
    """The twelve months of the year (index): `this_year`, `last_year`, `usual` share reached by month's end.

    Counts are NaN where unknown or ahead; `usual` is NaN without a whole earlier year.
    """
    known = history(store, view)
    by_year = known.pivot(index="month_number", columns="year", values="admissions").astype(float)
    frame = pd.DataFrame(index=pd.Index(MONTHS, name="month"))
    for name, year in (("this_year", view.year), ("last_year", view.year - 1)):
        frame[name] = by_year[year] if year in by_year else float("nan")
    pace = forecasts.usual_pace(known, view.year)
    frame["usual"] = float("nan") if pace is None else pace
    return frame


def cumulative(frame: pd.DataFrame, target: int | None) -> pd.DataFrame:
    """The frame of `months` added up through the year, `usual` as the path to the target."""
    added = frame[["this_year", "last_year"]].cumsum(skipna=False)
    added["usual"] = frame["usual"] * target if target is not None else float("nan")
    return added


def past_years(store: Store, view: View) -> pd.DataFrame:
    """The whole years known before the view's (columns, the oldest first), month by month (index 1-12)."""
    known = history(store, view).pivot(index="month_number", columns="year", values="admissions").astype(float)
    whole = [year for year in known.columns if year < view.year and known[year].notna().sum() == len(MONTHS)]
    return known[whole]


def standing(store: Store, view: View) -> Standing:
    """Where the view's year stands."""
    frame = months(store, view)
    whole = view.last_day.month if (view.last_day + timedelta(days=1)).day == 1 else view.last_day.month - 1
    compared = same_period(store, view, frame)
    in_whole = compared.now or 0 if whole == view.last_day.month else _year_sum(frame["this_year"].iloc[:whole])
    again = store.query("readmissions", **{k: v for k, v in view.parameters.items() if k != "readmissions"})
    admitted = compared.now or 0
    is_known = admitted > 0 or bool(frame["this_year"].notna().any())
    return Standing(
        view=view,
        admitted=admitted,
        target=target_of(store, view),
        annual=block_target(store, view),
        months_done=whole,
        months_left=targets.months_left(view.last_day, view.year),
        pace_so_far=targets.pace(in_whole, whole),
        same_period=compared if is_known else replace(compared, now=None),
        readmissions=int(again.loc[again["year"] == view.year, "readmissions"].sum()),
        is_known=is_known,
    )


def _year_sum(counts: pd.Series) -> int:
    """What is known of a year, added up."""
    return int(counts.sum())


def same_period(store: Store, view: View, frame: pd.DataFrame) -> SamePeriod:
    """The year to its last known day beside the same days of the year before; a year gone by as a whole."""
    if view.last_day < view.as_of:
        complete = frame["last_year"].notna().all()
        return SamePeriod(_year_sum(frame["this_year"]), _year_sum(frame["last_year"]) if complete else None, 0)
    found = store.query("admissions_to_same_day", **view.parameters).set_index("year")
    # A year of which only a sum through this very month is known has no months to add up.
    now = int(found["admissions"].get(view.year, 0))
    if view.year - 1 not in found.index or not found.loc[view.year - 1, "is_complete"]:
        return SamePeriod(now, None, 0)
    doubts = found["in_doubt"].reindex([view.year - 1, view.year]).fillna(0).sum()
    return SamePeriod(now, int(found.loc[view.year - 1, "admissions"]), int(doubts))


def admitted_by_year(store: Store, view: View) -> dict[int, int]:
    """Admissions of every year of which every month up to the as-of day is known."""
    whole = history(store, view).groupby("year")["admissions"].agg(["sum", "size", "count"])
    known = whole[whole["size"] == whole["count"]]
    found = dict(zip(known.index.astype(int), known["sum"].astype(int), strict=True))
    through = store.query("admissions_to_same_day", **view.parameters).set_index("year")
    if view.as_of.year not in found and through["is_complete"].get(view.as_of.year, False):
        found[view.as_of.year] = int(through.loc[view.as_of.year, "admissions"])
    return found


def term(store: Store, view: View, change: Change = UNCHANGED) -> Term:
    """The term of the whole block as known on the as-of day."""
    block = replace(view, unit=None, source=None, officer=None)
    in_force = versions(store, view.as_of)
    members, incomplete = block_members(store, view)
    admitted = admitted_by_year(store, block)
    return targets.term(admitted, members, in_force, rule(store), view.as_of, incomplete, change)
