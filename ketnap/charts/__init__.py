"""DataFrame -> plotly Figure. Every difference shows by shape, pattern or word as well as by colour.

Text comes translated through `_`, the reader's Translator. `year` holds the charts of a year and a term, `cuts` those
of units, officers and sources, `prospect` those of the forecast, each other room those of the page of its name;
`dress` is what all of them wear.
"""

from ketnap.charts import organizations, plan
from ketnap.charts.classes import class_curves
from ketnap.charts.composition import groups
from ketnap.charts.cuts import against_target, by_source
from ketnap.charts.dress import SOURCE_STYLE, config, enlarged
from ketnap.charts.pool import needs
from ketnap.charts.procedure import ceremony_days
from ketnap.charts.prospect import fan, ranges, term_ahead
from ketnap.charts.year import cumulative, monthly, term

__all__ = [
    "SOURCE_STYLE",
    "against_target",
    "by_source",
    "ceremony_days",
    "class_curves",
    "config",
    "cumulative",
    "enlarged",
    "fan",
    "groups",
    "monthly",
    "needs",
    "organizations",
    "plan",
    "ranges",
    "term",
    "term_ahead",
]
