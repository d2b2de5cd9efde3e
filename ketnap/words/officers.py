"""Officers in charge in words."""

import pandas as pd

from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.officers import Sheet, owing
from ketnap.pool import Period
from ketnap.words.pool import period_name
from ketnap.words.year import headline, share_of_target, target_card


def officers_sentence(rows: pd.DataFrame, period: Period, view: View, _: Translator) -> str:
    """How many units the officers follow, how many have none yet, and how many have not reported."""
    if rows["admissions"].isna().all():
        return _(
            "{officers} officers follow {units} units, whose admissions of {year} are not known unit by unit; {missing} of"
            " them without a report on their pool ({period}).",
            officers=len(rows),
            units=_.number(rows["units"].sum()),
            missing=_.number(rows["missing"].sum()),
            year=view.year,
            period=period_name(period, _),
        )
    return _(
        "{officers} officers follow {units} units: {without} of them without an admission in {year} by {date},"
        " {missing} without a report on their pool ({period}).",
        officers=len(rows),
        units=_.number(rows["units"].sum()),
        without=_.number(rows["without"].sum()),
        missing=_.number(rows["missing"].sum()),
        year=view.year,
        date=_.date(view.last_day),
        period=period_name(period, _),
    )


def officer_sentence(found: Sheet, view: View, _: Translator) -> str:
    """One officer's units in one sentence."""
    standing = found.standing
    if not standing.is_known:
        return headline(standing, _)
    return _(
        "{units} units: admitted {share} by {date}; {without} units without an admission in {year}, {missing} without a"
        " report on their pool ({period}).",
        units=len(found.units),
        share=share_of_target(standing.admitted, standing.target, _),
        date=_.date(view.last_day),
        without=int((found.units["admissions"] == 0).sum()),
        missing=owing(found.units["state"]),
        year=view.year,
        period=period_name(found.period, _),
    )


def officer_cards(found: Sheet, view: View, _: Translator) -> list[tuple[str, str, str]]:
    """Target, same period, pool and reports of one officer's units."""
    same = found.standing.same_period
    compared = _("{year}: {before} in the same period", year=view.year - 1, before=_.number(same.before))
    asked, reported = found.units["state"].notna().sum(), found.units["in_pool"].notna().sum()
    return [
        target_card(found.standing, _),
        (_("Admitted"), _.number(found.standing.admitted if found.standing.is_known else None), compared),
        (
            _("In the candidate pool"),
            _.number(_told(found.units["in_pool"])),
            _("{count} have been to the class", count=_.number(_told(found.units["class_done"]))),
        ),
        (
            _("Units that reported"),
            f"{_.number(reported)}/{_.number(asked)}",
            period_name(found.period, _),
        ),
    ]


def _told(numbers: pd.Series) -> int | None:
    """What units told, added up; None where none did."""
    return int(numbers.sum()) if numbers.notna().any() else None


def how_followed(period: Period, _: Translator) -> str:
    """What the figures of officers are made of."""
    return _(
        "Admitted against the target of each officer's units; beside them their newest reports for {period}, which are"
        " sums of the units that reported. A unit belongs to who follows it on the as-of day.",
        period=period_name(period, _),
    )
