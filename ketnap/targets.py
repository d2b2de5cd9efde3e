"""The 3 % rule: what a year and a term need, how it is shared out among units, and whether it is met.

All arithmetic is in integers and exact fractions; a number of people is never rounded down into success.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pandas as pd

# Below this many people a percentage says nothing: one person would be half of it or all.
SMALLEST_TELLING_TARGET = 3


def need(members: int, rate: Decimal) -> int:
    """Admissions a rate (in percent) of `members` asks for, rounded up: ceil(rate x members / 100)."""
    share = Fraction(rate) / 100
    return -(-members * share.numerator // share.denominator)


def percentage_is_telling(target: int | None) -> bool:
    """Whether a percentage of the target says anything (not where one person is half of it)."""
    return target is not None and target >= SMALLEST_TELLING_TARGET


def status(admitted: int | None, target: int | None) -> str:
    """ "exceeded", "met" or "not_yet"; "no_target" where none is set or nothing is asked; "unknown"."""
    if target is None or (target == 0 and not admitted):
        return "no_target"
    if admitted is None:
        return "unknown"
    if admitted > target:
        return "exceeded"
    return "met" if admitted == target else "not_yet"


@dataclass(frozen=True)
class AnnualTarget:
    """What one year asks for: by rate (of `members` at the start of `members_year`) and by number.

    `is_estimated`: the members of the year are not known, or not of every unit; those of the last known year
    stand in. `set_by` is None where nobody set a target and the default rate holds.
    """

    year: int
    rate: Decimal | None
    members: int | None
    members_year: int | None
    by_rate: int | None
    by_count: int | None
    set_by: str | None
    is_estimated: bool

    @property
    def needed(self) -> int | None:
        """The number of admissions that decides: the rate's, else the absolute number; None if neither is known."""
        return self.by_count if self.by_rate is None else self.by_rate


@dataclass(frozen=True)
class Change:
    """What somebody supposes of a target: another rate in percent, members more (or, negative, fewer) by mergers."""

    rate: Decimal | None = None
    members: int = 0

    @classmethod
    def of(cls, rate: str | None, members: int) -> "Change":
        """The change of a rate written 3.5, None for the rate as it is."""
        return cls(None if rate is None else Decimal(rate), members)


UNCHANGED = Change()


@dataclass(frozen=True)
class Rule:
    """How targets are derived where no version says otherwise: the settings of the installation."""

    default_rate: Decimal = Decimal(3)
    denominator: str = "year_open"
    term: tuple[int, int] = (2021, 2025)

    @property
    def term_years(self) -> range:
        """The calendar years of the term."""
        return range(self.term[0], self.term[1] + 1)


@dataclass(frozen=True)
class Version:
    """A target as somebody set it: a rate in percent or a number of people, for the years first to last.

    `scope` is "block", "unit", "source" or "officer", `scope_code` which of them ("" for the block).
    """

    scope: str
    scope_code: str
    first_year: int
    last_year: int
    kind: str
    value: Decimal
    set_by: str
    effective_from: date

    @classmethod
    def all_of(cls, rows: pd.DataFrame) -> list["Version"]:
        """The versions in the rows of queries/target_versions.sql; one without a day is the oldest."""
        since = pd.to_datetime(rows["effective_from"]).fillna(pd.Timestamp(1900, 1, 1)).dt.date
        names = ["scope", "scope_code", "first_year", "last_year", "kind", "value", "set_by"]
        return [
            cls(scope, code, int(first), int(last), kind, Decimal(str(value)), set_by, day)
            for (scope, code, first, last, kind, value, set_by), day in zip(
                rows[names].itertuples(index=False, name=None), since, strict=True
            )
        ]


