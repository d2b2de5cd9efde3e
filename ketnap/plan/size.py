"""How many a year's plan asks for: by rate, by number, or with what the term lacks."""

from dataclasses import dataclass, replace

from ketnap import account, outlook
from ketnap.account import View
from ketnap.forecast import Scenario, TooLittle
from ketnap.plan.method import Method
from ketnap.store import Store
from ketnap.targets import AnnualTarget, Change, TermYear


@dataclass(frozen=True)
class Size:
    """What a year's plan asks for, None where it cannot be told.

    `annual` is the year's own target. `catch_up` is None where no shortfall of the term can be told or spread.
    """

    by: str
    target: int | None
    annual: AnnualTarget
    catch_up: "CatchUp | None" = None


@dataclass(frozen=True)
class CatchUp:
    """What a term lacks before a year, spread over the years left of it from that year on.

    `short` people are missing in the years before; the `running` year brings `expected`, the middle of the forecast
    (None: no forecast, it counts as met), and `assumed` years between it and the plan's count as met.
    """

    short: int
    years_left: int
    running: int | None
    expected: int | None
    assumed: tuple[int, ...]

    @property
    def each(self) -> int:
        """The people more in each of the years left, rounded up."""
        return -(-self.short // self.years_left)


def plan_view(view: View, year: int) -> View:
    """The view of a plan: the whole block of a year as known on the reader's day, units as they are on it."""
    return replace(view, year=year, unit=None, source=None, officer=None, scope="as_is")


def size(store: Store, view: View, method: Method, read: Scenario) -> Size:
    """The size of a plan as known on the view's day; `read` says how the forecast reads what is known."""
    block = plan_view(view, method.year)
    annual = account.block_target(store, block)
    if method.size == "number":
        return Size("number", method.number, annual)
    if method.size == "rate":
        asked = account.block_target(store, block, Change.of(method.rate, 0))
        return Size("rate", annual.needed if method.rate is None else asked.by_rate, asked)
    found = catch_up(store, block, read)
    target = annual.needed if found is None or annual.needed is None else annual.needed + found.each
    return Size("catch_up", target, annual, found)


def catch_up(store: Store, block: View, read: Scenario) -> CatchUp | None:
    """What the term lacks before a year; None outside the term or where an earlier year is unknown."""
    last = account.rule(store).term[1]
    if block.year not in account.rule(store).term_years:
        return None
    before = [year for year in account.term(store, block).years if year.target.year < block.year]
    if any(year.is_closed and year.verdict == "unknown" for year in before):
        return None
    running = next((year for year in before if year.target.year == block.as_of.year and not year.is_closed), None)
    expected = _expected(store, block, read) if running else None
    short = sum(_short(year, expected) for year in before if year.is_closed or year is running)
    assumed = tuple(year.target.year for year in before if not year.is_closed and year is not running)
    year = running.target.year if running else None
    return CatchUp(max(short, 0), last - block.year + 1, year, expected, assumed)


def _expected(store: Store, block: View, read: Scenario) -> int | None:
    """The middle of the forecast of the as-of year; None without a forecast."""
    found = outlook.outlook(store, replace(block, year=block.as_of.year), read)
    return None if isinstance(found, TooLittle) else found.year_total.quantile(0.5)


def _short(year: TermYear, expected: int | None) -> int:
    """What a year of the term misses, or (negative) brings beyond its target; 0 where its target is not known."""
    needed = year.target.needed
    came = year.admitted if year.is_closed else expected
    return 0 if needed is None or came is None else needed - came
