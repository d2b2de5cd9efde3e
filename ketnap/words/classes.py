"""Classes in words: who is admitted and who waits, how long it takes, what next year asks for."""

from ketnap.account import View
from ketnap.classes import ENDING, RIPE, Matched, Plan, Standing, Wait
from ketnap.i18n import Translator
from ketnap.targets import percentage_is_telling
from ketnap.words.shares import telling_share


def classes_sentence(found: Standing, view: View, _: Translator) -> str:
    """Of so many graduates so many are admitted; the others wait."""
    if not found.classes:
        return _nothing_followed(found, view, _)
    return _(
        "Of {graduates} graduates of {classes} awareness classes that ended by {date}, {admitted} ({share}) are"
        " admitted so far; {waiting} are not yet. Certificates that end within {months} months: {ending}.",
        graduates=_.number(found.graduates),
        classes=_.number(found.classes),
        date=_.date(view.as_of),
        admitted=_.number(found.admitted),
        share=telling_share(found.admitted, found.graduates, _),
        waiting=_.number(found.waiting),
        ending=_ending(found, _),
        months=ENDING,
    )


def _ending(found: Standing, _: Translator) -> str:
    """How many certificates end soon, and of how many of these people nobody knows whether they were admitted."""
    if not found.unclear_ending:
        return _.number(found.ending)
    return _(
        "{ending} ({unclear} of them of unknown outcome)",
        ending=_.number(found.ending),
        unclear=_.number(found.unclear_ending),
    )


def _nothing_followed(found: Standing, view: View, _: Translator) -> str:
    """That there is no class, or none the roster follows."""
    if not found.unfollowed:
        return _("No awareness class that ended by {date} is known here.", date=_.date(view.as_of))
    return _(
        "{classes} awareness classes with {graduates} graduates ended by {date}, all before the roster begins: who was"
        " admitted is not known.",
        classes=_.number(found.unfollowed),
        graduates=_.number(found.unfollowed_graduates),
        date=_.date(view.as_of),
    )


def classes_cards(found: Standing, wait: Wait, _: Translator) -> list[tuple[str, str, str]]:
    """Graduates, admitted, the months between, and who waits: label, figure, note."""
    shared = {"admitted": _.number(found.admitted), "graduates": _.number(found.graduates)}
    certificates = _(
        "certificates: {valid} valid, {ending} of them to end within {months} months; {expired} expired",
        valid=_.number(found.valid),
        ending=_.number(found.ending),
        months=ENDING,
        expired=_.number(found.expired),
    )
    return [
        (
            _("Admitted so far"),
            telling_share(found.admitted, found.graduates, _),
            _("{admitted} of {graduates} graduates", **shared),
        ),
        (_("From certificate to admission"), _half(wait, _), _half_note(wait, _)),
        (_("Not admitted yet"), _.number(found.waiting), certificates),
    ]


def _half(wait: Wait, _: Translator) -> str:
    """The months within which half of all graduates are admitted."""
    if not percentage_is_telling(wait.graduates):
        return "–"
    return _("not reached") if wait.of_all is None else _("{months} months", months=_.number(wait.of_all, 1))


def _half_note(wait: Wait, _: Translator) -> str:
    """Whom the median is of, and the plain one among those who are admitted."""
    if not percentage_is_telling(wait.graduates):
        return _("too few graduates to tell")
    alone = "–" if wait.of_admitted is None else _.number(wait.of_admitted, 1)
    if wait.of_all is None:
        return _("fewer than half are admitted so far; median of those admitted: {months} months", months=alone)
    return _(
        "by then half of all, those still waiting included; median of those admitted: {months} months", months=alone
    )


def classes_notes(found: Standing, view: View, _: Translator) -> list[str]:
    """What a careful reader must know: who counts elsewhere, and which classes the roster does not follow."""
    notes = []
    if view.year != view.as_of.year:
        notes.append(_("Classes are told as of {date}; the year chosen changes nothing here.", date=_.date(view.as_of)))
    if found.apart:
        notes.append(
            _(
                "{count} graduates are not counted for a class: they went to a later one, or were admitted before the"
                " class or for the second time.",
                count=_.number(found.apart),
            )
        )
    if found.unfollowed:
        notes.append(
            _(
                "{classes} more classes with {graduates} graduates ended before the roster begins. Of {unclear} of"
                " them it is not known whether they were admitted before: their certificates are among those"
                " counted, but shares, months and the plan leave these classes out.",
                classes=_.number(found.unfollowed),
                graduates=_.number(found.unfollowed_graduates),
                unclear=_.number(found.unclear),
            )
        )
    return notes


def plan_sentence(found: Plan, _: Translator) -> str:
    """What next year's target asks for; what is missing where it cannot be said."""
    if found.target is None:
        return _("No target of {year} is known for this view.", year=found.year)
    participants = found.participants(found.share)
    if participants is None:
        return _("With a share of 0% no number of participants would do.")
    facts = {"year": found.year, "target": _.number(found.target), "participants": _.number(participants)}
    classes = found.classes(found.share)
    if classes is None:
        return _("For {target} admissions in {year}: {participants} participants.", **facts)
    return _(
        "For {target} admissions in {year}: {participants} participants, which is {classes} classes of {size}.",
        classes=_.number(classes),
        size=_.number(found.size),
        **facts,
    )


def plan_notes(found: Plan, matched: Matched, _: Translator) -> list[str]:
    """What the plan rests on."""
    if found.ripe:
        share = _(
            "The share is that of graduates admitted within {months} months after the class, over the"
            " {classes} classes of the whole block that are old enough ({graduates} graduates).",
            months=RIPE,
            classes=found.ripe,
            graduates=_.number(found.ripe_graduates),
        )
    else:
        share = _(
            "No class is {months} months old and found in the roster: the share is the one the forecast reckons with.",
            months=RIPE,
        )
    spread = (
        _("The range goes from the lowest to the highest of these classes.")
        if found.is_range_of_classes
        else _("The range is the one the forecast gives the next class, 8 times out of 10.")
    )
    notes = [
        share + " " + spread,
        _(
            "Of those with a valid certificate so many are expected in {year} as past classes brought month by month;"
            " who is expected before helps this year's target.",
            year=found.year,
        ),
        _("A class late in the year brings most of its admissions in the year after."),
    ]
    years = matched.years[["found", "admitted"]].sum()
    if years["found"] < years["admitted"]:
        notes.append(
            _(
                "Only {found} of {admitted} admissions were found in a class. If classes are missing here, more people"
                " wait than the plan knows, and fewer new participants are needed.",
                found=_.number(years["found"]),
                admitted=_.number(years["admitted"]),
            )
        )
    if found.is_estimated:
        notes.append(_("The target is an estimate: the members at the start of {year} are not known.", year=found.year))
    return notes


def matched_sentence(found: Matched, _: Translator) -> str:
    """How far graduates and admissions could be laid side by side."""
    years = found.years
    return _(
        "{recognisable} of {listed} graduates known by name can be recognised in the roster (by code, or by name and"
        " full birth date); {numbered} are known by number only. Of {admitted} admissions since the first class"
        " {found} were found in a class.",
        recognisable=_.number(found.recognisable),
        listed=_.number(found.listed),
        numbered=_.number(found.numbered),
        admitted=_.number(int(years["admitted"].sum())),
        found=_.number(int(years["found"].sum())),
    )
