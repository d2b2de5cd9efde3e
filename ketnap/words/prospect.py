"""The term and the forecast in words: a probability always as a word with its number in brackets."""

from ketnap import forecast as forecasts
from ketnap.account import Standing, View
from ketnap.i18n import Translator
from ketnap.outlook import Outlook
from ketnap.targets import Term
from ketnap.words.names import CHANCE_NAMES, STATUS_NAMES, VERDICT_NAMES
from ketnap.words.year import share_of_target


def term_sentence(term: Term, _: Translator) -> str:
    """Where the term stands, with its two verdicts."""
    first, last = term.years[0].target.year, term.years[-1].target.year
    if term.target is None:
        return _(
            "Term {first}–{last}: {admitted} admitted; no target known.",
            first=first,
            last=last,
            admitted=_.number(term.admitted),
        )
    return _(
        "Term {first}–{last}: {share} of the sum of the yearly targets. Target of every single year: {every}; sum"
        " of the term: {sum}.",
        first=first,
        last=last,
        share=share_of_target(term.admitted, term.target, _),
        every=_(VERDICT_NAMES[term.every_year]),
        sum=_(VERDICT_NAMES[term.cumulative]),
    )


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


def forecast_sentence(outlook: Outlook, view: View, target: int | None, _: Translator) -> str:
    """The forecast of the year in one sentence: the chance in words with its number, the middle, the 80 % range."""
    total = outlook.year_total
    facts = {
        "year": view.year,
        "median": _.number(total.quantile(0.5)),
        "low": _.number(total.quantile(0.1)),
        "high": _.number(total.quantile(0.9)),
    }
    if outlook.forecast.months_done == 12:
        return _("The year {year} is over; admitted: {count}.", year=view.year, count=_.number(total.floor))
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


def term_forecast_sentence(outlook: Outlook, _: Translator) -> str | None:
    """The forecast of the term in one sentence with both chances; None without a term target."""
    if outlook.term is None or outlook.term_total is None or outlook.term_chance is None:
        return None
    every = outlook.every_chance
    return _(
        "Term {first}–{last}: reaching the sum of {target}: {chance}, most likely {median}, 8 chances in 10"
        " between {low} and {high}. Every single year reaching its target: {every}.",
        first=outlook.term.years[0].target.year,
        last=outlook.term.years[-1].target.year,
        target=_.number(outlook.term.target),
        chance=chance_in_words(outlook.term_chance, _),
        median=_.number(outlook.term_total.quantile(0.5)),
        low=_.number(outlook.term_total.quantile(0.1)),
        high=_.number(outlook.term_total.quantile(0.9)),
        every="–" if every is None else chance_in_words(every, _),
    )


def chance_card(outlook: Outlook | forecasts.TooLittle, standing: Standing, _: Translator) -> tuple[str, str, str]:
    """Label, figure and note of the forecast in brief."""
    label = _("Chance of reaching it")
    if isinstance(outlook, forecasts.TooLittle):
        return label, "–", too_little(outlook, _)
    if outlook.chance is None:
        return label, "–", _("no target is set for this view")
    total = outlook.year_total
    note = _(
        "{words}; most likely {median} by the end of the year ({low}–{high})",
        words=_chance_name(outlook.chance, _),
        median=_.number(total.quantile(0.5)),
        low=_.number(total.quantile(0.1)),
        high=_.number(total.quantile(0.9)),
    )
    if outlook.chance == 1.0 or outlook.forecast.months_done == 12:
        note = _(STATUS_NAMES[standing.status])
    return label, chance(outlook.chance, _), note


def too_little(found: forecasts.TooLittle, _: Translator) -> str:
    """Why there is no forecast and what is missing."""
    return _(
        "No forecast: {months} whole months are known, at least {needed} are needed. Load earlier rosters or monthly totals.",
        months=found.months_seen,
        needed=forecasts.FEWEST_MONTHS,
    )


def forecast_basis(outlook: Outlook, _: Translator) -> list[str]:
    """What the forecast rests on, in plain words."""
    found = outlook.forecast
    lines = [
        _(
            "{months} whole months are known, among them {years} whole years before this one; recent years weigh more.",
            months=found.months_seen,
            years=found.years_seen,
        ),
        _("A usual year at the present level brings about {count}.", count=_.number(found.level.mean)),
        _(
            "The months left usually bring {share} of a year.",
            share=_.percent(float(found.level.shares[found.months_done :].sum()), 1),
        ),
        _(
            "The ranges allow for how much years and months have differed so far. They do not know of plans, classes or unusual events: those are for you to judge."
        ),
    ]
    if not found.years_seen:
        lines.append(_("No whole earlier year is known: the pattern of the months is uncertain."))
    if found.floor > found.admitted:
        lines.append(
            _(
                "The month that has begun is left out of the reckoning; its {count} admissions are a lower bound.",
                count=_.number(found.floor - found.admitted),
            )
        )
    return lines
