"""Figures as tables under the reader's headers: what stands beside every chart and goes into downloads.

`year` holds the tables of a year and a term, `cuts` those of units, officers and sources, `prospect` those of the
forecast, `trace` the lines and imports a figure rests on, each other room those of the page of its name;
`cells` is what several of them fill alike.
"""

from ketnap.sheets import organizations, plan
from ketnap.sheets.classes import (
    admitted_graduates,
    class_cohorts,
    class_curves,
    class_matches,
    class_plan,
    class_units,
    new_member_classes,
)
from ketnap.sheets.composition import groups
from ketnap.sheets.cuts import batches, by_officer, sources, unit_names, units, units_by_month
from ketnap.sheets.officers import followed, officer_summary, spells
from ketnap.sheets.pool import (
    kept_by_period,
    kept_by_unit,
    need_and_candidates,
    report_rounds,
    reports_by_unit,
    reports_waited_for,
    short_of_candidates,
)
from ketnap.sheets.procedure import annulments, bin_labels, ceremonies, certificates, day_bins, findings, probations
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
from ketnap.sheets.trace import imports, lines
from ketnap.sheets.year import months, target_versions, term, term_figures, years_by_month

__all__ = [
    "admitted_graduates",
    "annulments",
    "batches",
    "bin_labels",
    "by_officer",
    "ceremonies",
    "certificates",
    "class_cohorts",
    "class_curves",
    "class_matches",
    "class_plan",
    "class_units",
    "day_bins",
    "fan",
    "findings",
    "followed",
    "groups",
    "imports",
    "kept_by_period",
    "kept_by_unit",
    "lines",
    "months",
    "need_and_candidates",
    "new_member_classes",
    "officer_summary",
    "organizations",
    "pace",
    "plan",
    "probations",
    "report_rounds",
    "reports_by_unit",
    "reports_waited_for",
    "scenario_ranges",
    "scenarios",
    "short_of_candidates",
    "source_forecasts",
    "sources",
    "spells",
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
    "years_by_month",
]
