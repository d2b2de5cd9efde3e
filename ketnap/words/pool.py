"""The candidate pool in words: periods, who has reported, what is there, what came of it, whom to remind."""

from datetime import date

import pandas as pd

from ketnap import targets
from ketnap.account import View
from ketnap.forecast.months import YEAR, named
from ketnap.i18n import Translator, mark
from ketnap.pool import Enough, Period, Round, Told
from ketnap.words.names import SOURCE_NAMES

REPORT_STATES = {
    "in_time": mark("Reported in time"),
    "late": mark("Reported after the deadline"),
    "not_due": mark("Not reported (not yet due)"),
    "missing": mark("Not reported"),
}
PERIOD_STATES = {"over": mark("over"), "open": mark("still running"), "ahead": mark("not begun")}
STAGE_NAMES = {
    "in_pool": mark("in the pool"),
    "class_done": mark("with the class done"),
    "dossier_ready": mark("with a dossier ready"),
    "expected": mark("expected to be admitted"),
}
ENOUGH_NAMES = {
    "met": mark("Target met already"),
    "enough": mark("Enough"),
    "not_reported": mark("Not reported"),
    "not_told": mark("Not in the report"),
    "no_target": mark("No target"),
    "unknown": mark("Not known"),
}
QUARTER_NAMES = ("I", "II", "III", "IV")


