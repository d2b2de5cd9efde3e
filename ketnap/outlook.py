"""The forecast of a view: where the year and the term are heading, and the fan around it."""

from dataclasses import dataclass, replace

import pandas as pd

from ketnap import account
from ketnap import forecast as forecasts
from ketnap.account import View
from ketnap.store import Store
from ketnap.targets import Term

BANDS = {"median": 0.5, "low50": 0.25, "high50": 0.75, "low80": 0.1, "high80": 0.9}


@dataclass(frozen=True)
class Outlook:
    """The forecast of the view's year, and of the term where the view is the whole block.

    `chance` is P(year >= target), `term_chance` P(sum of the term >= sum of its targets), `every_chance`
    P(every year of the term reaches its target); None where there is no target. `months` holds the fan.
    """

    forecast: forecasts.Forecast
    year_total: forecasts.Total
    chance: float | None
    term: Term | None
    term_total: forecasts.Total | None
    term_chance: float | None
    every_chance: float | None


def outlook(store: Store, view: View) -> Outlook | forecasts.TooLittle:
    """The forecast from what is known on the view's last day."""
    known = account.history(store, view)
    found = forecasts.forecast(known[known["year"] <= view.year], view.last_day)
    if isinstance(found, forecasts.TooLittle):
        return found
    total, target = found.year_total(), account.target_of(store, view)
    chance = None if target is None else total.chance_of_reaching(target)
    if not view.whole_block:
        return Outlook(found, total, chance, None, None, None, None)
    return Outlook(found, total, chance, *_term_outlook(store, view, found))


def _term_outlook(
    store: Store, view: View, found: forecasts.Forecast
) -> tuple[Term, forecasts.Total | None, float | None, float | None]:
    """The term, the distribution of its total, and the chances of its two verdicts."""
    known = account.term(store, replace(view, as_of=view.last_day))
    earlier = [year for year in known.years if year.target.year < view.year]
    inside = [year for year in known.years if year.target.year >= view.year]
    if known.target is None or len(inside) == 0 or view.year < known.years[0].target.year:
        return known, None, None, None
    if any(year.admitted is None for year in earlier):
        return known, None, None, None
    before = sum(year.admitted or 0 for year in earlier)
    total = found.term_total(before, known.years[-1].target.year)
    needed = [year.target.needed or 0 for year in inside]
    missed_before = any(year.verdict == "missed" for year in earlier)
    every = 0.0 if missed_before else found.chance_of_every_year(needed)
    return known, total, total.chance_of_reaching(known.target), every


def fan(frame: pd.DataFrame, found: forecasts.Forecast) -> pd.DataFrame:
    """The twelve months of `months`, cumulative, with the forecast's median and bands from the last whole month on."""
    added = account.cumulative(frame, None)[["this_year", "last_year"]]
    added.loc[added.index > found.months_done, "this_year"] = float("nan")
    totals = {month: found.year_total(month) for month in added.index if month >= found.months_done}
    for name, p in BANDS.items():
        added[name] = pd.Series({month: float(total.quantile(p)) for month, total in totals.items()})
    if found.months_done:
        added.loc[found.months_done, list(BANDS)] = float(found.admitted)
    return added
