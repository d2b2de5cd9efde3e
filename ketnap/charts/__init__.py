"""DataFrame -> plotly Figure. Every difference shows by shape, pattern or word as well as by colour.

Text comes translated through `_`, the reader's Translator. `year` holds the charts of a year and a term, `cuts` those
of units, officers and sources, `prospect` those of the forecast, `dress` what all of them wear.
"""

from ketnap.charts import organizations
from ketnap.charts.cuts import against_target, by_source
from ketnap.charts.dress import SOURCE_STYLE, config
from ketnap.charts.prospect import fan, ranges, term_ahead
from ketnap.charts.year import cumulative, monthly, term

__all__ = [
    "SOURCE_STYLE",
    "against_target",
    "by_source",
    "config",
    "cumulative",
    "fan",
    "monthly",
    "organizations",
    "ranges",
    "term",
    "term_ahead",
]
