"""A year against its target in words."""

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from ketnap import targets
from ketnap.account import SamePeriod, Standing, View
from ketnap.i18n import Translator
from ketnap.words.names import BASIS_NAMES, SCOPE_NAMES, STATUS_NAMES
from ketnap.words.shares import telling_share


def headline(standing: Standing, _: Translator) -> str:
    """The answer in one sentence: admitted, share of the target, what is missing, what each month must bring."""
    facts = {
        "date": _.date(standing.view.last_day),
        "admitted": _.number(standing.admitted),
        "year": standing.view.year,
    }
    if not standing.is_known:
        return _("Nothing is known of admissions in {year} up to {date}: load the roster or monthly totals.", **facts)
    if not standing.target:
        return _("Admitted in {year} by {date}: {admitted}; no target is set for this view.", **facts)
    facts |= {"target": _.number(standing.target), "share": _share(standing, _)}
    if not standing.still_needed:
        return _("Admitted by {date}: {admitted}; the target of {year} ({target}) is reached ({share}).", **facts)
    facts |= {"missing": _.number(standing.still_needed)}
    if not standing.months_left:
        return _(
            "Admitted in the whole of {year}: {admitted}, {share} of the target ({target}); {missing} were missing.",
            **facts,
        )
    facts |= {"pace": _.number(standing.pace_needed, 1), "months": standing.months_left}
    return _(
        "Admitted by {date}: {admitted}, {share} of the target of {year} ({target}); still needed: {missing},"
        " that is {pace} a month in the {months} months left.",
        **facts,
    )


def _share(standing: Standing, _: Translator) -> str:
    """ "30,0%"; "1/2" where a percentage would say nothing, one person being half of it."""
    if not targets.percentage_is_telling(standing.target):
        return f"{_.number(standing.admitted)}/{_.number(standing.target)}"
    return _.percent(standing.admitted, standing.target)


def share_of_target(admitted: int | None, target: int | None, _: Translator) -> str:
    """ "45/150 = 30,0%"; without the percentage where the target is 2 or fewer or nothing is known."""
    if not target:
        return _.number(admitted)
    counts = f"{_.number(admitted)}/{_.number(target)}"
    if admitted is None or not targets.percentage_is_telling(target):
        return counts
    return f"{counts} = {_.percent(admitted, target)}"


def target_card(standing: Standing, _: Translator) -> tuple[str, str, str]:
    """Label, share of the target, and how share and target come about."""
    counts = share_of_target(standing.admitted if standing.is_known else None, standing.target, _)
    rule = rule_in_words(standing, _) if standing.view.whole_block else _(STATUS_NAMES[standing.status])
    if not standing.is_known or not targets.percentage_is_telling(standing.target):
        return _("Target of the year"), counts, rule
    share = _.percent(standing.admitted, standing.target)
    return _("Target of the year"), share, f"**{counts.partition(' = ')[0]}** · {rule}"


def same_period_card(found: SamePeriod, view: View, _: Translator) -> tuple[str, str, str]:
    """Label, ratio to the same period of last year, and its numerator, denominator and difference."""
    label = _("Same period of {year}", year=view.year - 1)
    if found.now is None:
        return label, "–", _("Nothing is known of {year} yet.", year=view.year)
    if found.before is None:
        return label, "–", _("No complete figures for the same period of {year}.", year=view.year - 1)
    counts = f"**{_.number(found.now)}/{_.number(found.before)}**"
    note = f"{counts} · {difference(found, _)}"
    if found.in_doubt:
        note += " · " + _("{count} rows name only the month or quarter", count=_.number(found.in_doubt))
    return label, telling_share(found.now, found.before, _), note


def difference(found: SamePeriod, _: Translator) -> str:
    """ "79 fewer than in the same period", "" where nothing can be compared."""
    if found.difference is None:
        return ""
    if found.difference == 0:
        return _("as many as in the same period")
    if found.difference > 0:
        return _("{count} more than in the same period", count=_.number(found.difference))
    return _("{count} fewer than in the same period", count=_.number(-found.difference))


