"""How the figures of a year and a term are made, numerator and denominator in words; one line per statement."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from ketnap import targets, trace
from ketnap.account import SamePeriod, Standing, View
from ketnap.i18n import Translator, mark
from ketnap.targets import Term
from ketnap.words.names import BASIS_NAMES, COLUMN_NAMES, TABLE_NAMES
from ketnap.words.year import percent_of_members

KIND_NAMES = {
    "new": mark("New member"),
    "readmission": mark("Re-admitted"),
    "number": mark("Number of people"),
    "rest": mark("What is beyond finer numbers"),
    "sum": mark("Sum since January"),
    "given": mark("Given for this year"),
    "carried": mark("Of the last year given"),
    "rate": mark("Percent of the members"),
    "count": mark("Number of people"),
    "report": mark("Report of a unit"),
    "earlier_report": mark("An earlier report of it"),
    "person": mark("One person"),
    "organization": mark("The whole organization"),
    "organization_below": mark("An organization below"),
    "in_charge": mark("In charge"),
    "charge_over": mark("Was in charge"),
    "merge": mark("Merged into another"),
    "split": mark("Split"),
    "rename": mark("Renamed"),
    "transfer": mark("Members transferred"),
    "join": mark("Came into the block"),
    "leave": mark("Left the block"),
    "every_year": mark("Every year"),
    "one_year": mark("Of this year alone"),
}
# What lines are of: a table, or a part of one that is shown apart.
SUBJECT_NAMES = {
    **TABLE_NAMES,
    "new_member_classes": mark("Participants of classes for new members"),
    "pool_report_versions": mark("Reports with earlier versions"),
}


def lines_sentence(found: pd.DataFrame, counts: Sequence[str], _: Translator) -> str:
    """How many lines of how many files a figure has, and what they add up to where they are people."""
    files = found["import_id"].nunique() if len(found) else 0
    said = [_("Lines: {lines} · imports: {files}", lines=_.number(len(found)), files=_.number(files))]
    for name in counts if len(found) and trace.adds_up(found) else ():
        if name == "admissions":
            said.append(_("admitted in all: **{count}**", count=_.number(int(found[name].sum()))))
        elif name != "value":
            said.append(f"{_(COLUMN_NAMES[name])}: **{_.number(int(found[name].sum()))}**")
    return " · ".join(said)


def period(found: tuple[date, date], _: Translator) -> str:
    """A period by its first and last day."""
    return f"{_.date(found[0])}–{_.date(found[1])}"


def admitted(view: View, count: int, _: Translator) -> str:
    """What the number of admissions of the year counts."""
    last = _.date(view.last_day)
    return f"{_.number(count)} = {_counted(view, _, first=_.date(view.last_day.replace(month=1, day=1)), last=last)}"


def _counted(view: View, _: Translator, first: str, last: str) -> str:
    """What is counted from one day to another."""
    again = _("re-admissions counted") if view.readmissions else _("re-admissions not counted")
    return _(
        "people admitted with a {basis} from {first} to {last}, {again}, annulled decisions left out.",
        basis=_(BASIS_NAMES[view.basis]),
        first=first,
        last=last,
        again=again,
    )


def target(standing: Standing, _: Translator) -> str:
    """How the target comes about."""
    view, annual = standing.view, standing.annual
    if standing.target is None:
        return _("No target is set for this view.")
    facts = {"target": _.number(standing.target), "block": _.number(annual.needed), "year": view.year}
    if view.source:
        return _("{target} = the number set for the organization for {year}.", **facts)
    if view.unit:
        return _("{target} = the unit's part of the block's {block} by its members, or what was set for it.", **facts)
    if view.officer:
        return _("{target} = the targets of the officer's units added up, or what was set for the officer.", **facts)
    if annual.by_rate is None:
        return _("{target} = the number set as the target of {year}.", **facts)
    return _(
        "{target} = {rate}% × {members} members on 1/1/{members_year}, rounded up.",
        rate=percent_of_members(annual.rate, _),
        members=_.number(annual.members),
        members_year=annual.members_year,
        **facts,
    ) + (
        " " + _("Units that gave no members for that year count with their last number.") if annual.is_estimated else ""
    )


def quotient(part: int, whole: int | None, _: Translator) -> str:
    """A percentage with what is divided by what; that none is made where one person would be half of it or all."""
    if not targets.percentage_is_telling(whole):
        return _("No percentage is made of {whole}.", whole=_.number(whole))
    return f"{_.percent(part, whole)} = {_.number(part)} ÷ {_.number(whole)}."


def headline(standing: Standing, _: Translator) -> str:
    """The overview's answer: admitted, target, share, what is missing and the pace."""
    return "\n".join([*share(standing, _).split("\n"), *pace(standing, _).split("\n")])


