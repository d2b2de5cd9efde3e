"""How the figures of a forecast are made: from which months, how many courses, which settings."""

from collections.abc import Sequence

from ketnap import forecast as forecasts
from ketnap.account import View
from ketnap.forecast.months import named
from ketnap.i18n import Translator
from ketnap.outlook import Outlook, TermOutlook
from ketnap.words.prospect import chance


def forecast(found: Outlook, settings: Sequence[str], _: Translator) -> str:
    """The chance and the range of the year."""
    total = found.year_total
    lines = []
    if found.chance is not None:
        lines.append(
            _(
                "{chance} = the share of {paths} possible courses of the year that reach {target}.",
                chance=chance(found.chance, _),
                paths=_paths(found, _),
                target=_.number(found.target),
            )
        )
    lines.append(
        _(
            "{median} = the middle of the courses; one in ten ends below {low}, one in ten above {high}. Each has the {certain} admitted already, and what it brings in the months left.",
            median=_.number(total.quantile(0.5)),
            low=_.number(total.quantile(0.1)),
            high=_.number(total.quantile(0.9)),
            certain=_.number(total.certain),
        )
    )
    return "\n".join([*lines, learnt(found, _), _("Settings: {settings}.", settings="; ".join(settings))])


def _paths(found: Outlook, _: Translator) -> str:
    """How many courses are drawn."""
    return _.number(len(found.forecast.paths.intensities))


def learnt(found: Outlook, _: Translator) -> str:
    """The months a forecast is learnt from."""
    numbers = found.forecast.seen.numbers
    (first_year, first), (last_year, last) = named(int(numbers[0])), named(int(numbers[-1]))
    return _(
        "Learnt from {months} whole months known between {first}/{first_year} and {last}/{last_year}.",
        months=found.forecast.months_seen,
        first=first,
        first_year=first_year,
        last=last,
        last_year=last_year,
    )


def too_little(view: View, _: Translator) -> str:
    """Why nothing is forecast."""
    return _(
        "Counted are the whole months known up to {date}; a forecast takes {needed} at least.",
        date=_.date(view.last_day),
        needed=forecasts.FEWEST_MONTHS,
    )


def fan(found: Outlook, _: Translator) -> str:
    """The fan of the year."""
    return "\n".join(
        [
            _("Line: admissions added up to the end of the last whole month."),
            _(
                "Bands: where half, 8 of 10 and 95 of 100 of {paths} possible courses lie at the end of each month.",
                paths=_paths(found, _),
            ),
            _("What is needed: the target less what is admitted, shared among the months left as the forecast is."),
            learnt(found, _),
        ]
    )


def pace(found: Outlook, _: Translator) -> str:
    """The pace that is needed."""
    made, lines = found.forecast, []
    if found.target is not None:
        have = made.admitted + made.begun
        lines.append(
            _(
                "Needed in all: {missing} = {target} − {admitted}, 0 once it is reached; shared among the months left as the forecast is.",
                missing=_.number(max(found.target - have, 0)),
                target=_.number(found.target),
                admitted=_.number(have),
            )
        )
    lines.append(_("Usual: the mean of the same month in the whole earlier years. Expected: the mean of all courses."))
    return "\n".join([*lines, learnt(found, _)])


def readings(found: Sequence[Outlook], _: Translator) -> list[str]:
    """The year under each reading of the marked months."""
    said = _("Reckoned like the forecast above, with the marked months read like this:")
    return [f"{said} {chance(each.chance, _) if each.chance is not None else '–'}." for each in found]


def term_cards(found: TermOutlook, _: Translator) -> list[str]:
    """The three chances of the term."""
    return [
        _("The open year with the smallest share of courses that reach its target."),
        _("The share of courses in which every open year reaches its target; 0 if a closed year has missed it."),
        _(
            "The share of courses in which the years added up reach the targets added up, {target} in the middle.",
            target=_.number(found.target),
        ),
    ]


def term(found: TermOutlook, _: Translator) -> str:
    """The years of the term."""
    return "\n".join(
        [
            _("Closed years as they were; of open ones the middle and the range of 8 of 10 courses."),
            _(
                "Target of an open year: its rate × the members at its start in the middle of the forecast, with {leaving} of the members leaving in a year and {transfers} coming by transfer.",
                leaving=_.percent(found.leaving, 1),
                transfers=_.number(found.transfers),
            ),
        ]
    )


def parts(_: Translator) -> str:
    """Units or sources, what their year will probably bring."""
    return "\n".join(
        [
            _("Admitted: those of the year so far. Expected: these and the mean of what the courses bring."),
            _(
                "Chance: the share of courses that reach the target. Expected shortfall: what the courses lack to it on average, 0 where they reach it."
            ),
            _("Each course of the block is shared out by earlier admissions and by members."),
        ]
    )


def track(_: Translator) -> str:
    """How earlier forecasts did."""
    return "\n".join(
        [
            _(
                "Each forecast is made anew from the months known on its day alone, and set beside what the year brought."
            ),
            _("Straight line: admissions so far ÷ months gone × 12."),
        ]
    )


def scenarios(found: Outlook, settings: Sequence[str], _: Translator) -> str:
    """Scenarios beside one another."""
    return "\n".join(
        [
            _(
                "Each scenario changes what is supposed of the same courses; its chance is the share of them that reach its target."
            ),
            _("Difference = the scenario's figure − the figure as it stands."),
            forecast(found, settings, _),
        ]
    )


def conversion(_: Translator) -> str:
    """What past classes taught."""
    return _("Share = graduates of past classes found among the admitted ÷ all graduates, with what is still to come.")


def expected(_: Translator) -> str:
    """What units report."""
    return "\n".join(
        [
            _("Expected: what the newest reports name for the months left, less what these months brought already."),
            _("Share kept = admitted in past periods ÷ expected for them, of the units that reported."),
        ]
    )


def candidates(_: Translator) -> str:
    """Candidates that are left."""
    return _("Of each unit the newest report's candidates, less those admitted since its day.")
