"""The organizations that introduce members in words: what they tell, how it stands to the roster, what weighs what."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ketnap.account import View
from ketnap.i18n import Translator, mark
from ketnap.organizations import Organization, Period, Share, is_narrowed
from ketnap.words.names import SOURCE_NAMES

INDICATOR_NAMES = {
    "introduced": mark("Introduced"),
    "per_100": mark("Introduced/100"),
    "sent_to_class": mark("Sent to a class"),
    "admitted": mark("Admitted, reported"),
    "conversion": mark("Admitted/100 introduced"),
}
QUARTERS = ("I", "II", "III", "IV")


def period_name(period: Period, _: Translator) -> str:
    """A period inside a sentence: "5 tháng đầu năm 2021", "quý I/2021", "15/12/2020–14/12/2021"."""
    year, first, months = period.start.year, period.start.month, period.months
    if not period.is_whole_months or period.end.year != year:
        return f"{_.date(period.start)}–{_.date(period.end)}"
    if months == 12:
        return _("the year {year}", year=year)
    if months == 3 and first % 3 == 1:
        return _("quarter {quarter} of {year}", quarter=QUARTERS[first // 3], year=year)
    if months == 1:
        return _("{month} of {year}", month=_.month_name(first), year=year)
    if first == 1:
        return _("the first {months} months of {year}", months=months, year=year)
    if period.end.month == 12:
        return _("the last {months} months of {year}", months=months, year=year)
    return f"{_.date(period.start)}–{_.date(period.end)}"


def period_title(period: Period, _: Translator) -> str:
    """A period at the head of a row or a sentence."""
    name = period_name(period, _)
    return name[0].upper() + name[1:]


def organizations_sentence(found: Sequence[Organization], period: Period, _: Translator) -> str:
    """What each organization introduced and how many were admitted, as told and by the roster."""
    said = "; ".join(_organization(one, _) for one in found)
    return f"{period_title(period, _)}: {said}."


def _organization(one: Organization, _: Translator) -> str:
    """One organization inside the sentence."""
    fields: dict[str, object] = {"name": _(SOURCE_NAMES[one.source]), "roster": _.number(one.roster)}
    if one.told is None:
        return _("{name} has not reported (by the roster {roster} admitted)", **fields)
    fields["introduced"] = _.number(one.told.count("introduced"))
    if one.reported is None:
        said = _("{name} introduced {introduced}, admitted not reported (by the roster {roster})", **fields)
    else:
        said = _(
            "{name} introduced {introduced}, {admitted} were admitted (by the roster {roster})",
            admitted=_.number(one.reported),
            **fields,
        )
    return said if one.told.is_own else f"{said}, {_summed(one, _)}"


def _summed(one: Organization, _: Translator) -> str:
    """That the numbers of those below stand in for the organization's own."""
    count = len(one.told.rows) if one.told else 0
    return _("added up from {count} organizations below", count=_.number(count))


def nothing_told(view: View, newest: Period | None, _: Translator) -> str:
    """That no organization told anything of the year, and of which period the newest figures are."""
    if view.source and view.source not in ("youth_union", "trade_union", "other"):
        return _("{source}: no organization reports on these admissions.", source=_(SOURCE_NAMES[view.source]))
    if newest is None:
        return _("No figures of the organizations are known yet up to {date}.", date=_.date(view.as_of))
    return _(
        "No figures of the organizations are known for {year}; the newest are of {period}.",
        year=view.year,
        period=period_name(newest, _),
    )


def organization_cards(found: Sequence[Organization], shares: pd.DataFrame, view: View, _: Translator):
    """A card for each organization, introduced and admitted, and one for their part of the roster."""
    cards = [_card(one, _) for one in found if one.told]
    return [*cards, _roster_card(shares, view, _)]


def _card(one: Organization, _: Translator) -> tuple[str, str, str]:
    """Introduced and admitted, the ratio of the two, and the roster beside it."""
    introduced = one.told.count("introduced") if one.told else None
    notes = []
    share = one.share("admitted", "introduced")
    if share and share.percent is not None:
        notes.append(_("{share}% of those introduced", share=_.number(share.percent, 1)))
    notes.append(_("by the roster {roster}", roster=_.number(one.roster)))
    if one.difference is not None:
        notes.append(_("difference {difference}", difference=signed(one.difference, _)))
    label = _("{name}: introduced → admitted", name=_(SOURCE_NAMES[one.source]))
    return label, f"{_.number(introduced)} → {_.number(one.reported)}", " · ".join(notes)


