"""The forecast of a year in words: a probability always as a word with its number in brackets."""

from collections.abc import Sequence

import pandas as pd

from ketnap import forecast as forecasts
from ketnap.account import Standing, View
from ketnap.forecast.months import named
from ketnap.forecast.scenario import month_number
from ketnap.forecast.track import Tried
from ketnap.i18n import Translator
from ketnap.outlook import Outlook
from ketnap.words.names import CHANCE_NAMES, READING_NAMES, READING_NOTES, STATUS_NAMES


def chance(probability: float, _: Translator) -> str:
    """ "38%"; never 0 or 100 unless it is a fact."""
    if probability in (0.0, 1.0):
        return _.percent(probability, 1, 0)
    if probability < 0.01:
        return _("under {percent}", percent=_.percent(1, 100, 0))
    if probability > 0.99:
        return _("over {percent}", percent=_.percent(99, 100, 0))
    return _.percent(probability, 1, 0)


def chance_in_words(probability: float, _: Translator) -> str:
    """ "unlikely (38%)": the word with the number in brackets, every time."""
    return f"{_chance_name(probability, _)} ({chance(probability, _)})"


def _chance_name(probability: float, _: Translator) -> str:
    """The word for a probability, chosen by the whole percent shown, so that 45% has one word only."""
    return _(CHANCE_NAMES[forecasts.chance_word(int(100 * probability + 0.5) / 100)])


def forecast_sentence(outlook: Outlook, view: View, _: Translator) -> str:
    """The forecast of the year in one sentence: the chance in words with its number, the middle, the 80 % range."""
    total, target = outlook.year_total, outlook.target
    facts = {"year": view.year, **_range(outlook, _)}
    if outlook.forecast.months_done == 12:
        return _("The year {year} is over; admitted: {count}.", year=view.year, count=_.number(total.certain))
    if target is None or outlook.chance is None:
        return _("Most likely {median} by the end of {year}, 8 chances in 10 between {low} and {high}.", **facts)
    facts |= {"target": _.number(target)}
    if outlook.chance == 1.0:
        return _(
            "The target of {target} is reached. By the end of {year} most likely {median}, 8 chances in 10 between {low} and {high}.",
            **facts,
        )
    return _(
        "Reaching {target} in {year}: {chance}; most likely {median}, 8 chances in 10 between {low} and {high}.",
        chance=chance_in_words(outlook.chance, _),
        **facts,
    )


def _range(outlook: Outlook, _: Translator) -> dict[str, str]:
    """The middle and the 80 % range of the year's total."""
    total = outlook.year_total
    return {name: _.number(total.quantile(p)) for name, p in (("median", 0.5), ("low", 0.1), ("high", 0.9))}


def chance_card(outlook: Outlook | forecasts.TooLittle, standing: Standing, _: Translator) -> tuple[str, str, str]:
    """Label, figure and note of the forecast in brief."""
    label = _("Chance of reaching it")
    if isinstance(outlook, forecasts.TooLittle):
        return label, "–", too_little(outlook, _)
    if outlook.chance is None:
        return label, "–", _("no target is set for this view")
    note = _(
        "{words}; most likely {median} by the end of the year ({low}–{high})",
        words=_chance_name(outlook.chance, _),
        **_range(outlook, _),
    )
    if outlook.reading != "unmarked":
        note += f" · {_(READING_NAMES[outlook.reading])}"
    if outlook.chance == 1.0 or outlook.forecast.months_done == 12:
        note = _(STATUS_NAMES[standing.status])
    return label, chance(outlook.chance, _), note


def too_little(found: forecasts.TooLittle, _: Translator) -> str:
    """Why there is no forecast and what is missing."""
    if found.reason == "gap":
        return _(
            "No forecast: months of this year are not known for this view. Load a roster, or totals of every month."
        )
    if found.reason == "struck":
        return _("No forecast: so many months are marked as a shock that none is left to learn from. Unmark some.")
    return _(
        "No forecast: {months} whole months are known, at least {needed} are needed. Load earlier rosters or monthly totals.",
        months=found.months_seen,
        needed=forecasts.FEWEST_MONTHS,
    )


