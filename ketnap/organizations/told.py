"""What organizations told of a period, beside what the roster says of the same days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from ketnap import account, targets
from ketnap.account import View, last_of_month
from ketnap.ingest.rows import ORGANIZATIONS, SOURCE_COUNTS
from ketnap.store import Store
from ketnap.tables import SOURCES

# Those the letter names; any other is shown where it told something.
NAMED = ("youth_union", "trade_union")
BETWEEN = ".."


@dataclass(frozen=True, order=True)
class Period:
    """The days an organization tells of, both ends included."""

    start: date
    end: date

    @classmethod
    def of(cls, code: str) -> "Period | None":
        """The period written 2021-01-01..2021-05-31; None for anything else."""
        first, _, last = code.partition(BETWEEN)
        try:
            return cls(date.fromisoformat(first), date.fromisoformat(last))
        except ValueError:
            return None

    @property
    def code(self) -> str:
        """The period as an address writes it."""
        return f"{self.start.isoformat()}{BETWEEN}{self.end.isoformat()}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def months(self) -> int:
        """How many months it touches."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def is_whole_months(self) -> bool:
        """Whether it begins with the first day of a month and ends with the last of one."""
        return self.start.day == 1 and self.end == last_of_month(self.end.year, self.end.month)

    @property
    def length(self) -> int:
        """What periods of equal kind share: months, or days (negative) where months are cut."""
        return self.months if self.is_whole_months else -self.months


@dataclass(frozen=True)
class Share:
    """A number of people of another: a percentage only where it says something."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """Percent; None where one person would be half of it or all."""
        return 100 * self.part / self.whole if targets.percentage_is_telling(self.whole) else None


@dataclass(frozen=True)
class Told:
    """What is told of an organization and a period: its own row, or the rows of those below it.

    Their numbers are added up only where the organization itself told nothing, never both.
    """

    rows: pd.DataFrame
    is_own: bool

    def count(self, name: str) -> int | None:
        """The sum of a count; None where nobody told it."""
        known = self.rows[name].dropna()
        return int(known.sum()) if len(known) else None

    def tellers(self, name: str) -> int:
        """How many rows tell a count."""
        return int(self.rows[name].notna().sum())

    def share(self, part: str, whole: str) -> Share | None:
        """A count of another, over the rows that tell both; None where none does."""
        both = self.rows.dropna(subset=[part, whole])
        return Share(int(both[part].sum()), int(both[whole].sum())) if len(both) else None

    @property
    def rating(self) -> str:
        """How the organization was rated, as its row says; "" where it does not."""
        given = self.rows["rating"].dropna()
        return str(given.iloc[0]) if self.is_own and len(given) else ""

    @property
    def report_date(self) -> date | None:
        """The day of the newest report; None where no row has one."""
        days = self.rows["report_date"].dropna()
        return days.max().date() if len(days) else None


@dataclass(frozen=True)
class Organization:
    """An organization in a period: what is told, None where nothing is; the roster's count, None where unknown.

    `target` is its own target of the view's year, `in_year` the roster's count of the year so far.
    """

    source: str
    told: Told | None
    roster: int | None
    target: int | None
    in_year: int | None

    @property
    def reported(self) -> int | None:
        """Admitted as the organization tells it."""
        return self.told.count("admitted") if self.told else None

    @property
    def difference(self) -> int | None:
        """What the organization tells more (or, negative, less) than the roster."""
        return None if self.reported is None or self.roster is None else self.reported - self.roster

    def share(self, part: str, whole: str) -> Share | None:
        """A count of another as told; None where nobody told both."""
        return self.told.share(part, whole) if self.told else None

    @property
    def roster_share(self) -> Share | None:
        """The roster's admissions of those introduced."""
        introduced = self.told.count("introduced") if self.told else None
        return None if introduced is None or self.roster is None else Share(self.roster, introduced)


def is_narrowed(view: View) -> bool:
    """Whether units are left out, so that an organization's own totals, which know no units, do not apply."""
    return bool(view.unit or view.officer or view.scope == "like")


def figures(store: Store, view: View) -> pd.DataFrame:
    """What is told, of all periods: queries/source_figures.sql for the view; `period` as a Period.

    Of a narrowed view only organizations below with a known unit are left.
    """
    asked = {name: value for name, value in view.parameters.items() if name not in ("basis", "readmissions")}
    found = store.query("source_figures", **asked)
    found[["period_start", "period_end"]] = found[["period_start", "period_end"]].apply(pd.to_datetime)
    found["report_date"] = pd.to_datetime(found["report_date"])
    spans = zip(found["period_start"].dt.date, found["period_end"].dt.date, strict=True)
    found["period"] = pd.Series([Period(*span) for span in spans], dtype=object)
    found[list(SOURCE_COUNTS)] = found[list(SOURCE_COUNTS)].astype("Int64")
    found = found.sort_values("source", key=lambda codes: codes.map(ORGANIZATIONS.index), kind="stable")
    return found[(found["sub_org"] != "") & found["unit_code"].notna()] if is_narrowed(view) else found