def share(standing: Standing, _: Translator) -> str:
    """The share of the target."""
    if not standing.is_known:
        return "\n".join([_("Nothing is known of {year} yet.", year=standing.view.year), target(standing, _)])
    lines = [admitted(standing.view, standing.admitted, _), target(standing, _)]
    if targets.percentage_is_telling(standing.target):
        lines.append(quotient(standing.admitted, standing.target, _))
    return "\n".join(lines)


def year_cards(standing: Standing, forecast: str, _: Translator) -> list[str]:
    """How the four cards of a year are made; `forecast` says it of the last one."""
    view = standing.view
    return [share(standing, _), same_period(standing.same_period, view, _), pace(standing, _), forecast]


def pace(standing: Standing, _: Translator) -> str:
    """What is still needed, and what each month left must bring."""
    if standing.still_needed is None or standing.target is None:
        return target(standing, _)
    missing = _.number(standing.still_needed)
    lines = [
        f"{missing} = {_.number(standing.target)} − {_.number(standing.admitted)}."
        if standing.admitted <= standing.target
        else _("Nothing is missing: the target is exceeded.")
    ]
    if standing.months_left:
        lines.append(
            _(
                "{pace} a month = {missing} ÷ {months} months after {date}; a month that has begun counts as left.",
                pace=_.number(standing.pace_needed, 1),
                missing=missing,
                months=standing.months_left,
                date=_.date(standing.view.last_day),
            )
        )
    if standing.pace_so_far is not None:
        facts = {"pace": _.number(standing.pace_so_far, 1), "months": standing.months_done}
        lines.append(_("{pace} a month so far = admissions of the whole months ÷ {months} months.", **facts))
    return "\n".join(lines)


def same_period(found: SamePeriod, view: View, _: Translator) -> str:
    """The same period of the year before."""
    if found.now is None:
        return _("Nothing is known of {year} yet.", year=view.year)
    lines = [admitted(view, found.now, _)]
    before = trace.same_day(view, view.year - 1) if view.last_day == view.as_of else view.last_day
    last = _.date(before.replace(year=view.year - 1))
    if found.before is None:
        return "\n".join([*lines, _("Not every month up to {date} is known; so nothing is compared.", date=last)])
    first = _.date(before.replace(year=view.year - 1, month=1, day=1))
    lines.append(f"{_.number(found.before)} = {_counted(view, _, first=first, last=last)}")
    return "\n".join([*lines, quotient(found.now, found.before, _)])


def months(view: View, _: Translator) -> str:
    """Admissions month by month and added up, against the target."""
    first, last = _.date(view.last_day.replace(month=1, day=1)), _.date(view.last_day)
    return "\n".join(
        [
            _("Each month: {counted}", counted=_counted(view, _, first=first, last=last)),
            _("A month without a roster counts with its monthly totals; a month nobody gave stays empty."),
            _(
                "Usual pace: the target × the share of a year that the whole earlier years had reached by the end of the month."
            ),
        ]
    )


def term(found: Term, view: View, _: Translator) -> str:
    """The term: each year's admissions over its target, and the sum over the sum."""
    lines = [
        _(
            "Each year: admissions counted by {basis} up to {date}, against the target of that year.",
            basis=_(BASIS_NAMES[view.basis]),
            date=_.date(view.as_of),
        )
    ]
    if found.target is not None:
        each = " + ".join(_.number(year.target.needed) for year in found.years)
        lines.append(f"{_.number(found.target)} = {each}.")
    lines.append(_("Targets of years to come rest on the last members known, and change with them."))
    return "\n".join(lines)


def target_versions(_: Translator) -> str:
    """Targets as they were set."""
    return _("As the file of targets says it. Of several in force the newest holds; one of a year beats one of a term.")


def units(view: View, _: Translator) -> str:
    """The table and chart of units or officers."""
    first, last = _.date(view.last_day.replace(month=1, day=1)), _.date(view.last_day)
    return "\n".join(
        [
            _("Admitted: {counted}", counted=_counted(view, _, first=first, last=last)),
            _(
                "Target: the unit's part of the block's target by its members (largest remainder), or what was set for it; of an officer, those of the units added up."
            ),
            _("Share = admitted ÷ target; still needed = target − admitted, 0 once it is reached."),
        ]
    )


def units_by_month(view: View, _: Translator) -> str:
    """A cell of units by months."""
    first, last = _.date(view.last_day.replace(month=1, day=1)), _.date(view.last_day)
    return "\n".join(
        [
            _("Each cell: {counted}", counted=_counted(view, _, first=first, last=last)),
            _("Choose the unit and the month below to see the lines of one cell."),
        ]
    )


def sources(view: View, _: Translator) -> str:
    """Admissions by source, by month or by year."""
    first, last = _.date(view.last_day.replace(month=1, day=1)), _.date(view.last_day)
    return "\n".join(
        [
            _("Of each source: {counted}", counted=_counted(view, _, first=first, last=last)),
            _("Share = the source's admissions ÷ the admissions of all sources, those not stated among them."),
            _("Other years are counted alike, up to {date}.", date=_.date(view.as_of)),
        ]
    )
