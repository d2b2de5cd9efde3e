"""A year and a term as tables."""

import pandas as pd

from ketnap import account, words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.sheets.cells import counts
from ketnap.targets import Term


def months(frame: pd.DataFrame, target: int | None, view: View, _: Translator) -> pd.DataFrame:
    """One row per month: this year and last, each alone and added up, and the usual path to the target."""
    added = account.cumulative(frame, target)
    table = pd.DataFrame(
        {
            _("Month"): [_.month(month) for month in frame.index],
            str(view.year): frame["this_year"],
            str(view.year - 1): frame["last_year"],
            _("{year} added up", year=view.year): added["this_year"],
            _("{year} added up", year=view.year - 1): added["last_year"],
        }
    )
    if added["usual"].notna().any():
        table[_("Usual pace to the target")] = added["usual"].round()
    return table


def years_by_month(past: pd.DataFrame, frame: pd.DataFrame, view: View, _: Translator) -> pd.DataFrame:
    """One row per month and their sum, one column per whole year known before and one of this year so far."""
    years = past.assign(**{str(view.year): frame["this_year"]}).rename(columns=str)
    table = pd.concat([years, years.sum().to_frame().T], ignore_index=True)
    table.insert(0, _("Month"), [*(_.month(month) for month in frame.index), _("Sum")])
    return table


def term_figures(term: Term, view: View) -> pd.DataFrame:
    """One row per year of the term: `year`, `admitted` (NaN before it begins), `target`."""
    return pd.DataFrame(
        {
            "year": [year.target.year for year in term.years],
            "admitted": [
                float("nan") if year.admitted is None or year.target.year > view.as_of.year else float(year.admitted)
                for year in term.years
            ],
            "target": [
                float("nan") if year.target.needed is None else float(year.target.needed) for year in term.years
            ],
        }
    )


def target_versions(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per version of the block's target: years, rate or number, who set it, by which document, since when."""
    block = rows[rows["scope"] == "block"]
    since = pd.to_datetime(block["effective_from"])
    return pd.DataFrame(
        {
            _("Years"): [
                str(first) if first == last else f"{first}–{last}"
                for first, last in zip(block["first_year"], block["last_year"], strict=True)
            ],
            _("Target"): [
                _.number(value, 0 if value == int(value) else 1) + ("%" if kind == "rate" else "")
                for value, kind in zip(block["value"], block["kind"], strict=True)
            ],
            _("Set by"): block["set_by"],
            _("Document"): block["document"].fillna(""),
            _("In force since"): [_.date(day.date()) if pd.notna(day) else "–" for day in since],
        }
    )


def term(found: Term, view: View, _: Translator) -> pd.DataFrame:
    """One row per year of the term: members, target by rate and by number, admitted, verdict."""
    return pd.DataFrame(
        {
            _("Year"): [str(year.target.year) for year in found.years],
            _("Members on 1/1"): [
                _("{count} (estimated)", count=_.number(y.target.members))
                if y.target.is_estimated
                else _.number(y.target.members)
                for y in found.years
            ],
            _("Target by rate"): counts(year.target.by_rate for year in found.years),
            _("Target by number"): counts(year.target.by_count for year in found.years),
            _("Admitted"): counts(
                None if year.target.year > view.as_of.year else year.admitted for year in found.years
            ),
            _("Verdict"): [_(words.VERDICT_NAMES[year.verdict]) for year in found.years],
        }
    )
