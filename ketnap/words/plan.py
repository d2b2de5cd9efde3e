"""A year's plan in words: what it asks for, what it rests on, how it goes."""

import pandas as pd

from ketnap.account import View
from ketnap.classes import Plan as Classes
from ketnap.forecast import chance_word
from ketnap.i18n import Translator, mark
from ketnap.plan import Progress, Proposal, Size, Version
from ketnap.pool import Period
from ketnap.words.names import CHANCE_NAMES
from ketnap.words.pool import period_name
from ketnap.words.prospect import chance as chance_figure

SIZE_NAMES = {
    "rate": mark("By rate"),
    "number": mark("By number"),
    "catch_up": mark("Catch up with the term"),
}
KEY_NAMES = {
    "members": mark("By members (%)"),
    "pool": mark("By candidates (%)"),
    "past": mark("By admissions of the last years (%)"),
}
STATE_NAMES = {
    "draft": mark("draft"),
    "submitted": mark("submitted"),
    "approved": mark("approved"),
    "replaced": mark("replaced"),
    "withdrawn": mark("withdrawn"),
}
WHY_NAMES = {"fixed": mark("locked"), "limited": mark("by candidates"), "small": mark("in turn")}


def answer(found: Proposal, _: Translator) -> str:
    """What the year asks for and who takes it, in one sentence."""
    facts = {"year": found.method.year, "units": found.units, "all": len(found.rows)}
    if found.size.target is None:
        return _(
            "How many to admit in {year} cannot be told by rate: the members at the start of a year are not known.",
            **facts,
        )
    return _(
        "In {year}, {target} are to be admitted; {units} of {all} units take {total}.",
        target=_.number(found.size.target),
        total=_.number(found.split.total),
        **facts,
    )


def size_note(size: Size, _: Translator) -> str:
    """How the number came about."""
    if size.by == "number":
        return _("a number set for this plan")
    said = by_rate(size, _)
    found = size.catch_up
    if size.by != "catch_up":
        return said
    if found is None:
        return said + " · " + _("no shortfall of the term can be told")
    return (
        said
        + " "
        + _(
            "+ {each} = {short} short in the term ÷ {years} years left",
            each=_.number(found.each),
            short=_.number(found.short),
            years=found.years_left,
        )
    )


def by_rate(size: Size, _: Translator) -> str:
    """The year's own target: by rate of the members, else the number that was set."""
    annual = size.annual
    if annual.rate is None or annual.members is None or annual.by_rate is None:
        return _("the number set for the year") if annual.by_count is not None else "–"
    return _(
        "{rate}% of {members} members at the start of {year}",
        rate=_.number(float(annual.rate), 0 if annual.rate == int(annual.rate) else 1),
        members=_.number(annual.members),
        year=annual.members_year,
    )


def size_notes(size: Size, _: Translator) -> list[str]:
    """What is an estimate in the number, and what it leaves out."""
    notes = []
    if size.by != "number" and size.annual.is_estimated:
        notes.append(
            _(
                "The target is an estimate: the members at the start of {year} are not known.",
                year=size.annual.year,
            )
        )
    found = size.catch_up
    if found and found.running and found.expected is not None:
        notes.append(
            _(
                "The year {year} is not over: it counts with {count}, the middle of the forecast.",
                year=found.running,
                count=_.number(found.expected),
            )
        )
    elif found and found.running:
        notes.append(_("The year {year} is not over and has no forecast: it counts as met.", year=found.running))
    if found and found.assumed:
        notes.append(
            _("Years before that have not begun count as met: {years}.", years=", ".join(map(str, found.assumed)))
        )
    return notes


def sum_sentence(found: Proposal, _: Translator) -> str:
    """How the number of each unit adds up: what is locked, what is shared, and that nobody is lost."""
    parts = found.split
    fixed = sum(parts.planned[code] for code in parts.fixed)
    if not parts.fixed:
        said = _("Nothing is locked: {total} are shared among all units.", total=_.number(parts.total))
    else:
        said = _(
            "Locked: {units} units with {fixed}; the other units share {rest}; together {total}.",
            units=len(parts.fixed),
            fixed=_.number(fixed),
            rest=_.number(parts.total - fixed),
            total=_.number(parts.total),
        )
    return said


