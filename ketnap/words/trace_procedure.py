"""How the figures of procedure and of the composition of new members are made."""

import pandas as pd

from ketnap import procedure
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.words import trace
from ketnap.words.procedure import quarter


def headline(total: pd.Series, probation: pd.DataFrame, view: View, _: Translator) -> str:
    """The page's answer: ceremonies, certificates, and who is due."""
    return "\n".join([cases(total, view, _), _ceremonies(total, _), _certificates(total, _), _due(probation, view, _)])


def cases(total: pd.Series, view: View, _: Translator) -> str:
    """Which admissions are cases of the year."""
    return trace.admitted(view, int(total["cases"]), _) + " " + _("Months known by number alone are not among them.")


def _ceremonies(total: pd.Series, _: Translator) -> str:
    """Ceremonies in time over those whose time is up."""
    facts = {name: _.number(total[name]) for name in ("in_time", "late", "overdue")}
    return _(
        "{in_time} = ceremonies within {limit} working days of the decision; of {ended} = {in_time} + {late} held later + {overdue} not held with that time gone. Left out are those whose time is still open, held before the decision, or known by month only.",
        limit=procedure.WORKING_DAYS,
        ended=_.number(total["in_time"] + total["late"] + total["overdue"]),
        **facts,
    )


def _certificates(total: pd.Series, _: Translator) -> str:
    """Certificates too old."""
    return _(
        "{old} = cases whose certificate and {months} months lie before the exact day of the decision, of {dated} with a date of the certificate.",
        old=_.number(total["certificate_old"]),
        months=procedure.CERTIFICATE_MONTHS,
        dated=_.number(total["cases"] - total["certificate_missing"]),
    )


def _ages(total: pd.Series, _: Translator) -> str:
    """Ages outside the range."""
    return _(
        "{outside} = {under} under 18 + {over} over 60 by month at the decision, of {known} cases whose age is known.",
        outside=_.number(total["under_18"] + total["over_60"]),
        under=_.number(total["under_18"]),
        over=_.number(total["over_60"]),
        known=_.number(total["cases"] - total["age_unknown"]),
    )


def _due(probation: pd.DataFrame, view: View, _: Translator) -> str:
    """Probations that end in the first quarter ahead."""
    first = procedure.quarters(view)[0]
    return _(
        "{due} = admissions of all years whose ceremony and {months} months lie in {quarter}, those struck off left out.",
        due=_.number(probation[str(first)].sum()),
        months=procedure.PROBATION_MONTHS,
        quarter=quarter(first, _),
    )


def cards(total: pd.Series, probation: pd.DataFrame, view: View, _: Translator) -> list[str]:
    """Ceremonies in time, certificates too old, ages outside, who is due."""
    first = f"{cases(total, view, _)} {_ceremonies(total, _)}"
    return [first, _certificates(total, _), _ages(total, _), _due(probation, view, _)]


def ceremonies(_: Translator) -> str:
    """A table of ceremonies."""
    return _(
        "Decisions by unit or year, each in one column: ceremony within 30 working days or later; overdue: none yet and more than 30 working days gone; still open: none yet; before: held before the decision; not clear: exact dates are missing."
    )


def certificates(_: Translator) -> str:
    """A table of certificates and ages."""
    return _(
        "Decisions by unit or year: certificates older than 60 months at the decision, later than it, or without an exact date of either; and ages below 18 or above 60."
    )


def lines(_: Translator) -> str:
    """The lines to look up."""
    return _(
        "One row per line and finding: of decisions of the year ceremonies, certificates and ages outside the rules; of all years probations that are over by more than 30 working days and not recognised."
    )


def annulments(_: Translator) -> str:
    """Annulled decisions and members struck off."""
    return _(
        "By the year of the decision: counted = decisions − those annulled by the as-of day, or annulled without a day; struck off = of those counted."
    )


def composition(admitted: int, smallest: int, view: View, _: Translator) -> str:
    """Groups of the year's new members."""
    return "\n".join(
        [
            trace.admitted(view, admitted, _) + " " + _("Months known by number alone are not among them."),
            _(
                "Share of a group = its people ÷ {admitted}, those of whom it is not known among them. The age is that at the decision.",
                admitted=_.number(admitted),
            ),
            _(
                "A group of fewer than {count} is not shown, nor others from which it could be worked out.",
                count=smallest,
            ),
        ]
    )
