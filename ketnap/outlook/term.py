"""Where the term is heading: closed years as they were, open ones by the paths, targets that follow the members."""

from dataclasses import dataclass, replace
from fractions import Fraction

from ketnap import account
from ketnap.account import View
from ketnap.forecast import Forecast, Sum
from ketnap.forecast.months import YEAR, number_of
from ketnap.forecast.term import Chances, Year, chances
from ketnap.store import Store
from ketnap.targets import Change, Term, TermYear


@dataclass(frozen=True)
class TermOutlook:
    """The term as known, the totals of its open years and of all of it, and the chances of its three questions.

    `chances` is None where an earlier year is unknown, no target is set, or the view lies outside the term.
    `leaving` is the share of members that is taken to leave in a year, `transfers` the members who come in a year by
    transfer, less those who go.
    """

    term: Term
    of_year: dict[int, Sum]
    total: Sum | None
    chances: Chances | None
    leaving: float
    transfers: int

    @property
    def target(self) -> int | None:
        """The sum of the targets: of closed years as they were, of open ones in the middle of the forecast."""
        if self.chances is None:
            return self.term.target
        closed = [year.target.needed or 0 for year in self.term.years if year.target.year not in self.chances.targets]
        return sum(closed) + sum(self.chances.targets.values())

    @property
    def weakest(self) -> int | None:
        """The open year that is least likely to reach its target."""
        chances = self.chances.of_year if self.chances else {}
        return min(chances, key=lambda year: chances[year], default=None)


def term_outlook(store: Store, view: View, found: Forecast, target: int | None, change: Change) -> TermOutlook:
    """The outlook of the term from the block's forecast; `target` is that of the view's year."""
    known = account.term(store, replace(view, as_of=view.last_day), change)
    leaving, transfers = float(store.setting("leaving_percent")) / 100, int(store.setting("transfers"))
    open_years = [year for year in known.years if year.target.year >= view.year]
    of_year = {year.target.year: found.total_of(year.target.year) for year in open_years}
    before = [year for year in known.years if year.target.year < view.year]
    is_inside = bool(open_years) and open_years[0].target.year == view.year
    if not is_inside or target is None or any(y.admitted is None or y.target.needed is None for y in before):
        return TermOutlook(known, of_year, None, None, leaving, transfers)
    follows = account.rule(store).denominator == "year_open"
    years = [
        replace(
            _year(year, of_year[year.target.year], target if year is open_years[0] else None, follows),
            transfers=transfers,
        )
        for year in open_years
    ]
    members = account.members_at_start(store, view, change)
    if members is None and any(year.needed is None for year in years):
        return TermOutlook(known, of_year, None, None, leaving, transfers)
    missing = sum((year.target.needed or 0) - (year.admitted or 0) for year in before)
    missed = any(year.verdict == "missed" for year in before)
    past = sum(year.admitted or 0 for year in before)
    first, last = number_of(view.year, 1), number_of(open_years[-1].target.year, YEAR)
    total = Sum(past + found.sum(first, last).certain, found.sum(first, last).rest)
    return TermOutlook(
        known, of_year, total, chances(years, members or 0, leaving, missing, missed), leaving, transfers
    )


def _year(year: TermYear, total: Sum, target: int | None, follows: bool) -> Year:
    """An open year: its target as it is known, or by its rate once its members are, where it follows them."""
    asked = year.target
    if target is None and asked.rate is not None and asked.is_estimated and follows:
        return Year(asked.year, total.certain, total.rest, None, Fraction(asked.rate))
    return Year(asked.year, total.certain, total.rest, asked.needed if target is None else target)