def excess(found: Proposal, _: Translator) -> str:
    """That more is locked than is asked for; "" where it is not."""
    parts = found.split
    if not parts.excess:
        return ""
    return _(
        "What is locked is {excess} more than the {target} asked for, so that the other units get nobody. Unlock a unit, or plan for more.",
        excess=_.number(parts.excess),
        target=_.number(parts.target),
    )


def unplaced(found: Proposal, _: Translator) -> str:
    """That units have too few candidates for the number; "" where everybody has a place."""
    parts = found.split
    if not parts.unplaced:
        return ""
    return _(
        "{unplaced} of {target} have no place: the units reported too few candidates. Find more candidates, or lift the limit.",
        unplaced=_.number(parts.unplaced),
        target=_.number(parts.target),
    )


def cards(found: Proposal, chance: float | None, classes: Classes | None, _: Translator) -> list[tuple[str, str, str]]:
    """The size, those who share it, how likely it is, and the classes it asks for."""
    small = len(found.split.small)
    turns = _("{count} small ones take turns over the years", count=small) if small else _("all in one year")
    return [
        (_("To be admitted in {year}", year=found.method.year), _.number(found.size.target), size_note(found.size, _)),
        (
            _("Units that take part"),
            _("{units} of {all}", units=found.units, all=len(found.rows)),
            turns,
        ),
        (
            _("Chance of reaching the plan"),
            "–" if chance is None else chance_figure(chance, _),
            _chance_note(chance, _),
        ),
        (_("New classes needed"), *_classes(classes, _)),
    ]


def how_cards(found: Proposal, _: Translator) -> list[str]:
    """How each card is made."""
    return [
        size_note(found.size, _),
        _("Units with a number above 0, of all units of the year."),
        _("Chance = P(admissions of the year ≥ plan), by the courses of the forecast as it stands."),
        _(
            "Participants = (target − expected of those who have a valid certificate) ÷ share of participants"
            " admitted; classes = participants ÷ participants of a class, rounded up."
        ),
    ]


def _chance_note(chance: float | None, _: Translator) -> str:
    """What the chance says."""
    if chance is None:
        return _("no forecast of that year")
    word = _(CHANCE_NAMES[chance_word(round(chance, 2))])
    return _("{word}, if admissions go on as they have so far", word=word)


def _classes(found: Classes | None, _: Translator) -> tuple[str, str]:
    """How many classes, for how many people."""
    if found is None:
        return "–", _("told for the year after the as-of day, once classes are known")
    participants, number = found.participants(found.share), found.classes(found.share)
    if participants is None:
        return "–", _("no share of graduates is known")
    return _.number(number), _(
        "{participants} places; {expected} expected of {valid} valid certificates",
        participants=_.number(participants),
        expected=_.number(found.expected),
        valid=_.number(found.valid),
    )


def by_key_sentence(rows: pd.DataFrame, period: Period | None, _: Translator) -> str:
    """How far sharing by candidates differs from sharing by members, and what is known of candidates."""
    told = rows["reported"].notna()
    if period is None:
        return _("No unit has reported its candidates: both are the same.")
    return _(
        "By candidates {more} units get more than by members, {fewer} fewer; {moved} people move. {reported} of {all} units have reported for {period}.",
        more=int((rows["difference"] > 0).sum()),
        fewer=int((rows["difference"] < 0).sum()),
        moved=_.number(int(rows["difference"].clip(lower=0).sum())),
        reported=int(told.sum()),
        all=len(rows),
        period=period_name(period, _),
    )


def version_name(found: Version, _: Translator) -> str:
    """A version in a list: its name, state and number, and its document or file."""
    more = found.document or found.file
    return " · ".join([found.name, _(STATE_NAMES[found.state]), _.number(found.total), *([more] if more else [])])