def version_in_force(
    versions: Sequence[Version], year: int, kind: str, scope: str = "block", code: str = ""
) -> Version | None:
    """The version of a target that holds for a year: the newest in force; a year's own beats a term's."""
    fits = [
        version
        for version in versions
        if (version.scope, version.scope_code, version.kind) == (scope, code, kind)
        and version.first_year <= year <= version.last_year
    ]
    return max(fits, key=lambda v: (v.effective_from, v.first_year - v.last_year), default=None)


def count_of_year(version: Version, year: int) -> int:
    """A year's part of a number set for several years: equal parts that add up, the larger ones first."""
    years = [str(each) for each in range(version.first_year, version.last_year + 1)]
    return largest_remainder(int(version.value), dict.fromkeys(years, 1))[str(year)]


def annual_target(
    year: int,
    members_by_year: Mapping[int, int],
    versions: Sequence[Version],
    rule: Rule,
    incomplete: Collection[int] = (),
    change: Change = UNCHANGED,
) -> AnnualTarget:
    """The block's target of a year from the versions in force and the members at the start of the year.

    `incomplete` names the years of which some units' members are carried forward from the year before; `change` is
    what somebody supposes instead.
    """
    rate_version = version_in_force(versions, year, "rate")
    count_version = version_in_force(versions, year, "count")
    by_count = None if count_version is None else count_of_year(count_version, year)
    default = rule.default_rate if by_count is None else None
    rate = default if rate_version is None else rate_version.value
    rate = rate if change.rate is None else change.rate
    wanted = rule.term[0] if rule.denominator == "term_open" and year in rule.term_years else year
    members_year = _latest(members_by_year, wanted)
    members = None if members_year is None else max(members_by_year[members_year] + change.members, 0)
    decided_by = count_version if rate_version is None else rate_version
    return AnnualTarget(
        year=year,
        rate=rate,
        members=members,
        members_year=members_year,
        by_rate=None if members is None or rate is None else need(members, rate),
        by_count=by_count,
        set_by=None if decided_by is None else decided_by.set_by,
        is_estimated=rate is not None and (members_year != wanted or members_year in incomplete),
    )


def _latest(members_by_year: Mapping[int, int], year: int) -> int | None:
    """The year itself if its members are known, else the last known one before it."""
    known = [known for known in members_by_year if known <= year]
    return max(known) if known else None


