"""Figures as tables under the reader's headers: what stands beside every chart and goes into downloads.

`year` holds the tables of a year and a term, `cuts` those of units, officers and sources, `prospect` those of the
forecast, `cells` what several of them fill alike.
"""

from ketnap.sheets import organizations
from ketnap.sheets.cuts import officers, sources, unit_names, units, units_by_month
from ketnap.sheets.prospect import (
    fan,
    pace,
    scenario_ranges,
    scenarios,
    source_forecasts,
    term_ahead,
    term_ahead_figures,
    tried,
    unit_forecasts,
)
from ketnap.sheets.year import months, target_versions, term, term_figures

__all__ = [
    "fan",
    "months",
    "officers",
    "organizations",
    "pace",
    "scenario_ranges",
    "scenarios",
    "source_forecasts",
    "sources",
    "target_versions",
    "term",
    "term_ahead",
    "term_ahead_figures",
    "term_figures",
    "tried",
    "unit_forecasts",
    "unit_names",
    "units",
    "units_by_month",
]