def _roster_card(shares: pd.DataFrame, view: View, _: Translator) -> tuple[str, str, str]:
    """How many of the year's admissions the roster gives to organizations."""
    label = _("By the roster, introduced by an organization, {year}", year=view.year)
    of_organizations = shares[~shares.index.isin(["two_members", "unknown"])]
    known = of_organizations["this_year"].dropna()
    if known.empty:
        return label, "–", _("not known")
    part, whole = int(known.sum()), int(of_organizations["all_this_year"].iloc[0])
    share = Share(part, whole).percent
    figure = "–" if share is None else f"{_.number(share, 1)}%"
    counts = f"**{_.number(part)}/{_.number(whole)}**"
    return label, figure, _("{counts} admitted up to {date}", counts=counts, date=_.date(view.last_day))


def signed(count: int | None, _: Translator) -> str:
    """A difference with its sign; "–" where it is not known."""
    if count is None:
        return "–"
    return f"{'+' if count > 0 else '−' if count < 0 else ''}{_.number(abs(count))}"


def organization_notes(found: Sequence[Organization], period: Period, without: int, view: View, _: Translator):
    """What a careful reader must know of the figures: whose they are, and why they may differ from the roster."""
    notes = [_whose(one, _) for one in found if one.told]
    if period.end > view.as_of:
        notes.append(_("The period is not over: the roster is counted up to {date}.", date=_.date(view.as_of)))
    if any(one.difference for one in found):
        notes.append(_causes(without, _))
    if any(share.part > share.whole for one in found for share in (one.share("admitted", "introduced"),) if share):
        notes.append(
            _("More admitted than introduced: people admitted now may have been introduced before the period.")
        )
    if is_narrowed(view):
        notes.append(
            _(
                "With these filters only organizations below with a known unit are added up; the organizations' own totals know no units and are left out. The roster counts every unit of the filter."
            )
        )
    return notes


def _causes(without: int, _: Translator) -> str:
    """Why a report and the roster may differ."""
    said = _(
        "A difference may come from: another date counted by, a report made before the period ended, rows that came late or name another source, re-admissions."
    )
    if without:
        said += " " + _("In the roster {count} admitted of the period have no source.", count=_.number(without))
    return said


def _whose(one: Organization, _: Translator) -> str:
    """Whose figures they are, of which day, and the rating given."""
    said = [_("the organization's own figures") if one.told and one.told.is_own else _summed(one, _)]
    made = one.told.report_date if one.told else None
    said.append(_("reported on {date}", date=_.date(made)) if made else _("day of the report not given"))
    if one.told and one.told.rating:
        said.append(_("rating as given: {rating}", rating=one.told.rating))
    return f"{_(SOURCE_NAMES[one.source])}: {', '.join(said)}."


def averages_sentence(averages: pd.Series, _: Translator) -> str:
    """The averages of an organization that count as 100."""
    known = averages.dropna()
    values = [f"{_(INDICATOR_NAMES[str(name)]).lower()} {_.number(value, 1)}" for name, value in known.items()]
    return _(
        "Averages that count as 100: {averages}. –: a number is missing, or what it is divided by is 2 or fewer; a weight"
        " of 0 leaves that indicator out.",
        averages=", ".join(values),
    )


def weights_sentence(weights: Mapping[str, int], _: Translator) -> str:
    """The weights as they are and their sum."""
    each = ", ".join(f"{_(INDICATOR_NAMES[name]).lower()} {weight}" for name, weight in weights.items())
    return _("Weights: {weights}; sum {sum}.", weights=each, sum=sum(weights.values()))


def trend_bars(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Names, labels and counts of organizations and periods, for a chart; a period that is partial has a star."""
    marks = [" *" if partial else "" for partial in rows["is_partial"]]
    return pd.DataFrame(
        {
            "organization": [_(SOURCE_NAMES[source]) for source in rows["source"]],
            "label": [period_title(period, _) + mark for period, mark in zip(rows["period"], marks, strict=True)],
            "introduced": rows["introduced"].astype("Float64").astype(float),
            "admitted": rows["admitted"].astype("Float64").astype(float),
            "is_partial": rows["is_partial"],
        }
    )
