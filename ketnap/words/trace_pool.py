"""How the figures of the candidate pool and of officers in charge are made."""

import pandas as pd

from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.officers import Sheet, owing
from ketnap.pool import Enough, Period, Round
from ketnap.words import trace
from ketnap.words.names import COLUMN_NAMES
from ketnap.words.pool import STAGE_NAMES, how_enough, period_name


def headline(found: Round, view: View, _: Translator) -> str:
    """The page's answer: who has reported, and the sums."""
    lines = [reported(found, view, _)]
    names = ("expected",) if view.source else ("in_pool", "class_done", "expected")
    return "\n".join([*lines, *(_summed(found, name, _) for name in names if found.reported)])


def reported(found: Round, view: View, _: Translator) -> str:
    """Units that have reported of those asked."""
    return _(
        "{reported}/{asked} = units with a report on exactly {period} made by {date} ÷ units that exist on {start}, when the period begins, or reported unasked; {missing} = {asked} − {reported}.",
        reported=_.number(found.reported),
        asked=_.number(found.asked),
        missing=_.number(found.missing),
        period=period_name(found.period, _),
        date=_.date(view.last_day),
        start=_.date(found.period.start),
    )


def _summed(found: Round, name: str, _: Translator) -> str:
    """A number of the reports, added up."""
    told = found.told[name]
    return _(
        "{count} = “{column}” of the newest report of each unit on the period, added up over the {units} units that tell it.",
        count=_.number(told.people),
        column=_(COLUMN_NAMES[name]),
        units=_.number(told.units),
    )


def cards(found: Round, judged: Enough | None, view: View, _: Translator) -> list[str]:
    """The cards of the pool, one statement for each that is shown."""
    in_time = _("In time: the unit's first report is of {date} or earlier.", date=_.date(found.deadline))
    said = [f"{reported(found, view, _)} {in_time}"]
    if found.reported and not view.source:
        said.append(_summed(found, "in_pool", _))
    if found.reported:
        rest = _("The rest: expected less those of the Youth Union and of the trade union, where a unit tells both.")
        said.append(f"{_summed(found, 'expected', _)} {rest}")
    return said if judged is None else [*said, short(judged, _)]


def short(found: Enough, _: Translator) -> str:
    """What candidates are short of the need."""
    said = _(
        "{short} = still needed less those {stage}, unit by unit and never below 0, of units that told them; {needed} = the units' targets less what they admitted, 0 once reached.",
        short=_.number(found.short),
        needed=_.number(found.needed),
        stage=_(STAGE_NAMES[found.stage]),
    )
    return f"{said} {how_enough(found, _)}"


def waiting(found: Round, view: View, _: Translator) -> str:
    """Units that have not reported."""
    return reported(found, view, _)


def no_officer(view: View, _: Translator) -> str:
    """Where officers in charge are looked for."""
    return _(
        "Looked at are the list of assignments and the register of units as they stand on {date}.",
        date=_.date(view.as_of),
    )


def officers(rows: pd.DataFrame, period: Period, view: View, _: Translator) -> str:
    """All officers: their units, those without an admission and without a report."""
    units = _(
        "{units} = units with an officer in charge on {date}, by the newest assignment, else by the register; {officers} officers in all.",
        units=_.number(rows["units"].sum()),
        officers=_.number(len(rows)),
        date=_.date(view.as_of),
    )
    counted = trace.admitted(view, int(rows["admissions"].sum()), _)
    return "\n".join([units, counted, _left(int(rows["without"].sum()), int(rows["missing"].sum()), period, view, _)])


def _left(without: int, missing: int, period: Period, view: View, _: Translator) -> str:
    """Units without an admission, and those that owe a report."""
    return _(
        "{without} = units with no admission in {year} by {date}; {missing} = units asked to report on {period} without a report, due or not yet.",
        without=_.number(without),
        missing=_.number(missing),
        year=view.year,
        date=_.date(view.last_day),
        period=period_name(period, _),
    )


def officer(found: Sheet, view: View, _: Translator) -> str:
    """One officer's units."""
    states = found.units["state"]
    without = int((found.units["admissions"] == 0).sum())
    left = _left(without, owing(states), found.period, view, _)
    return "\n".join([trace.share(found.standing, _), left])


def officer_cards(found: Sheet, view: View, _: Translator) -> list[str]:
    """The cards of one officer."""
    asked, told = int(found.units["state"].notna().sum()), int(found.units["in_pool"].notna().sum())
    facts = {"reported": _.number(told), "period": period_name(found.period, _), "date": _.date(view.last_day)}
    return [
        trace.share(found.standing, _),
        trace.same_period(found.standing.same_period, view, _),
        _("The newest reports on {period} made by {date}, added up over the {reported} units that reported.", **facts),
        _(
            "{reported}/{asked} = the officer's units with a report on {period} made by {date} ÷ those asked: units that exist when the period begins, or reported unasked.",
            asked=_.number(asked),
            **facts,
        ),
    ]
