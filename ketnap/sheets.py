"""Figures as tables under the reader's headers: what stands beside every chart and goes into downloads."""

from collections.abc import Iterable, Mapping

import pandas as pd

from ketnap import account, targets, words
from ketnap.account import MONTHS, View
from ketnap.i18n import Translator
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
            _("Target by rate"): _counts(year.target.by_rate for year in found.years),
            _("Target by number"): _counts(year.target.by_count for year in found.years),
            _("Admitted"): _counts(
                None if year.target.year > view.as_of.year else year.admitted for year in found.years
            ),
            _("Verdict"): [_(words.VERDICT_NAMES[year.verdict]) for year in found.years],
        }
    )


def _counts(values: Iterable[int | None]) -> pd.api.extensions.ExtensionArray:
    """Whole numbers of which some may be missing."""
    return pd.array(list(values), dtype="Int64")


def units(rows: pd.DataFrame, view: View, _: Translator) -> pd.DataFrame:
    """One row per unit in official order."""
    return pd.DataFrame(
        {
            _("Unit"): unit_names(rows, _),
            _("Target"): rows["target"],
            _("Admitted"): rows["admissions"],
            _("Still needed"): rows["still_needed"],
            _("State"): [_(words.STATUS_NAMES[status]) for status in rows["status"]],
            _("Share of target"): [
                _.percent(a, t) if not pd.isna(t) and targets.percentage_is_telling(int(t)) else "–"
                for a, t in zip(rows["admissions"], rows["target"], strict=True)
            ],
            _("Whole year {year}", year=view.year - 1): rows["admissions_last_year"],
            _("Members"): _counts(None if pd.isna(m) else int(m) for m in rows["members"]),
            _("Officer in charge"): rows["officer_label"],
        }
    )


def unit_names(rows: pd.DataFrame, _: Translator) -> list[str]:
    """The names of units, their codes where the register does not know them, or that no unit is known."""
    return [
        name if isinstance(name, str) else code if isinstance(code, str) else _("Unit not stated")
        for code, name in zip(rows["unit_code"], rows["unit_name"], strict=True)
    ]


def officers(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per officer in charge."""
    return pd.DataFrame(
        {
            _("Officer in charge"): rows["officer_label"],
            _("Units"): rows["units"],
            _("Units with none yet"): rows["without"],
            _("Target"): rows["target"],
            _("Admitted"): rows["admissions"],
            _("Still needed"): (rows["target"] - rows["admissions"]).clip(lower=0),
        }
    )


def units_by_month(rows: pd.DataFrame, counts: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per unit, one column per month and the year's sum."""
    table = pd.DataFrame({_("Unit"): unit_names(rows, _)})
    for month in MONTHS:
        table[_.month(month)] = counts[month].to_numpy()
    table[_("Year")] = counts.sum(axis=1).to_numpy()
    return table


def sources(counts: pd.DataFrame, labels: Mapping[int, str], _: Translator) -> pd.DataFrame:
    """One row per source, one column per label, with sums both ways."""
    table = pd.DataFrame({_("Source"): [_(words.SOURCE_NAMES[str(source)]) for source in counts.index]})
    for column, label in labels.items():
        table[label] = counts[column].to_numpy(float)
    table[_("Sum")] = counts.sum(axis=1).to_numpy(float)
    total: list[object] = [_("Sum")]
    for column in (*labels.values(), _("Sum")):
        total.append(table[column].sum(min_count=1))
    return pd.concat([table, pd.DataFrame([total], columns=table.columns)], ignore_index=True)


def fan(added: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per month: the cumulative count known, then the forecast's middle and ranges."""
    return pd.DataFrame(
        {
            _("Month"): [_.month(month) for month in added.index],
            _("Admitted"): added["this_year"],
            _("Middle of the forecast"): added["median"],
            _("50%: from"): added["low50"],
            _("50%: to"): added["high50"],
            _("80%: from"): added["low80"],
            _("80%: to"): added["high80"],
        }
    )
