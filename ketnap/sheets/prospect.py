"""What may come as tables: the fan of a year, the pace, units and sources, the term, scenarios, the track record."""

from collections.abc import Iterable

import pandas as pd

from ketnap import words
from ketnap.account import View
from ketnap.forecast.track import Tried
from ketnap.i18n import Translator
from ketnap.outlook import TermOutlook
from ketnap.sheets.cells import chances, counts, spans
from ketnap.sheets.cuts import unit_names


def fan(added: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per month, added up: what is known, the forecast's middle and ranges, the path to the target."""
    table = pd.DataFrame(
        {
            _("Month"): [_.month(month) for month in added.index],
            _("Admitted"): added["this_year"],
            _("Middle of the forecast"): added["median"],
            _("50%: from"): added["low50"],
            _("50%: to"): added["high50"],
            _("80%: from"): added["low80"],
            _("80%: to"): added["high80"],
            _("95%: from"): added["low95"],
            _("95%: to"): added["high95"],
        }
    )
    if added["needed"].notna().any():
        table[_("Path to the target")] = added["needed"]
    return table


def pace(months: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per month left, and their sum: usual, expected and needed admissions."""
    table = pd.DataFrame({_("Month"): [*(_.month(month) for month in months.index), _("Sum")]})
    columns = {"usual": _("Earlier years on average"), "expected": _("Forecast"), "needed": _("Needed for the target")}
    for name, header in columns.items():
        digits = 0 if name == "needed" else 1
        table[header] = [_.number(count, digits) for count in (*months[name], months[name].sum(min_count=1))]
    return table


def unit_forecasts(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per unit, the largest expected shortfall first: what its year will probably bring."""
    return pd.DataFrame({_("Unit"): unit_names(rows, _), **_forecast_columns(rows, _)})


def source_forecasts(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per source that brought or may bring somebody."""
    told = rows[(rows["admitted"] > 0) | (rows["high"] > 0)].reset_index(drop=True)
    return pd.DataFrame(
        {_("Source"): [_(words.SOURCE_NAMES[str(s)]) for s in told["source"]], **_forecast_columns(told, _)}
    )


def _forecast_columns(rows: pd.DataFrame, _: Translator) -> dict[str, object]:
    """The columns that forecasts of units and of sources share; those of targets only where one is set."""
    likely = {
        _("Expected in the year"): [_.number(value, 1) for value in rows["expected"]],
        _("8 chances in 10"): spans(rows, _),
    }
    if rows["target"].isna().all():
        return {_("Admitted"): rows["admitted"], **likely}
    return {
        _("Target"): counts(rows["target"]),
        _("Admitted"): rows["admitted"],
        _("Expected shortfall"): [_.number(value, 1) for value in rows["shortfall"]],
        **likely,
        _("Chance of the target"): chances(rows["chance"], _),
    }


def term_ahead_figures(found: TermOutlook, view: View) -> pd.DataFrame:
    """One row per year of the term: `year`, `admitted`, `median`, `low`, `high` (NaN of closed years), `target`."""
    rows = []
    for year in found.term.years:
        number, total = year.target.year, found.of_year.get(year.target.year)
        targets_ahead = found.chances.targets if found.chances else {}
        known = year.admitted if number <= view.year else None
        middle = [total.quantile(p) for p in (0.5, 0.1, 0.9)] if total else [None] * 3
        rows.append((number, known, *middle, targets_ahead.get(number, year.target.needed)))
    return pd.DataFrame(rows, columns=["year", "admitted", "median", "low", "high", "target"]).astype(
        dict.fromkeys(["admitted", "median", "low", "high", "target"], float)
    )


def term_ahead(found: TermOutlook, view: View, _: Translator) -> pd.DataFrame:
    """One row per year of the term: members, target, admitted, what probably comes, the chance."""
    rows = term_ahead_figures(found, view)
    of_year = found.chances.of_year if found.chances else {}
    members = found.chances.members if found.chances else {}
    given = {year.target.year: year.target.members for year in found.term.years}
    return pd.DataFrame(
        {
            _("Year"): [str(year) for year in rows["year"]],
            _("Members on 1/1"): counts(members.get(year, given[year]) for year in rows["year"]),
            _("Target"): counts(rows["target"]),
            _("Admitted"): counts(rows["admitted"]),
            _("Middle of the forecast"): counts(rows["median"]),
            _("8 chances in 10"): spans(rows, _),
            _("Chance of the target"): [
                words.chance(of_year[year], _) if year in of_year else _(words.VERDICT_NAMES[known.verdict])
                for year, known in zip(rows["year"], found.term.years, strict=True)
            ],
        }
    )


def tried(found: Iterable[Tried], _: Translator) -> pd.DataFrame:
    """One row per forecast that could have been made: what it said, what a straight line said, what came."""
    rows = list(found)
    return pd.DataFrame(
        {
            _("Year"): [str(each.year) for each in rows],
            _("Made at the end of"): [_.month(each.month) for each in rows],
            _("Admitted by then"): [each.admitted for each in rows],
            _("Middle of the forecast"): [each.median for each in rows],
            _("8 chances in 10"): [f"{_.number(each.low)}–{_.number(each.high)}" for each in rows],
            _("Straight line"): [each.straight for each in rows],
            _("Outcome"): [each.outcome for each in rows],
            _("Inside the range"): [_("yes") if each.is_inside else _("no") for each in rows],
        }
    )


def scenario_ranges(rows: pd.DataFrame) -> pd.DataFrame:
    """Labels, ranges and targets of scenarios, for a chart."""
    return rows[["label", "low", "median", "high", "target"]].astype({"target": float})


def scenarios(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per scenario: what the year and the term become, and the difference to the first."""
    return pd.DataFrame(
        {
            _("Scenario"): rows["label"],
            _("Target"): counts(rows["target"]),
            _("Middle of the forecast"): rows["median"],
            _("8 chances in 10"): spans(rows, _),
            _("More than now"): [_.number(more, 1) for more in rows["more"]],
            _("Chance of the year"): chances(rows["chance"], _),
            _("Difference"): [words.points(more, _) for more in rows["chance_more"]],
            _("Sum of the term"): chances(rows["term_chance"], _),
            _("Every year of the term"): chances(rows["every_chance"], _),
            _("Needed for 50%"): _factors(rows["lift50"], _),
            _("Needed for 80%"): _factors(rows["lift80"], _),
        }
    )


def _factors(values: Iterable[float], _: Translator) -> list[str]:
    """Factors on all months left, "–" where no factor does it."""
    return ["–" if pd.isna(factor) else _("× {factor}", factor=_.number(factor, 2)) for factor in values]