def largest_remainder(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """`total` seats shared in proportion to the weights, adding up exactly (Hamilton's method).

    Everyone gets the whole part of their quota, the seats left go to the largest remainders; of equal
    remainders the one listed first wins. All get 0 where the weights are 0.
    """
    whole = sum(weights.values())
    if whole <= 0:
        return dict.fromkeys(weights, 0)
    quotas = {name: Fraction(total * weight, whole) for name, weight in weights.items()}
    seats = {name: int(quota) for name, quota in quotas.items()}
    left = total - sum(seats.values())
    by_remainder = sorted(quotas, key=lambda name: seats[name] - quotas[name])
    for name in by_remainder[:left]:
        seats[name] += 1
    return seats


def unit_targets(total: int, members: Mapping[str, int], assigned: Mapping[str, int]) -> dict[str, int]:
    """Targets of the units that add up to the block's `total`.

    Targets assigned to a unit stay as they are; the rest is shared among the others by members.
    """
    free = {code: count for code, count in members.items() if code not in assigned}
    rest = max(total - sum(assigned.values()), 0)
    return {**largest_remainder(rest, free), **assigned}


def assigned_to(scope: str, year: int, versions: Sequence[Version], members: Mapping[str, int]) -> dict[str, int]:
    """Targets set for units, sources or officers themselves, by number or as a rate of their members."""
    found: dict[str, int] = {}
    for code in dict.fromkeys(version.scope_code for version in versions if version.scope == scope):
        rate = version_in_force(versions, year, "rate", scope, code)
        count = version_in_force(versions, year, "count", scope, code)
        if rate is not None and code in members:
            found[code] = need(members[code], rate.value)
        elif count is not None:
            found[code] = count_of_year(count, year)
    return found


def still_needed(admitted: int, target: int) -> int:
    """Admissions missing to the target, 0 once it is met."""
    return max(target - admitted, 0)


def months_left(as_of: date, year: int) -> int:
    """Whole months of `year` after the month of `as_of`; the begun month counts as left until its last day."""
    if as_of.year != year:
        return 12 if as_of.year < year else 0
    month_is_over = (as_of + timedelta(days=1)).month != as_of.month
    return 12 - as_of.month if month_is_over else 13 - as_of.month


def pace(people: int, months: int) -> Fraction | None:
    """People a month; None where no month is left."""
    return Fraction(people, months) if months else None


@dataclass(frozen=True)
class TermYear:
    """One year of the term: its target, what was admitted (None if unknown) and whether it is over."""

    target: AnnualTarget
    admitted: int | None
    is_closed: bool

    @property
    def verdict(self) -> str:
        """ "met" once the target is reached, "missed" if the year closed below it, else "open" or "unknown"."""
        needed = self.target.needed
        if needed is None or (self.is_closed and self.admitted is None):
            return "unknown"
        if (self.admitted or 0) >= needed:
            return "met"
        return "missed" if self.is_closed else "open"


@dataclass(frozen=True)
class Term:
    """The years of a term and its two verdicts, which may differ: a missed year is missed for good."""

    years: Sequence[TermYear]

    @property
    def target(self) -> int | None:
        """The sum of the yearly targets; None if one is unknown."""
        needed = [year.target.needed for year in self.years]
        return None if None in needed else sum(n for n in needed if n is not None)

    @property
    def admitted(self) -> int:
        """Everyone admitted in the term so far."""
        return sum(year.admitted or 0 for year in self.years)

    @property
    def is_estimated(self) -> bool:
        """Whether the target rests on members of years that have not begun."""
        return any(year.target.is_estimated for year in self.years)

    @property
    def every_year(self) -> str:
        """Verdict on "every year reaches its target": one missed year decides it."""
        verdicts = [year.verdict for year in self.years]
        for verdict in ("missed", "unknown", "open"):
            if verdict in verdicts:
                return verdict
        return "met"

    @property
    def cumulative(self) -> str:
        """Verdict on "the sum of the term reaches the sum of the targets"."""
        if self.target is None:
            return "unknown"
        if self.admitted >= self.target:
            return "met"
        if any(year.is_closed and year.admitted is None for year in self.years):
            return "unknown"
        return "missed" if all(year.is_closed for year in self.years) else "open"

    @property
    def needed_per_year(self) -> Fraction | None:
        """Admissions a year, from the first open year on, that would still bring the sum; None if none is open."""
        open_years = [year for year in self.years if not year.is_closed]
        if not open_years or self.target is None:
            return None
        before = sum(year.admitted or 0 for year in self.years if year.is_closed)
        return Fraction(max(self.target - before, 0), len(open_years))

    def after(self, year: int, admitted: int) -> "Term":
        """The term as it stands once a year has brought so many."""
        return Term([replace(y, admitted=admitted, is_closed=True) if y.target.year == year else y for y in self.years])


def term(
    admitted_by_year: Mapping[int, int],
    members_by_year: Mapping[int, int],
    versions: Sequence[Version],
    rule: Rule,
    as_of: date,
    incomplete: Collection[int] = (),
    change: Change = UNCHANGED,
) -> Term:
    """The term as known on a day; years after `as_of` are open, with what is admitted so far.

    `change` is what somebody supposes of the targets from the as-of year on.
    """
    years = [
        TermYear(
            annual_target(
                year, members_by_year, versions, rule, incomplete, change if year >= as_of.year else UNCHANGED
            ),
            admitted_by_year.get(year, None if year <= as_of.year else 0),
            is_closed=date(year, 12, 31) <= as_of,
        )
        for year in rule.term_years
    ]
    return Term(years)
