"""What is written to one unit: where it stands and what is asked of it, in the letter's own manner."""

from typing import Any

import pandas as pd

from ketnap.account import View
from ketnap.i18n import Translator, mark
from ketnap.pool import Period
from ketnap.words.pool import period_name

REPORT_TOLD = {
    "in_time": mark("in time"),
    "late": mark("after the deadline"),
    "missing": mark("not reported"),
    "not_due": mark("not reported; not due yet"),
}


def unit_standing(row: Any, view: View, _: Translator) -> str:
    """Where a unit stands against its target; `row` as of `officers.followed`."""
    facts = {
        "year": view.year,
        "date": _.date(view.last_day),
        "admitted": _.number(_known(row.admissions)),
        "before": _.number(_known(row.before)),
    }
    if pd.isna(row.target) or not row.target:
        return _(
            "By {date} the unit has admitted {admitted} new members in {year} ({before} in the same period of the year"
            " before); no target is set for it.",
            **facts,
        )
    return _(
        "Of the {target} new members due in {year} the unit has admitted {admitted} by {date} ({before} in the same"
        " period of the year before); {needed} are still needed.",
        target=_.number(row.target),
        needed=_.number(_known(row.still_needed)),
        **facts,
    )


def unit_pool(row: Any, period: Period, _: Translator) -> str:
    """What a unit reports of its candidates; "" where it was not asked."""
    if pd.isna(row.state):
        return ""
    told = {"period": period_name(period, _)}
    if pd.isna(row.in_pool):
        return _("No report on its candidates for {period} has come yet.", **told)
    return _(
        "By its report for {period} it has {pool} candidates, {classed} of them with the class done, and expects to admit"
        " {expected}.",
        pool=_.number(_known(row.in_pool)),
        classed=_.number(_known(row.class_done)),
        expected=_.number(_known(row.expected)),
        **told,
    )


def asked_of_unit(
    row: Any, short: int | None, months_left: int, period: Period, view: View, _: Translator
) -> list[str]:
    """What is asked of a unit, point by point; `short` is how many candidates it lacks, None where nobody knows."""
    needed, points = _known(row.still_needed), []
    if needed and months_left:
        points.append(
            _("Admit {needed} more new members in the {months} months left.", needed=needed, months=months_left)
        )
    if row.state == "missing":
        points.append(_("Send the report on candidates for {period}.", period=period_name(period, _)))
    if short:
        points.append(
            _("Find and foster {count} more candidates, and register them for the next class.", count=_.number(short))
        )
    if needed == 0 and row.target:
        points.append(_("The target of {year} is met: go on fostering candidates for the next year.", year=view.year))
    points.append(_("Have the work of admission led by the unit's committee, and its procedure kept."))
    return points


def unit_figures(row: Any, period: Period, _: Translator) -> list[tuple[str, str]]:
    """A unit's figures, name by name."""
    state = _(REPORT_TOLD[row.state]) if isinstance(row.state, str) else "–"
    return [
        (_("Officer in charge"), row.officer_label if isinstance(row.officer_label, str) else "–"),
        (_("Target"), _.number(_known(row.target))),
        (_("Admitted"), _.number(_known(row.admissions))),
        (_("Same period of the year before"), _.number(_known(row.before))),
        (_("Still needed"), _.number(_known(row.still_needed))),
        (_("Report for {period}", period=period_name(period, _)), state),
        (_("In the candidate pool"), _.number(_known(row.in_pool))),
        (_("Class done"), _.number(_known(row.class_done))),
        (_("Expected"), _.number(_known(row.expected))),
    ]


def _known(number: Any) -> int | None:
    """A number of a row, None where it is missing."""
    return None if pd.isna(number) else int(number)