def rule_in_words(standing: Standing, _: Translator) -> str:
    """How the target comes about: rate, members and day they were counted, and the absolute number beside it."""
    annual = standing.annual
    if annual.needed is None:
        return _("No target: neither a number nor the members at the start of {year} are known.", year=annual.year)
    said = []
    if annual.by_rate is not None:
        said.append(
            _(
                "by rate: {rate}% of {members} members on 1/1/{year} = {need}",
                rate=percent_of_members(annual.rate, _),
                members=_.number(annual.members),
                year=annual.members_year,
                need=_.number(annual.by_rate),
            )
        )
    if annual.by_count is not None:
        said.append(_("by number: {count}", count=_.number(annual.by_count)))
    if annual.by_rate is not None and annual.by_count is not None:
        said.append(_("the rate decides"))
    if annual.is_estimated:
        said.append(_("estimated: the members of {year} are not known of every unit", year=annual.year))
    if annual.set_by is None:
        said.append(_("default rate, no target file loaded"))
    text = "; ".join(said) + "."
    return text[0].upper() + text[1:]


def percent_of_members(rate: Decimal | None, _: Translator) -> str:
    """A rate as it was set: "3", "3,5"."""
    return _.number(rate, _decimals(rate))


def _decimals(rate: Decimal | None) -> int:
    """The decimals a rate is set with, zeros at its end left out."""
    exponent = Decimal(rate or 0).normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def pace(standing: Standing, _: Translator) -> str:
    """What each month left must bring, beside what each month brought so far."""
    if not standing.months_left:
        return _("the year is over")
    return _(
        "months left: {months}; so far {pace} a month",
        months=standing.months_left,
        pace=_.number(standing.pace_so_far, 1),
    )


def source_line(view: View, _: Translator) -> str:
    """The line under every figure: where from, as of when, counted by what, which units if not as they were."""
    line = _(
        "Source: imported rosters and totals · As of {date} · Counted by {basis} · Unit: members · Internal use",
        date=_.date(view.as_of),
        basis=_(BASIS_NAMES[view.basis]),
    )
    return line if view.scope == "as_was" else f"{line} · {_(SCOPE_NAMES[view.scope])}"


def data_notes(extent: pd.Series, standing: Standing, _: Translator) -> list[str]:
    """What a careful reader must know of the data: as of when, by which basis, what is not counted.

    `extent` is the row of queries/data_extent.sql.
    """
    waiting = _("{count} rows wait to be corrected", count=_.number(int(extent["waiting_rows"])))
    return [f"{source_line(standing.view, _)} · {waiting}", *_cautions(extent, standing, _)]


def months_behind(extent: pd.Series, view: View, _: Translator) -> Iterator[str]:
    """That no admission of the last months of the view is kept, where it is so."""
    last = extent["last_month"]
    if pd.notna(last) and (last.year, last.month) < (view.last_day.year, view.last_day.month):
        when = {"month": last.month, "year": last.year}
        yield _("The last admissions kept are of {month}/{year}; later months count as zero.", **when)


def _cautions(extent: pd.Series, standing: Standing, _: Translator) -> Iterator[str]:
    """What is not as a reader would expect: months without rows, rows left out, dates that stand in."""
    view = standing.view
    first = extent["first_roster_month"]
    if pd.notna(first) and first.month > 1 and first.year in (view.year, view.year - 1):
        when = {"month": first.month, "year": first.year}
        yield _("The rosters begin in {month}/{year}; earlier months of that year count as zero.", **when)
    if extent["later_rows"]:
        count = _.number(int(extent["later_rows"]))
        yield _("{count} rows dated after the as-of day are not in these figures.", count=count)
    if extent["month_only_in_doubt"]:
        count = _.number(int(extent["month_only_in_doubt"]))
        yield _("{count} rows name only a month or quarter that is not over; they are counted.", count=count)
    if extent["substituted"]:
        count, basis = _.number(int(extent["substituted"])), _(BASIS_NAMES[view.basis])
        yield _("{count} rows lack the {basis}; they count by the other date.", count=count, basis=basis)
    if standing.readmissions:
        counted = _("counted") if view.readmissions else _("not counted as new members")
        count = _.number(standing.readmissions)
        yield _("Re-admissions in {year}: {count}, {counted}.", year=view.year, count=count, counted=counted)
