"""The term in words: its two verdicts, and its three chances."""

from ketnap.forecast import TooLittle
from ketnap.i18n import Translator
from ketnap.outlook import Outlook, TermOutlook
from ketnap.targets import Term
from ketnap.words.names import VERDICT_NAMES
from ketnap.words.prospect import chance, chance_in_words
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


def catch_up_sentence(term: Term, ahead: Outlook | TooLittle, _: Translator) -> str:
    """What each year left must bring for the sum of the term if this one ends as forecast; "" where nobody can say."""
    if isinstance(ahead, TooLittle) or not any(year.target.year == ahead.forecast.year for year in term.years):
        return ""
    median = ahead.year_total.quantile(0.5)
    supposed = term.after(ahead.forecast.year, median)
    if supposed.needed_per_year is None:
        return ""
    return _(
        "If {year} brings about {median}, as forecast, each of the {count} years left must bring {pace} on average to"
        " reach the sum of the term.",
        year=ahead.forecast.year,
        median=_.number(median),
        count=sum(not year.is_closed for year in supposed.years),
        pace=_.number(supposed.needed_per_year, 1),
    )


def term_forecast_sentence(outlook: TermOutlook | None, _: Translator) -> str | None:
    """The forecast of the term in one sentence; None without a term target."""
    if outlook is None or outlook.chances is None or outlook.total is None:
        return None
    return _(
        "Term {first}–{last}: reaching the sum of about {target}: {chance}, most likely {median}, 8 chances in 10"
        " between {low} and {high}. Every single year reaching its target: {every}.",
        first=outlook.term.years[0].target.year,
        last=outlook.term.years[-1].target.year,
        target=_.number(outlook.target),
        chance=chance_in_words(outlook.chances.total, _),
        median=_.number(outlook.total.quantile(0.5)),
        low=_.number(outlook.total.quantile(0.1)),
        high=_.number(outlook.total.quantile(0.9)),
        every=chance_in_words(outlook.chances.every, _),
    )


def term_cards(outlook: TermOutlook, _: Translator) -> list[tuple[str, str, str]]:
    """Label, figure and note of the term's three questions; empty without a term target."""
    chances, weakest = outlook.chances, outlook.weakest
    if chances is None or weakest is None:
        return []
    return [
        (
            _("Hardest year: {year}", year=weakest),
            chance(chances.of_year[weakest], _),
            _("target {target}, the least likely of the open years", target=_.number(chances.targets[weakest])),
        ),
        (
            _("Every year reaches its target"),
            chance(chances.every, _),
            _("one missed year decides it") if chances.every else _("a year has missed its target already"),
        ),
        (
            _("Sum of the term"),
            chance(chances.total, _),
            _("about {target} are asked in all", target=_.number(outlook.target)),
        ),
    ]
