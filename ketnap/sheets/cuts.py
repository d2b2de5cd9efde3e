"""Units, officers and sources as tables."""

from collections.abc import Mapping

import pandas as pd

from ketnap import targets, words
from ketnap.account import MONTHS, View
from ketnap.cuts import BATCH_DAYS
from ketnap.i18n import Translator
from ketnap.sheets.cells import counts


def units(rows: pd.DataFrame, view: View, _: Translator) -> pd.DataFrame:
    """One row per unit in official order; with its number in the approved plan where the rows have one."""
    planned = {_("Plan of {year}", year=view.year): counts(rows["planned"])} if "planned" in rows else {}
    return pd.DataFrame(
        {
            _("Unit"): unit_names(rows, _),
            _("Target"): rows["target"],
            **planned,
            _("Admitted"): counts(rows["admissions"]),
            _("Still needed"): rows["still_needed"],
            _("State"): [_(words.STATUS_NAMES[status]) for status in rows["status"]],
            _("Share of target"): [
                _.percent(a, t) if not (pd.isna(a) or pd.isna(t)) and targets.percentage_is_telling(int(t)) else "–"
                for a, t in zip(rows["admissions"], rows["target"], strict=True)
            ],
            _("Whole year {year}", year=view.year - 1): rows["admissions_last_year"],
            _("Members"): counts(rows["members"]),
            _("Officer in charge"): rows["officer_label"],
        }
    )


def unit_names(rows: pd.DataFrame, _: Translator) -> list[str]:
    """The names of units, their codes where the register does not know them, or that no unit is known."""
    return [
        name if isinstance(name, str) else code if isinstance(code, str) else _("Unit not stated")
        for code, name in zip(rows["unit_code"], rows["unit_name"], strict=True)
    ]


def by_officer(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per officer in charge."""
    return pd.DataFrame(
        {
            _("Officer in charge"): rows["officer_label"],
            _("Units"): rows["units"],
            _("Units with none yet"): counts(rows["without"].mask(rows["admissions"].isna())),
            _("Target"): counts(rows["target"]),
            _("Admitted"): counts(rows["admissions"]),
            _("Still needed"): counts((rows["target"] - rows["admissions"]).clip(lower=0)),
        }
    )


def units_by_month(rows: pd.DataFrame, counts: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per unit, one column per month and the year's sum."""
    table = pd.DataFrame({_("Unit"): unit_names(rows, _)})
    for month in MONTHS:
        table[_.month(month)] = counts[month].to_numpy()
    table[_("Year")] = counts.sum(axis=1, min_count=1).to_numpy()
    return table


def batches(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per day that matters: the admissions of the days up to it."""
    return pd.DataFrame(
        {
            _("Day"): [_.date(day.date()) for day in pd.to_datetime(rows["milestone_date"])],
            _("Event"): rows["milestone"],
            _("Admitted in the {days} days up to it", days=BATCH_DAYS): counts(rows["admissions"]),
        }
    )


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
