"""Procedure as tables: counts by unit and year, probations, annulled decisions, and lines to look up."""

import pandas as pd

from ketnap import procedure, words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.sheets.cells import counts, with_sum
from ketnap.sheets.cuts import unit_names


def ceremonies(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per unit or year: how the ceremony stands to the decision, the sum last."""
    return _counted(
        rows,
        {
            "cases": _("Cases"),
            "in_time": _("≤ 30 days"),
            "late": _("> 30 days"),
            "overdue": _("No ceremony yet, over"),
            "waiting": _("Still open"),
            "before": _("Before"),
            "unclear": _("Not clear"),
        },
        _,
    )


def certificates(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per unit or year: how old the certificate and the person were at the decision, the sum last."""
    undated = rows["certificate_missing"] + rows["certificate_unclear"]
    return _counted(
        rows.assign(certificate_undated=undated),
        {
            "cases": _("Cases"),
            "certificate_old": _("> 60 months"),
            "certificate_after": _("After decision"),
            "certificate_undated": _("Date missing"),
            "under_18": _("Under 18"),
            "over_60": _("Over 60"),
            "age_unknown": _("Age not known"),
        },
        _,
    )


def _counted(rows: pd.DataFrame, columns: dict[str, str], _: Translator) -> pd.DataFrame:
    """Counts under their names, the unit or year first, and their sum if there is more than one row."""
    if "year" in rows:
        table = pd.DataFrame({_("Year"): [str(year) for year in rows["year"]]})
    else:
        table = pd.DataFrame({_("Unit"): unit_names(rows, _)})
    for name, label in columns.items():
        table[label] = rows[name].to_numpy()
    return with_sum(table, _)


def probations(rows: pd.DataFrame, recorded: bool, view: View, _: Translator) -> pd.DataFrame:
    """One row per unit: probations that end in each quarter ahead, and those over; recognised ones if files say so."""
    table = pd.DataFrame({_("Unit"): unit_names(rows, _)})
    first, *later = procedure.quarters(view)
    table[words.quarter_label(first, _)] = rows[str(first)]
    if recorded:
        table[_("Recognised")] = rows["recognised"]
    for quarter in later:
        table[words.quarter_label(quarter, _)] = rows[str(quarter)]
    table[_("Just over")] = rows["due"]
    if recorded:
        table[_("Not recognised, over")] = rows["overdue"]
    if rows["not_recorded"].any():
        table[_("Not recorded")] = rows["not_recorded"]
    return with_sum(table, _)


def annulments(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per year: decisions, those annulled, those counted, and who was struck off and stays counted."""
    return pd.DataFrame(
        {
            _("Year"): [str(year) for year in rows["year"]],
            _("Decisions"): rows["decisions"],
            _("Annulled by the as-of day"): rows["annulled"],
            _("Of these without a date"): rows["annulled_undated"],
            _("Counted"): rows["counted"],
            _("Struck off, counted all the same"): rows["struck_off"],
        }
    )


def findings(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per line and finding: where it stands (the sheet if a workbook is among the files) and what it is."""
    table = pd.DataFrame(
        {
            _("File"): rows["file_name"],
            _("Sheet"): rows["sheet"],
            _("Line"): rows["line"],
            _("Unit"): unit_names(rows, _),
            _("Month of decision"): [f"{day.month}/{day.year}" for day in rows["event_date"]],
            _("What to check"): [_(words.FINDING_NAMES[finding]) for finding in rows["finding"]],
            _("Days"): counts(rows["days"]),
        }
    )
    return table if rows["sheet"].any() else table.drop(columns=_("Sheet"))


def day_bins(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per range of working days."""
    return pd.DataFrame(
        {
            _("Working days"): bin_labels(rows),
            _("Ceremony held"): rows["held"],
            _("No ceremony yet, past the time"): rows["open"],
        }
    )


def bin_labels(rows: pd.DataFrame) -> list[str]:
    """The ranges: "6–10", and "> 60" for the last one."""
    return [
        f"> {first - 1:.0f}" if pd.isna(last) else f"{first:.0f}–{last:.0f}"
        for first, last in zip(rows["first"], rows["last"], strict=True)
    ]
