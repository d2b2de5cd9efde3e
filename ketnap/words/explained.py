"""How the forecast works, for a reader without statistics."""

from ketnap.forecast import Forecast
from ketnap.forecast.months import YEAR
from ketnap.i18n import Translator
from ketnap.outlook import Outlook


def explanation(outlook: Outlook, _: Translator) -> list[str]:
    """The forecast explained step by step, with its own figures."""
    found = outlook.forecast
    lines = [
        _(
            "The months known so far say three things: how many a usual year brings at present, how the months of a year differ, and how much years and months stray from that."
        ),
        _(
            "From that {paths} possible courses of the months to come are drawn. The chance is the share of courses that reach the target; 8 of 10 courses end inside the range shown.",
            paths=_.number(len(found.paths.intensities)),
        ),
        _(
            "Each course is shared among units by what they admitted before and by their members, and among sources likewise. So the units' figures add up to the block's, and a small unit is not written off for an empty year."
        ),
        _(
            "Targets of later years follow the members: who is admitted raises them, who leaves lowers them. Years of one course share its level, so that a low level now stays in the years after it."
        ),
        _(
            "A straight line (so far, divided by the months gone, times twelve) takes every month for equal and knows no range: it is shown in the track record only."
        ),
        _(
            "The forecast knows nothing of plans, classes or events ahead. Suppose them on the page What if, or mark months that a shock has struck."
        ),
    ]
    if found.months_done < YEAR:
        lines.insert(1, _usual_year(found, _))
    if not found.years_seen:
        lines.append(_("No whole earlier year is known: the pattern of the months is uncertain."))
    return lines


def _usual_year(found: Forecast, _: Translator) -> str:
    """What a usual year brings, and how much of it the months left."""
    return _(
        "A usual year at the present level brings about {count}; the months left usually bring {share} of a year.",
        count=_.number(found.usual_year),
        share=_.percent(found.share_left, 1),
    )