def reading_card(outlook: Outlook, _: Translator) -> tuple[str, str, str]:
    """Label, figure and note of the year under one reading of the marked months."""
    facts = _range(outlook, _)
    middle = _("most likely {median} ({low}–{high})", **facts)
    figure = facts["median"] if outlook.chance is None else chance(outlook.chance, _)
    return _(READING_NAMES[outlook.reading]), figure, f"{middle}; {_(READING_NOTES[outlook.reading])}"


def assumptions(outlook: Outlook, struck: Sequence[str], late: float, _: Translator) -> list[str]:
    """The assumptions in force, each in a few words: what stands in the chips above a forecast."""
    found = outlook.forecast
    said = [
        _(
            "{months} whole months known, among them {years} whole earlier years",
            months=found.months_seen,
            years=found.years_seen,
        )
    ]
    if struck:
        said.append(_("{reading}: {months}", reading=_(READING_NAMES[outlook.reading]), months=month_list(struck, _)))
    else:
        said.append(_("no month marked as a shock"))
    if found.begun:
        said.append(_("the month that has begun counts in part: {count} so far", count=_.number(found.begun)))
    if late:
        said.append(_("still to come in for the last month: {share}", share=_.percent(late, 1, 0)))
    if outlook.term:
        said.append(_("leaving in a year: {share}", share=_.percent(outlook.term.leaving, 1)))
        if outlook.term.transfers:
            said.append(_("net transfers in a year: {count}", count=_.number(outlook.term.transfers)))
    return said


def month_list(months: Sequence[str], _: Translator) -> str:
    """Months written 2021-05 as the reader writes them: "T2–T5/2021"."""
    runs: list[list[int]] = []
    for number in sorted(month_number(month) for month in months):
        if runs and number == runs[-1][-1] + 1 and named(number)[0] == named(runs[-1][0])[0]:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = []
    for run in runs:
        (year, first), (_year, last) = named(run[0]), named(run[-1])
        span = _.month(first) if first == last else f"{_.month(first)}–{_.month(last)}"
        said.append(f"{span}/{year}" if _.language == "vi" else f"{span} {year}")
    return ", ".join(said)


def pace_sentence(outlook: Outlook, months: pd.DataFrame, _: Translator) -> str:
    """What the months left must bring beside what they usually bring, and how much more makes the target likely.

    `months`: rows of `outlook.pace`.
    """
    if outlook.target is None or months.empty:
        return ""
    if outlook.chance == 1.0:
        return _("The target is reached; nothing more is needed.")
    needed, usual = float(months["needed"].sum()), float(months["usual"].sum())
    said = _(
        "Still needed: {needed}; months left: {months}; that is {pace} a month.",
        needed=_.number(needed),
        months=len(months),
        pace=_.number(needed / len(months), 1),
    )
    if usual > 0:
        said += " " + _(
            "The same months of earlier years brought {usual} a month; what is needed is {ratio} times that.",
            usual=_.number(usual / len(months), 1),
            ratio=_.number(needed / usual, 1),
        )
    return f"{said} {_lifts(outlook, _)}".strip()


def _lifts(outlook: Outlook, _: Translator) -> str:
    """By how much the months left must exceed the forecast for the target to be even and to be likely."""
    even, sure = outlook.lifts
    if even is None or sure is None:
        return ""
    return _(
        "For a chance of 50% the months left must bring {even} times what is forecast, for 80% {sure} times.",
        even=_.number(even, 2),
        sure=_.number(sure, 2),
    )


def track_sentence(tried: Sequence[Tried], _: Translator) -> str:
    """How such forecasts did so far, in one sentence."""
    if not tried:
        return _("No earlier forecast can be tried yet: that takes a whole year with a year of months before it.")
    closer = sum(1 for each in tried if abs(each.median - each.outcome) < abs(each.straight - each.outcome))
    return _(
        "Of {all} forecasts made anew, {inside} had the outcome inside their 80% range; of {closer} the middle was closer than a straight line.",
        inside=sum(1 for each in tried if each.is_inside),
        all=len(tried),
        closer=closer,
    )
