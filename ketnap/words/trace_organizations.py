"""How the figures of the organizations that introduce members are made."""

from collections.abc import Sequence

import pandas as pd

from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.organizations import Organization, Period
from ketnap.words.names import BASIS_NAMES, SOURCE_NAMES
from ketnap.words.organizations import period_name, signed
from ketnap.words.trace import quotient


def headline(found: Sequence[Organization], period: Period, view: View, _: Translator) -> str:
    """The page's answer: what is told, and what the roster says of the same days."""
    said = [f"{_(SOURCE_NAMES[one.source])}: {_told(one, period, _)}" for one in found if one.told]
    return "\n".join([*said, _roster(period, view, _)])


def _told(one: Organization, period: Period, _: Translator) -> str:
    """Whose rows the numbers of an organization are."""
    introduced = one.told.count("introduced") if one.told else None
    facts = {"introduced": _.number(introduced), "admitted": _.number(one.reported), "period": period_name(period, _)}
    if one.told and one.told.is_own:
        return _(
            "{introduced} introduced and {admitted} admitted as its own newest row on {period} tells; those below are not added.",
            **facts,
        )
    return _(
        "{introduced} introduced and {admitted} admitted by the newest rows on {period} of {count} organizations below it, added up: it has none of its own.",
        count=_.number(len(one.told.rows) if one.told else 0),
        **facts,
    )


def _roster(period: Period, view: View, _: Translator) -> str:
    """What the roster counts of a period."""
    return _(
        "By the roster: people admitted with that source and a {basis} from {first} to {last}, annulled decisions left out; months without a roster by their totals.",
        basis=_(BASIS_NAMES[view.basis]),
        first=_.date(period.start),
        last=_.date(min(period.end, view.as_of)),
    )


def nothing_told(view: View, _: Translator) -> str:
    """What is looked for where nothing is told."""
    return _(
        "Looked for are figures on periods that end in {year}, known by {date}: by the day of the report, else by the last day of the period.",
        year=view.year,
        date=_.date(view.as_of),
    )


def cards(
    found: Sequence[Organization], period: Period | None, shares: pd.DataFrame, view: View, _: Translator
) -> list[str]:
    """The cards of organizations that told something, and that of the roster."""
    if period is None:
        return [_roster_card(shares, view, _)]
    told = [_card(one, period, _) for one in found if one.told]
    return [*told, f"{_roster_card(shares, view, _)} {_roster(period, view, _)}"]


def _card(one: Organization, period: Period, _: Translator) -> str:
    """Introduced and admitted, their ratio, and the difference to the roster."""
    said = [_told(one, period, _)]
    share = one.share("admitted", "introduced")
    if share:
        said.append(quotient(share.part, share.whole, _))
    if one.difference is not None:
        said.append(
            _(
                "Difference {difference} = {reported} − {roster} by the roster.",
                difference=signed(one.difference, _),
                reported=_.number(one.reported),
                roster=_.number(one.roster),
            )
        )
    return " ".join(said)


def _roster_card(shares: pd.DataFrame, view: View, _: Translator) -> str:
    """The organizations' part of the roster."""
    of_organizations = shares[~shares.index.isin(["two_members", "unknown"])]
    known = of_organizations["this_year"].dropna()
    facts = {"basis": _(BASIS_NAMES[view.basis]), "year": view.year, "date": _.date(view.last_day)}
    counted = _(
        "Admissions of {year} by {date} by {basis} whose source is the Youth Union, the trade union or another organization ÷ those of all sources; two members and sources not stated are part of the latter alone.",
        **facts,
    )
    if known.empty:
        return counted
    return f"{counted} {quotient(int(known.sum()), int(of_organizations['all_this_year'].iloc[0]), _)}"


def trend(_: Translator) -> str:
    """Introduced and admitted by period."""
    return _(
        "Introduced and admitted as the newest row of each organization on each period tells, else those below it added up, never both."
    )
