"""What a meeting is asked to decide, derived from the figures; neutral, and nothing where nothing is to be asked."""

from collections.abc import Sequence

import pandas as pd

from ketnap.account import Standing, View
from ketnap.classes import Plan
from ketnap.i18n import Translator
from ketnap.pool import Enough, Round
from ketnap.words.classes import plan_sentence
from ketnap.words.cuts import none_yet
from ketnap.words.pool import period_name


def asked_sentence(points: Sequence[str], _: Translator) -> str:
    """How many points are put before the meeting."""
    if not points:
        return _("By the figures nothing needs to be decided.")
    return _("The figures put {count} points before the meeting.", count=len(points))


def asked(
    standing: Standing, units: pd.DataFrame, found: Round, judged: Enough | None, plan: Plan, _: Translator
) -> list[str]:
    """The points, one sentence each; `units` as of `cuts.units`, `found` and `judged` of the newest reports."""
    points = [_pace(standing, _), _units(units, standing.view, _), _reports(found, _), _pool(judged, _)]
    if plan.target is not None:
        points.append(_("Classes for {year}: {plan}", year=plan.year, plan=plan_sentence(plan, _)))
    return [point for point in points if point]


def _pace(standing: Standing, _: Translator) -> str:
    """What the rest of the year must bring."""
    if not standing.still_needed or not standing.months_left:
        return ""
    return _(
        "Admit {missing} more members in the {months} months left, {pace} a month.",
        missing=_.number(standing.still_needed),
        months=standing.months_left,
        pace=_.number(standing.pace_needed, 1),
    )


def _units(rows: pd.DataFrame, view: View, _: Translator) -> str:
    """Units with a target and no admission yet."""
    without = none_yet(rows[rows["target"].gt(0)])
    if not without:
        return ""
    return _(
        "Have the officers in charge work with the {count} units that have a target and no admission in {year} yet.",
        count=len(without),
        year=view.year,
    )


def _reports(found: Round, _: Translator) -> str:
    """Units that have not reported."""
    if not found.missing:
        return ""
    return _(
        "Remind the {count} units that have not reported their pool for {period}.",
        count=found.missing,
        period=period_name(found.period, _),
    )


def _pool(judged: Enough | None, _: Translator) -> str:
    """Units whose candidates are too few."""
    if judged is None or not judged.short:
        return ""
    return _(
        "Find {count} more candidates in the {units} units whose pool does not suffice for their target.",
        count=_.number(judged.short),
        units=judged.units("short"),
    )
