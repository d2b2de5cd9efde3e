"""Officers in charge and their units as tables."""

import pandas as pd

from ketnap import words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.sheets.cells import counts, with_sum
from ketnap.sheets.cuts import unit_names


def officer_summary(rows: pd.DataFrame, view: View, _: Translator) -> pd.DataFrame:
    """One row per officer: units, target, admitted, same period, pool, reports missing."""
    before = _("Same period {year}", year=view.year - 1)
    table = pd.DataFrame(
        {
            _("Officer in charge"): rows["officer_label"],
            _("Units"): rows["units"],
            _("Target"): counts(rows["target"]),
            _("Admitted"): counts(rows["admissions"]),
            before: counts(rows["before"]),
            _("Still needed"): counts((rows["target"] - rows["admissions"]).clip(lower=0)),
            _("In the pool"): counts(rows["in_pool"]),
            _("Expected"): counts(rows["expected"]),
            _("Not reported"): rows["missing"],
        }
    )
    return with_sum(table, _, whole=(_("Target"), _("Admitted"), before, _("Still needed")))


def followed(rows: pd.DataFrame, view: View, _: Translator) -> pd.DataFrame:
    """One row per unit of an officer, in official order."""
    return pd.DataFrame(
        {
            _("Unit"): unit_names(rows, _),
            _("Target"): counts(rows["target"]),
            _("Admitted"): counts(rows["admissions"]),
            _("Same period {year}", year=view.year - 1): counts(rows["before"]),
            _("Still needed"): counts(rows["still_needed"]),
            _("In the pool"): counts(rows["in_pool"]),
            _("Expected"): counts(rows["expected"]),
            _("Report"): ["–" if pd.isna(state) else _(words.REPORT_STATES[state]) for state in rows["state"]],
        }
    )


def spells(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per unit and time of charge."""
    return pd.DataFrame(
        {
            _("Unit"): unit_names(rows, _),
            _("Officer in charge"): rows["officer_label"],
            _("Since"): [_("the beginning") if pd.isna(day) else _.date(day.date()) for day in rows["from_date"]],
            _("Until"): [_("today") if pd.isna(day) else _.date(day.date()) for day in rows["to_date"]],
            _("Admitted in that time"): rows["admissions"],
        }
    )