def approved_sentence(found: Version | None, year: int, _: Translator) -> str:
    """Which version of a year counts."""
    if found is None:
        return _("No plan of {year} is approved yet.", year=year)
    return _(
        "Approved plan of {year}: {total} ({document}, {date}).",
        year=year,
        total=_.number(found.total),
        document=found.document or _("no document number"),
        date="–" if found.decided_on is None else _.date(found.decided_on),
    )


def not_approved(found: Proposal, counting: Version, _: Translator) -> str:
    """That what is on the screen differs from the approved plan."""
    return _(
        "On the screen are {shown}, not the approved plan {version} of {total}: open it below, or compare the two.",
        shown=_.number(found.split.total),
        version=counting.name,
        total=_.number(counting.total),
    )


def progress_sentence(found: Progress, view: View, _: Translator) -> str:
    """An approved plan up to a day beside what came."""
    facts = {
        "year": view.year,
        "date": _.date(view.last_day),
        "total": _.number(found.total),
        "so_far": _.number(found.so_far),
    }
    if found.admitted is None or found.difference is None:
        return _("The approved plan of {year} asks for {total}, {so_far} of them up to {date}.", **facts)
    facts["admitted"] = _.number(found.admitted)
    if found.difference >= 0:
        return _(
            "The approved plan of {year} asks for {total}, {so_far} of them up to {date}; {admitted} were admitted, {more} more.",
            more=_.number(found.difference),
            **facts,
        )
    return _(
        "The approved plan of {year} asks for {total}, {so_far} of them up to {date}; {admitted} were admitted, {fewer} fewer.",
        fewer=_.number(-found.difference),
        **facts,
    )


def refused(unit: str, said: str, kept: int, _: Translator) -> str:
    """That what was typed is no number of people."""
    return _(
        "{unit}: “{said}” is not taken: a number of people is whole. It stays {kept}.",
        unit=unit,
        said=said,
        kept=_.number(kept),
    )


def not_filtered(view: View, _: Translator) -> str:
    """That filters do not apply; "" where none is chosen."""
    if view.whole_block and view.scope != "like":
        return ""
    return _(
        "The proposal and its versions are those of the whole block: the filters apply to plan and result below alone. A plan has no sources."
    )


def how_size(found: Proposal, _: Translator) -> str:
    """How the number and its parts are made."""
    lines = [
        f"{_.number(found.size.target)} = {size_note(found.size, _)}",
        *size_notes(found.size, _),
        _(
            "A rate is rounded up. Units share the number by weight: each gets the whole part of its exact share, those left go to the largest remainders, of equal ones to the unit that comes first in the official order."
        ),
    ]
    if found.split.small:
        lines.append(
            _(
                "Units whose share is less than one person share the seats of all of them together: first those that were short most in the years of the term before, by their approved plans or admissions."
            )
        )
    return "\n".join(lines)


def how_weights(found: Proposal, _: Translator) -> str:
    """What the weights of units are."""
    keys = {key: share for key, share in found.method.shares.items() if share}
    said = ", ".join(f"{_(KEY_NAMES[key])}: {share}" for key, share in keys.items())
    return "\n".join(
        [
            _("Weights: {keys}.", keys=said),
            _(
                "A unit that has not reported, or came later, counts with the usual number for its members; it is not limited."
            ),
            _("Chance = P(admissions of the year ≥ plan), by the courses of the forecast as it stands."),
        ]
    )


def how_months(_: Translator) -> str:
    """How the months are made."""
    return _(
        "Months share the number by the usual pace of past years, by working days (Tet) and after the classes chosen. Each cell is the unit's number × the month's ÷ all, rounded down or up so that rows and columns add up exactly."
    )


def how_progress(_: Translator) -> str:
    """How plan and result are compared."""
    return _(
        "Planned up to the day = the months that are over, and of the month that has begun the part of its days. By unit the same, in whole people that add up. The plan is the approved one with the newest document by the as-of day."
    )
