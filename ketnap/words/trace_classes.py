"""How the figures of classes are made: whose graduates, who of them counts as admitted, who waits."""

from ketnap.account import View
from ketnap.classes import ENDING, Standing, Wait
from ketnap.i18n import Translator
from ketnap.words.names import BASIS_NAMES
from ketnap.words.trace import quotient


def headline(found: Standing, view: View, _: Translator) -> str:
    """The page's answer: graduates, those admitted, those who wait."""
    return "\n".join([graduates(found, view, _), admitted(found, view, _), waiting(found, _)])


def graduates(found: Standing, view: View, _: Translator) -> str:
    """Whom the classes are of."""
    facts = {"graduates": _.number(found.graduates), "classes": _.number(found.classes), "date": _.date(view.as_of)}
    if not found.apart:
        return _(
            "{graduates} = people who finished the {classes} awareness classes that ended by {date} and since the roster begins.",
            **facts,
        )
    return _(
        "{graduates} = {people} people who finished the {classes} awareness classes that ended by {date} and since the roster begins, less {apart} who went to a later one, or were admitted before the class or for the second time.",
        people=_.number(found.graduates + found.apart),
        apart=_.number(found.apart),
        **facts,
    )


def admitted(found: Standing, view: View, _: Translator) -> str:
    """Who of the graduates counts as admitted, and their share."""
    said = _(
        "{admitted} = those of them found in the roster with a {basis} by {date}, not before the month of the class: by code, by name and full birth date, or by the class the roster names where only numbers are known.",
        admitted=_.number(found.admitted),
        basis=_(BASIS_NAMES[view.basis]),
        date=_.date(view.as_of),
    )
    return f"{said} {quotient(found.admitted, found.graduates, _)}"


def waiting(found: Standing, _: Translator) -> str:
    """Who waits, and how long certificates last."""
    return _(
        "{waiting} = {graduates} − {admitted}. A certificate is valid for 60 months from its date, else from the last day of the class: of those not found admitted, classes before the roster included, {valid} are still valid, {ending} of these for {months} months at most.",
        waiting=_.number(found.waiting),
        graduates=_.number(found.graduates),
        admitted=_.number(found.admitted),
        valid=_.number(found.valid),
        ending=_.number(found.ending),
        months=ENDING,
    )


def cards(found: Standing, wait: Wait, view: View, _: Translator) -> list[str]:
    """The share admitted, the months until then, and who waits."""
    months = _(
        "The months by which half of {graduates} graduates are admitted, those who wait counting for as long as they have waited (product-limit estimate): from the certificate to the admission, by the classes since which the roster tells of every month; {admitted} are admitted.",
        graduates=_.number(wait.graduates),
        admitted=_.number(wait.admitted),
    )
    return [f"{graduates(found, view, _)} {admitted(found, view, _)}", months, waiting(found, _)]


def matches(_: Translator) -> str:
    """Admissions found in a class."""
    return _(
        "By the year of the admission, from the month of the first class on: admissions of the roster, re-admissions left out, and those of them found among the graduates of a class. Share = found ÷ admitted."
    )


def new_members(_: Translator) -> str:
    """Classes for new members."""
    return _("People who finished each class for new members that has ended; who failed or was absent is left out.")
