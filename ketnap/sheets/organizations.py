"""The organizations that introduce members as tables."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ketnap import words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.organizations import INDICATORS, Organization, Share
from ketnap.sheets.cells import counts
from ketnap.words.organizations import INDICATOR_NAMES, period_title, signed


def organizations(found: Sequence[Organization], view: View, _: Translator) -> pd.DataFrame:
    """One row per figure, one column per organization."""
    columns = {_(words.SOURCE_NAMES[one.source]): _figures(one, view, _) for one in found}
    table = pd.DataFrame(columns)
    if not any(one.target is not None for one in found):
        table = table.iloc[:-2]
    return table.rename_axis(_("Figure")).reset_index()


def _figures(one: Organization, view: View, _: Translator) -> dict[str, str]:
    """The figures of an organization; "–" where nothing is told."""
    told = {
        name: _.number(one.told.count(name)) if one.told else "–"
        for name in ("members_total", "eligible", "introduced", "sent_to_class", "admitted")
    }
    return {
        _("Members of the organization"): told["members_total"],
        _("Not yet Party members"): told["eligible"],
        _("Introduced"): told["introduced"],
        _("Sent to a class"): told["sent_to_class"],
        _("Admitted (reported)"): told["admitted"],
        _("Admitted (roster)"): _.number(one.roster),
        _("Difference, reported − roster"): signed(one.difference, _),
        _("Introduced per 100 not yet Party members"): _percent(one.share("introduced", "eligible"), _),
        _("Admitted per 100 not yet Party members"): _percent(one.share("admitted", "eligible"), _),
        _("Admitted of 100 introduced (reported)"): _percent(one.share("admitted", "introduced"), _),
        _("Admitted of 100 introduced (roster)"): _percent(one.roster_share, _),
        _("Target of {year}", year=view.year): _.number(one.target),
        _("Admitted in {year} so far (roster)", year=view.year): _.number(one.in_year),
    }


def _percent(share: Share | None, _: Translator) -> str:
    """A number per hundred, "–" where it would say nothing."""
    return "–" if share is None else _.number(share.percent, 1)


def organizations_trend(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per organization and period of the chart."""
    return pd.DataFrame(
        {
            _("Organization"): [_(words.SOURCE_NAMES[source]) for source in rows["source"]],
            _("Period"): [period_title(period, _) for period in rows["period"]],
            _("Introduced"): rows["introduced"],
            _("Admitted (reported)"): rows["admitted"],
            _("Note"): [_("shorter or not over") if partial else "" for partial in rows["is_partial"]],
        }
    )


def organizations_below(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per organization below another, with its indicators."""
    table = pd.DataFrame({_("Organization below"): rows["sub_org"]})
    table[_("Not yet in the Party")] = rows["eligible"]
    for name in INDICATORS:
        table[_(INDICATOR_NAMES[name])] = rows[name]
    table[_("Of its unit, roster")] = rows["roster"]
    table[_("Unit")] = rows["unit_name"].fillna("–")
    if rows["rating"].notna().any():
        table[_("Rating as given")] = rows["rating"].fillna("–")
    return table


def organizations_index(
    rows: pd.DataFrame, parts: pd.DataFrame, weights: Mapping[str, int], _: Translator
) -> pd.DataFrame:
    """One row per organization below another: the sum, and the part of each indicator that weighs."""
    table = pd.DataFrame({_("Organization below"): rows["sub_org"], _("Sum (average = 100)"): parts["index"]})
    weighed = parts.columns.drop(["index", "known"])
    table[_("Indicators known")] = [f"{count}/{len(weighed)}" for count in parts["known"]]
    for name in weighed:
        table[f"{_(INDICATOR_NAMES[name])} × {weights[name]}"] = parts[name]
    return table


def organizations_by_roster(rows: pd.DataFrame, view: View, _: Translator) -> pd.DataFrame:
    """Admissions by source of this year so far and of last year, with their shares of all."""
    names = {"this_year": str(view.year), "last_year": str(view.year - 1)}
    table = pd.DataFrame({_("Source"): [_(words.SOURCE_NAMES[str(source)]) for source in rows.index]})
    for name, year in names.items():
        until = _("{year} up to {date}", year=year, date=_.date(view.last_day))
        table[until if name == "this_year" else _("Whole year {year}", year=year)] = counts(rows[name])
        table[_("Share in {year}", year=year)] = [
            "–" if pd.isna(part) else _percent_of(part, whole, _)
            for part, whole in zip(rows[name], rows[f"all_{name}"], strict=True)
        ]
    return table


def _percent_of(part: int, whole: int, _: Translator) -> str:
    """A share in percent, "–" where it would say nothing."""
    share = Share(int(part), int(whole)).percent
    return "–" if share is None else f"{_.number(share, 1)}%"