def periods(rows: pd.DataFrame, year: int) -> list[Period]:
    """The periods that end in a year, the newest first, of those the longest first."""
    ended = {period for period in rows["period"] if period.end.year == year}
    return sorted(ended, key=lambda period: (period.end, period.days), reverse=True)


def chosen_period(found: Sequence[Period], day: date, code: str = "") -> Period | None:
    """The period a reader chose, else the one whose end is nearest to a day, the longest of several."""
    asked = Period.of(code)
    if asked in found:
        return asked
    return min(found, key=lambda period: (abs((period.end - day).days), -period.days), default=None)


def _told(rows: pd.DataFrame, source: str, period: Period) -> Told | None:
    """What is told of an organization and a period; None where nothing is."""
    of_both = rows[(rows["source"] == source) & (rows["period"] == period)]
    own = of_both[of_both["sub_org"] == ""]
    if len(own):
        return Told(own, is_own=True)
    return Told(of_both, is_own=False) if len(of_both) else None


def organizations(store: Store, view: View, rows: pd.DataFrame, period: Period) -> list[Organization]:
    """Each organization in a period: those the letter names, and any other that ever told something."""
    year = Period(date(view.year, 1, 1), date(view.year, 12, 31))
    shown = [code for code in ORGANIZATIONS if code in NAMED or code in set(rows["source"])]
    return [
        Organization(
            source=code,
            told=_told(rows, code, period),
            roster=roster(store, view, code, period),
            target=account.target_of(store, replace(view, source=code)),
            in_year=roster(store, view, code, year),
        )
        for code in shown
        if view.source in (None, code)
    ]


def roster(store: Store, view: View, source: str | None, period: Period) -> int | None:
    """Admissions of a source (None for all) in a period up to the as-of day; None where a month of it is unknown."""
    of_source = replace(view, source=source)
    if not is_known(store, of_source, period):
        return None
    return int(of_period(store, of_source, period)["admissions"].sum())


def of_period(store: Store, view: View, period: Period) -> pd.DataFrame:
    """Admissions of a period by source and unit: queries/admissions_of_period.sql for the view."""
    return store.query("admissions_of_period", first_day=period.start, last_day=period.end, **view.parameters)


def is_known(store: Store, view: View, period: Period, rows_only: bool = False) -> bool:
    """Whether every month of a period up to the as-of day is known; row by row if asked, or if a day cuts a month."""
    history = account.history(store, view)
    months = pd.to_datetime(history["month"]).dt.date
    last = min(period.end, view.as_of)
    wanted = Period(period.start, last).months
    within = history[(months >= period.start.replace(day=1)) & (months <= last)]
    by_row = rows_only or not period.is_whole_months
    known = within["has_roster"] if by_row else within["admissions"].notna()
    return last >= period.start and len(within) == wanted and bool(known.all())


def source_unknown(store: Store, view: View, period: Period) -> int:
    """How many of the roster's admissions in a period name no source."""
    return int(of_period(store, replace(view, source="unknown"), period)["admissions"].sum())


def by_roster(store: Store, view: View) -> pd.DataFrame:
    """Admissions by source (rows) of the view's year so far and of the whole year before, with the sums of all.

    Columns `this_year`, `last_year`, `all_this_year`, `all_last_year`; a year of which a month is unknown is missing.
    """
    spans = {
        name: Period(date(year, 1, 1), date(year, 12, 31))
        for name, year in (("this_year", view.year), ("last_year", view.year - 1))
    }
    found = pd.DataFrame(index=pd.Index([s for s in SOURCES if view.source in (None, s)], name="source"))
    for name, span in spans.items():
        found[name] = pd.array([roster(store, view, source, span) for source in found.index], dtype="Int64")
        found[f"all_{name}"] = pd.array([roster(store, view, None, span)] * len(found), dtype="Int64")
    return found[found["this_year"].fillna(0).gt(0) | found["last_year"].fillna(0).gt(0) | found.index.isin(NAMED)]


def trend(rows: pd.DataFrame, view: View, period: Period) -> pd.DataFrame:
    """Introduced and admitted by organization and period, for periods of equal kind up to the one chosen.

    Where it is the only one of its kind, it stands after the whole years. `is_partial`: shorter than the others, or
    not over on the as-of day.
    """
    earlier = {each for each in rows["period"] if each.end <= period.end}
    alike = {each for each in earlier if each.length == period.length}
    if len(alike) < 2:
        alike = {each for each in earlier if each.length == 12} | {period}
    whole = max(each.months for each in alike)
    found = []
    for source in (code for code in ORGANIZATIONS if code in set(rows["source"])):
        for each in sorted(alike):
            told = _told(rows, source, each)
            found.append(
                {
                    "source": source,
                    "period": each,
                    "introduced": told.count("introduced") if told else None,
                    "admitted": told.count("admitted") if told else None,
                    "is_partial": each.end > view.as_of or each.months < whole,
                }
            )
    table = pd.DataFrame(found, columns=["source", "period", "introduced", "admitted", "is_partial"])
    return table.astype({"introduced": "Int64", "admitted": "Int64"})