def period_name(period: Period, _: Translator) -> str:
    """A period inside a sentence: "6 tháng cuối năm 2021", "quý III/2021", "1/5/2021–31/8/2021"."""
    (year, first), length = named(period.months.start), period.length
    if length == YEAR:
        return _("the year {year}", year=year)
    if length == YEAR // 2:
        return _("the first half of {year}", year=year) if first == 1 else _("the second half of {year}", year=year)
    if length:
        return _("quarter {quarter} of {year}", quarter=QUARTER_NAMES[first // length], year=year)
    return f"{_.date(period.start)}–{_.date(period.end)}"


def period_title(period: Period, _: Translator) -> str:
    """A period at the head of a row."""
    name = period_name(period, _)
    return name[0].upper() + name[1:]


def people(told: Told, of: int, _: Translator) -> str:
    """People added up; with how many units told of them where that is not all that reported."""
    if told.people is None or told.units == of:
        return _.number(told.people)
    return _("{people} (of {units} units)", people=_.number(told.people), units=told.units)


def pool_sentence(found: Round, view: View, _: Translator) -> str:
    """Who has reported for the period, and what it adds up to."""
    fields = {"period": period_name(found.period, _), "deadline": _.date(found.deadline), "asked": found.asked}
    due = _("due by {deadline}", deadline=fields["deadline"])
    if view.last_day <= found.deadline:
        due = _("not due before {deadline}", deadline=fields["deadline"])
    if not found.asked:
        return _(
            "No unit of this view is asked to report for {period}: none existed when it began.", period=fields["period"]
        )
    if not found.reported:
        return _("None of {asked} units has reported for {period} yet ({due}).", **_without(fields), due=due)
    fields |= {"reported": found.reported, "figures": _figures(found, view, _)}
    if not found.missing:
        return _("All {asked} units have reported for {period}: {figures}.", **_without(fields, "reported"))
    return _(
        "{reported} of {asked} units have reported for {period}: {figures}; {missing} have not ({due}).",
        **_without(fields),
        missing=found.missing,
        due=due,
    )


def _without(fields: dict[str, object], *names: str) -> dict[str, object]:
    """The fields without the deadline and those named."""
    return {name: value for name, value in fields.items() if name not in ("deadline", *names)}


def _figures(found: Round, view: View, _: Translator) -> str:
    """The sums of a round inside a sentence; of a source only what is expected."""
    told = {name: people(each, found.reported, _) for name, each in found.told.items()}
    if view.source:
        return _(
            "{expected} expected of this source: {source}",
            expected=told["expected"],
            source=_(SOURCE_NAMES[view.source]),
        )
    return _(
        "{pool} people in the pool, {classed} with the class done, {expected} expected to be admitted",
        pool=told["in_pool"],
        classed=told["class_done"],
        expected=told["expected"],
    )


def pool_cards(found: Round, judged: Enough | None, view: View, _: Translator) -> list[tuple[str, str, str]]:
    """Up to four cards: reports, pool, expectation, and what is short of the need."""
    told = {name: people(each, found.reported, _) for name, each in found.told.items()}
    cards = [(_("Units reported"), f"{found.reported}/{found.asked}" if found.asked else "–", _by_when(found, _))]
    if found.reported and not view.source:
        pool_note = _(
            "class done: {classed} · dossier ready: {ready}", classed=told["class_done"], ready=told["dossier_ready"]
        )
        cards.append((_("In the pool"), told["in_pool"], pool_note))
    if found.reported:
        by_source = _(
            "Youth Union: {youth} · trade union: {union} · rest: {rest}",
            youth=told["expected_youth"],
            union=told["expected_union"],
            rest=told["expected_rest"],
        )
        cards.append((_("Expected to be admitted"), told["expected"], by_source))
    if judged:
        note = _(
            "units short: {units} · still needed: {needed} · judged by those {stage} ({period})",
            units=judged.units("short"),
            needed=_.number(judged.needed),
            period=period_name(judged.period, _),
            stage=_(STAGE_NAMES[judged.stage]),
        )
        cards.append((_("Candidates short"), _.number(judged.short), note))
    return cards


def _by_when(found: Round, _: Translator) -> str:
    """How many reported by the deadline, how many later, how many not."""
    due = _("deadline {deadline}", deadline=_.date(found.deadline))
    if not found.reported:
        return due
    parts = [_("{count} in time", count=found.reported - found.late)]
    parts += [_("{count} later", count=found.late)] if found.late else []
    parts += [_("{count} not reported", count=found.missing)] if found.missing else []
    return " · ".join([*parts, due])


def enough_sentence(found: Enough, view: View, _: Translator) -> str:
    """Whether the candidates of each unit cover what it still needs."""
    days = found.rows["report_date"].dropna()
    said = _(
        "To the targets of {year} units still need {needed}. By those {stage} (reports for {period}, made from {first} to {last}) {covered} of it are covered and {short} are not (units short: {units}).",
        year=view.year,
        needed=_.number(found.needed),
        stage=_(STAGE_NAMES[found.stage]),
        period=period_name(found.period, _),
        first=_.date(days.min()),
        last=_.date(days.max()),
        covered=_.number(found.covered),
        short=_.number(found.short),
        units=found.units("short"),
    )
    if found.beyond:
        said += " " + _(
            "{beyond} were admitted beyond the targets of other units: for the sum alone {net} are needed.",
            beyond=_.number(found.beyond),
            net=_.number(max(found.needed - found.beyond, 0)),
        )
    if found.unknown:
        said += " " + _(
            "Of {unknown} nothing is known: {units} units have not told their candidates.",
            unknown=_.number(found.unknown),
            units=found.units("not_reported", "not_told"),
        )
    if found.surplus and found.short:
        said += " " + _(
            "Other units have {surplus} more than they need; that helps no unit that is short.",
            surplus=_.number(found.surplus),
        )
    return said


def not_judged(view: View, _: Translator) -> str:
    """Why need and candidates are not compared."""
    if view.source:
        return _(
            "Reports part by source only the expected admissions of the Youth Union and of the trade union; targets and candidates are not known by source."
        )
    if view.last_day == date(view.year, 12, 31):
        return _("The year {year} is over.", year=view.year)
    return _(
        "No report is known yet of a period that reaches to the end of {year}, or of no unit a target and its admissions.",
        year=view.year,
    )


def how_enough(found: Enough, _: Translator) -> str:
    """How need and candidates are compared."""
    if found.stage == "expected":
        taken_off = _("Who was admitted in the period already is taken off what was expected of it.")
    else:
        taken_off = _("Who was admitted since the report is taken off the candidates it told of.")
    return (
        _("Still needed is added up unit by unit: what one unit has beyond its target helps no other.")
        + " "
        + taken_off
    )


def how_kept(_: Translator) -> str:
    """How expectations and admissions are compared."""
    return _(
        "The report that counts is the newest made by the deadline, else the first one, beside all admissions of the period. A share adds up closed periods that do not overlap, halves and quarters before their year; none is shown of two people or fewer. The last column says between which shares 8 of 10 further periods will probably lie: units with few reports are drawn towards the block."
    )


def enough_state(state: str, short: float | None, _: Translator) -> str:
    """How a unit's candidates stand to what it needs."""
    return _("Short by {count}", count=_.number(short)) if state == "short" else _(ENOUGH_NAMES[state])


def need_bars(rows: pd.DataFrame, column: str, _: Translator) -> pd.DataFrame:
    """Labels and parts of the need, for a chart, of the rows that need anybody; `column` holds the names."""
    wanted = rows[rows["needed"] > 0]
    labels = wanted[column].fillna(_("No officer"))
    return wanted[["covered", "short", "unknown"]].astype(int).assign(label=labels).reset_index(drop=True)


def kept_sentence(rows: pd.DataFrame, _: Translator) -> str:
    """What came of what was expected, over the closed periods."""
    expected, admitted = int(rows["expected"].sum()), int(rows["admitted"].sum())
    if not expected:
        return _("No closed period is known of which units had reported what they expect.")
    said = _(
        "Of {expected} people units expected in closed periods, {admitted} were admitted in them",
        expected=_.number(expected),
        admitted=_.number(admitted),
    )
    return said + (f" ({_.percent(admitted, expected)})." if targets.percentage_is_telling(expected) else ".")


def reminder(rows: pd.DataFrame, found: Round, view: View, _: Translator) -> str:
    """A text to send: the units that wait for a report, by officer in charge."""
    lines = [
        _(
            "Reports on the candidate pool for {period}, deadline {deadline}. By {date} {reported} of {asked} units have reported. These units are kindly asked for theirs:",
            period=period_name(found.period, _),
            deadline=_.date(found.deadline),
            date=_.date(view.last_day),
            reported=found.reported,
            asked=found.asked,
        )
    ]
    for officer, units in rows.groupby(rows["officer_label"].fillna(_("No officer")), sort=False):
        lines += ["", _("{officer} ({count} units):", officer=officer, count=len(units))]
        lines += [
            f"- {name}{_elsewhere(periods, _)}"
            for name, periods in zip(units["unit_name"], units["elsewhere"], strict=True)
        ]
    return "\n".join(lines)


def _elsewhere(periods: tuple[Period, ...], _: Translator) -> str:
    """In brackets the overlapping periods a unit has reported for."""
    return _(" (has reported for {periods})", periods=period_list(periods, _)) if periods else ""


def period_list(periods: tuple[Period, ...], _: Translator) -> str:
    """Periods one after the other."""
    return ", ".join(period_name(period, _) for period in periods)
