"""The candidate pool as tables: reports by unit, rounds, need and candidates, expectations kept, whom to remind."""

from collections.abc import Sequence

import pandas as pd

from ketnap import pool, targets, words
from ketnap.i18n import Translator
from ketnap.pool import Enough, Round
from ketnap.sheets.cells import with_sum
from ketnap.sheets.cuts import unit_names
from ketnap.words.names import COLUMN_NAMES


def reports_by_unit(rows: pd.DataFrame, found: Round, _: Translator) -> pd.DataFrame:
    """One row per unit in official order and their sum; a number that no unit gave is a dash."""
    names = {name: _(COLUMN_NAMES[name]) for name in pool.NUMBERS if name in COLUMN_NAMES}
    names["expected_rest"] = _("Expected of the rest")
    table = pd.DataFrame(
        {
            _("Unit"): [*unit_names(rows, _), _sum_of(found, _)],
            _("Report"): [*(_(words.REPORT_STATES[state]) for state in rows["state"]), ""],
            _("Date of the report"): [*_days(rows["report_date"], _), ""],
        }
    )
    for name, header in names.items():
        told = found.told[name]
        numbers = pd.array([*rows[name], told.people], dtype="Int64")
        table[header] = numbers if told.units else "–"
    table[_("Officer in charge")] = [*rows["officer_label"].fillna(""), ""]
    if rows["elsewhere"].map(bool).any():
        table[_("Reported for another period")] = [*(words.period_list(each, _) for each in rows["elsewhere"]), ""]
    return table


def _sum_of(found: Round, _: Translator) -> str:
    """What the sum rests on."""
    return _("Sum of {reported} of {asked} units", reported=found.reported, asked=found.asked)


def _days(days: pd.Series, _: Translator) -> list[str]:
    """Days as the reader writes them."""
    return ["–" if pd.isna(day) else _.date(day) for day in days]


def report_rounds(found: Sequence[Round], _: Translator) -> pd.DataFrame:
    """One row per round of reports, the earliest first: who reported, and the sums."""
    table = pd.DataFrame(
        {
            _("Period"): [words.period_title(each.period, _) for each in found],
            _("Deadline"): [_.date(each.deadline) for each in found],
            _("Units reported"): [f"{each.reported}/{each.asked}" for each in found],
            _("of these late"): [each.late for each in found],
        }
    )
    for name in pool.STAGES:
        table[_(COLUMN_NAMES[name])] = [words.people(each.told[name], each.reported, _) for each in found]
    return table


def need_and_candidates(found: Enough, _: Translator) -> pd.DataFrame:
    """One row per unit in official order: what it still needs beside its candidates."""
    rows = found.rows
    table = pd.DataFrame(
        {
            _("Unit"): unit_names(rows, _),
            _("Target"): rows["target"],
            _("Still needed"): rows["needed"],
            _(COLUMN_NAMES[found.stage]): rows["told"],
            _("Admitted since"): rows["admitted_since"],
            _("Available"): rows["available"],
            _("State"): [words.enough_state(*row, _) for row in zip(rows["state"], rows["short"], strict=True)],
            _("Date of the report"): _days(rows["report_date"], _),
            _("Officer in charge"): rows["officer_label"],
        }
    )
    return with_sum(table, _)


def short_of_candidates(found: Enough, _: Translator) -> pd.DataFrame:
    """One row per unit of `found`: what its candidates lack of what it still needs."""
    rows = found.rows
    table = pd.DataFrame(
        {
            _("Unit"): unit_names(rows, _),
            _("Candidates short"): rows["short"],
            _("Still needed"): rows["needed"],
            _("Available"): rows["available"],
            _("Officer in charge"): rows["officer_label"],
        }
    )
    return with_sum(table, _)


def kept_by_period(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per period: what was expected when it began, and what came."""
    return pd.DataFrame(
        {
            _("Period"): [words.period_title(period, _) for period in rows["period"]],
            _("State"): [_(words.PERIOD_STATES[state]) for state in rows["state"]],
            _("Units compared"): rows["units"],
            _("Expected when it began"): rows["expected"],
            _("Admitted"): rows["admitted"],
            _("Admitted of expected"): [
                _ratio(admitted, expected, _) if state == "over" else "–"
                for admitted, expected, state in zip(rows["admitted"], rows["expected"], rows["state"], strict=True)
            ],
        }
    )


def kept_by_unit(past: pd.DataFrame, now: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per unit: the chosen period as far as it has come, and what it kept in closed ones."""
    rows = past.merge(
        now[["unit_code", "expected", "admitted"]], on="unit_code", how="outer", suffixes=("", "_now"), sort=False
    )
    spans = zip(rows["low"], rows["high"], rows["expected"], strict=True)
    return pd.DataFrame(
        {
            _("Unit"): unit_names(rows, _),
            _("Expected in the chosen period"): rows["expected_now"],
            _("Admitted in it so far"): rows["admitted_now"],
            _("Closed periods"): rows["periods"],
            _("Admitted of expected in them"): [
                "–" if pd.isna(e) else f"{_.number(a)}/{_.number(e)}"
                for a, e in zip(rows["admitted"], rows["expected"], strict=True)
            ],
            _("Share"): [_ratio(*row, _) for row in zip(rows["admitted"], rows["expected"], strict=True)],
            _("To be reckoned with (8 of 10)"): [_span(*each, _) for each in spans],
        }
    )


def _ratio(admitted: float, expected: float, _: Translator) -> str:
    """What came of what was expected; no percentage of two people or fewer."""
    if pd.isna(admitted) or pd.isna(expected) or not targets.percentage_is_telling(int(expected)):
        return "–"
    return _.percent(int(admitted), int(expected))


def _span(low: float, high: float, expected: float, _: Translator) -> str:
    """From one share to another, of a unit that expected anybody."""
    if pd.isna(expected) or not expected:
        return "–"
    return f"{_.number(100 * low)}–{_.number(100 * high)}%"


def reports_waited_for(rows: pd.DataFrame, found: Round, _: Translator) -> pd.DataFrame:
    """One row per unit that waits for a report, by officer in charge."""
    return pd.DataFrame(
        {
            _("Officer in charge"): rows["officer_label"].fillna(_("No officer")),
            _("Unit"): unit_names(rows, _),
            _("Period"): words.period_title(found.period, _),
            _("Deadline"): _.date(found.deadline),
            _("Report"): [_(words.REPORT_STATES[state]) for state in rows["state"]],
            _("Reported for another period"): [words.period_list(each, _) or "–" for each in rows["elsewhere"]],
        }
    )
