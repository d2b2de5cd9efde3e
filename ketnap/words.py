"""Figures in words: the sentences that pages, slides and documents share."""

import pandas as pd

from ketnap import forecast as forecasts
from ketnap import targets
from ketnap.account import Outlook, SamePeriod, Standing, View
from ketnap.i18n import Translator, mark
from ketnap.targets import Term

SOURCE_NAMES = {
    "youth_union": mark("Youth Union"),
    "trade_union": mark("Trade union"),
    "two_members": mark("Two members"),
    "other": mark("Other source"),
    "unknown": mark("Source not stated"),
}
BASIS_NAMES = {"decision": mark("decision date"), "ceremony": mark("ceremony date")}
STATUS_NAMES = {
    "exceeded": mark("Exceeded"),
    "met": mark("Met"),
    "not_yet": mark("Not yet met"),
    "no_target": mark("No target"),
}
VERDICT_NAMES = {
    "met": mark("met"),
    "missed": mark("not met"),
    "open": mark("still open"),
    "unknown": mark("not enough data"),
}
CHANCE_NAMES = {
    "almost_none": mark("almost no chance"),
    "very_unlikely": mark("very unlikely"),
    "unlikely": mark("unlikely"),
    "even": mark("about as likely as not"),
    "likely": mark("likely"),
    "very_likely": mark("very likely"),
    "almost_certain": mark("almost certain"),
}
TABLE_NAMES = {
    "units": mark("Register of units"),
    "opening_members": mark("Members at the start of the year"),
    "targets": mark("Targets"),
    "monthly_totals": mark("Monthly totals without a roster"),
    "admissions": mark("Roster of admissions"),
}


def headline(standing: Standing, _: Translator) -> str:
    """The answer in one sentence: admitted, share of the target, what is missing, what each month must bring."""
    facts = {
        "date": _.date(standing.view.last_day),
        "admitted": _.number(standing.admitted),
        "year": standing.view.year,
    }
    if standing.target is None:
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


def share_of_target(admitted: int, target: int | None, _: Translator) -> str:
    """ "45/150 = 30,0%"; without the percentage where the target is 2 or fewer."""
    if target is None:
        return _.number(admitted)
    counts = f"{_.number(admitted)}/{_.number(target)}"
    if not targets.percentage_is_telling(target):
        return counts
    return f"{counts} = {_.percent(admitted, target)}"


def target_card(standing: Standing, _: Translator) -> tuple[str, str, str]:
    """Label, share of the target, and how share and target come about."""
    counts = share_of_target(standing.admitted, standing.target, _)
    rule = rule_in_words(standing, _) if standing.view.whole_block else _(STATUS_NAMES[standing.status])
    if not targets.percentage_is_telling(standing.target):
        return _("Target of the year"), counts, rule
    share = _.percent(standing.admitted, standing.target)
    return _("Target of the year"), share, f"**{counts.partition(' = ')[0]}** · {rule}"


def same_period_card(found: SamePeriod, view: View, _: Translator) -> tuple[str, str, str]:
    """Label, ratio to the same period of last year, and its numerator, denominator and difference."""
    label = _("Same period of {year}", year=view.year - 1)
    if found.before is None:
        return label, "–", _("No complete figures for the same period of {year}.", year=view.year - 1)
    counts = f"**{_.number(found.now)}/{_.number(found.before)}**"
    note = f"{counts} · {difference(found, _)}"
    if found.in_doubt:
        note += " · " + _("{count} rows name only the month", count=_.number(found.in_doubt))
    return label, _.percent(found.now, found.before), note


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
                "By rate: {rate}% of {members} members on 1/1/{year} = {need}",
                rate=_.number(annual.rate, 0 if annual.rate == int(annual.rate or 0) else 1),
                members=_.number(annual.members),
                year=annual.members_year,
                need=_.number(annual.by_rate),
            )
        )
    if annual.by_count is not None:
        said.append(_("By number: {count}", count=_.number(annual.by_count)))
    if annual.by_rate is not None and annual.by_count is not None:
        said.append(_("the rate decides"))
    if annual.is_estimated:
        said.append(_("estimated: the members of {year} are not known yet", year=annual.year))
    if not annual.set_by:
        said.append(_("default rate, no target file loaded"))
    return "; ".join(said) + "."


def term_sentence(term: Term, _: Translator) -> str:
    """Where the term stands, with its two verdicts."""
    first, last = term.years[0].target.year, term.years[-1].target.year
    if term.target is None:
        return _(
            "Term {first}–{last}: {admitted} admitted; no target known.",
            first=first,
            last=last,
            admitted=_.number(term.admitted),
        )
    return _(
        "Term {first}–{last}: {share} of the sum of the yearly targets. Every year reaching its target: {every};"
        " the sum of the term: {sum}.",
        first=first,
        last=last,
        share=share_of_target(term.admitted, term.target, _),
        every=_(VERDICT_NAMES[term.every_year]),
        sum=_(VERDICT_NAMES[term.cumulative]),
    )


def chance(probability: float, _: Translator) -> str:
    """ "38%"; never 0 or 100 unless it is a fact."""
    if probability in (0.0, 1.0):
        return _.percent(probability, 1, 0)
    if probability < 0.01:
        return _("under {percent}", percent=_.percent(1, 100, 0))
    if probability > 0.99:
        return _("over {percent}", percent=_.percent(99, 100, 0))
    return _.percent(probability, 1, 0)


def chance_in_words(probability: float, _: Translator) -> str:
    """ "unlikely (38%)": the word with the number in brackets, every time."""
    return f"{_(CHANCE_NAMES[forecasts.chance_word(probability)])} ({chance(probability, _)})"


def forecast_sentence(outlook: Outlook, view: View, target: int | None, _: Translator) -> str:
    """The forecast of the year in one sentence: the chance in words with its number, the middle, the 80 % range."""
    total = outlook.year_total
    facts = {
        "year": view.year,
        "median": _.number(total.quantile(0.5)),
        "low": _.number(total.quantile(0.1)),
        "high": _.number(total.quantile(0.9)),
    }
    if outlook.forecast.months_done == 12:
        return _("The year {year} is over; admitted: {count}.", year=view.year, count=_.number(total.floor))
    if target is None or outlook.chance is None:
        return _("Most likely {median} by the end of {year}, 8 chances in 10 between {low} and {high}.", **facts)
    facts |= {"target": _.number(target)}
    if outlook.chance == 1.0:
        return _(
            "The target of {target} is reached. By the end of {year} most likely {median}, 8 chances in 10 between {low} and {high}.",
            **facts,
        )
    return _(
        "Reaching {target} in {year}: {chance}; most likely {median}, 8 chances in 10 between {low} and {high}.",
        chance=chance_in_words(outlook.chance, _),
        **facts,
    )


def term_forecast_sentence(outlook: Outlook, _: Translator) -> str | None:
    """The forecast of the term in one sentence with both chances; None without a term target."""
    if outlook.term is None or outlook.term_total is None or outlook.term_chance is None:
        return None
    every = outlook.every_chance
    return _(
        "Term {first}–{last}: reaching the sum of {target}: {chance}, most likely {median}, 8 chances in 10"
        " between {low} and {high}. Every single year reaching its target: {every}.",
        first=outlook.term.years[0].target.year,
        last=outlook.term.years[-1].target.year,
        target=_.number(outlook.term.target),
        chance=chance_in_words(outlook.term_chance, _),
        median=_.number(outlook.term_total.quantile(0.5)),
        low=_.number(outlook.term_total.quantile(0.1)),
        high=_.number(outlook.term_total.quantile(0.9)),
        every="–" if every is None else chance_in_words(every, _),
    )


def source_line(view: View, _: Translator) -> str:
    """The line under every figure: where from, as of when, counted by what."""
    return _(
        "Source: imported rosters and totals · As of {date} · Counted by {basis} · Unit: members · Internal use",
        date=_.date(view.last_day),
        basis=_(BASIS_NAMES[view.basis]),
    )


def chance_card(outlook: Outlook | forecasts.TooLittle, standing: Standing, _: Translator) -> tuple[str, str, str]:
    """Label, figure and note of the forecast in brief."""
    label = _("Chance of reaching it")
    if isinstance(outlook, forecasts.TooLittle):
        return label, "–", too_little(outlook, _)
    if outlook.chance is None:
        return label, "–", _("no target is set for this view")
    total = outlook.year_total
    note = _(
        "{words}; most likely {median} by the end of the year ({low}–{high})",
        words=_(CHANCE_NAMES[forecasts.chance_word(outlook.chance)]),
        median=_.number(total.quantile(0.5)),
        low=_.number(total.quantile(0.1)),
        high=_.number(total.quantile(0.9)),
    )
    if outlook.chance == 1.0 or outlook.forecast.months_done == 12:
        note = _(STATUS_NAMES[standing.status])
    return label, chance(outlook.chance, _), note


def too_little(found: forecasts.TooLittle, _: Translator) -> str:
    """Why there is no forecast and what is missing."""
    return _(
        "No forecast: {months} whole months are known, at least {needed} are needed. Load earlier rosters or monthly totals.",
        months=found.months_seen,
        needed=forecasts.FEWEST_MONTHS,
    )


def data_notes(extent: pd.Series, standing: Standing, _: Translator) -> list[str]:
    """What a careful reader must know of the data: as of when, by which basis, what is not counted."""
    notes = [
        source_line(standing.view, _)
        + " · "
        + _("{count} rows wait to be corrected", count=_.number(int(extent["waiting_rows"])))
    ]
    last = extent["last_month"]
    if pd.notna(last) and (last.year, last.month) < (
        standing.view.last_day.year,
        standing.view.last_day.month,
    ):
        notes.append(
            _(
                "The last admissions kept are of {month}/{year}; later months count as zero.",
                month=last.month,
                year=last.year,
            )
        )
    if extent["later_rows"]:
        notes.append(
            _(
                "{count} rows dated after the as-of day are not in these figures.",
                count=_.number(int(extent["later_rows"])),
            )
        )
    doubt = int(extent["month_only_in_doubt"])
    if doubt:
        notes.append(_("{count} rows name only the month that has begun; they are counted.", count=_.number(doubt)))
    if extent["substituted"]:
        notes.append(
            _(
                "{count} rows lack the {basis}; they count by the other date.",
                count=_.number(int(extent["substituted"])),
                basis=_(BASIS_NAMES[standing.view.basis]),
            )
        )
    if standing.readmissions:
        counted = _("counted") if standing.view.readmissions else _("not counted as new members")
        notes.append(
            _(
                "Re-admissions in {year}: {count}, {counted}.",
                year=standing.view.year,
                count=standing.readmissions,
                counted=counted,
            )
        )
    return notes


def pace(standing: Standing, _: Translator) -> str:
    """What each month left must bring, beside what each month brought so far."""
    if not standing.months_left:
        return _("the year is over")
    return _(
        "in {months} months left; so far {pace} a month",
        months=standing.months_left,
        pace=_.number(standing.pace_so_far, 1),
    )


def months_sentence(months: pd.DataFrame, view: View, _: Translator) -> str:
    """The strongest month and the empty ones of the year."""
    known = months["this_year"].dropna()
    if known.empty or not known.sum():
        return _("No admission is known in {year} up to {date}.", year=view.year, date=_.date(view.last_day))
    best = int(known.idxmax())
    empty = [_.month(int(month)) for month in known[known == 0].index]
    text = _(
        "{total} admitted in {year} up to {date}; most in {best} ({count}).",
        total=_.number(known.sum()),
        year=view.year,
        date=_.date(view.last_day),
        best=_.month(best),
        count=_.number(known[best]),
    )
    return text + " " + _("None in {months}.", months=", ".join(empty)) if empty else text


def units_sentence(rows: pd.DataFrame, view: View, _: Translator) -> str:
    """How many units reached their target, and how many have none yet."""
    named = rows.dropna(subset="unit_code")
    return _(
        "{reached} of {units} units have reached their target of {year}, {open} not yet, {free} have none to reach;"
        " without an admission so far: {none}.",
        reached=int(named["status"].isin(["met", "exceeded"]).sum()),
        units=len(named),
        year=view.year,
        open=int((named["status"] == "not_yet").sum()),
        free=int((named["status"] == "no_target").sum()),
        none=int((named["admissions"] == 0).sum()),
    )


def none_yet(rows: pd.DataFrame) -> list[str]:
    """The units without an admission in the year, in official order."""
    return [str(name) for name in rows.loc[(rows["admissions"] == 0) & rows["unit_name"].notna(), "unit_name"]]


def unit_bars(rows: pd.DataFrame) -> pd.DataFrame:
    """Labels, admissions and targets of units, for a chart."""
    named = rows.dropna(subset="unit_code")
    labels = named["unit_name"].fillna(named["unit_code"])
    return pd.DataFrame({"label": labels, "admitted": named["admissions"], "target": named["target"].astype("Float64")})


def officer_bars(rows: pd.DataFrame) -> pd.DataFrame:
    """Labels, admissions and targets of officers in charge, for a chart."""
    return pd.DataFrame({"label": rows["officer_label"], "admitted": rows["admissions"], "target": rows["target"]})


def sources_sentence(by_year: pd.DataFrame, view: View, _: Translator) -> str:
    """The share of each source in the year."""
    if view.year not in by_year.columns or not by_year[view.year].sum():
        return _("No admission is known in {year} up to {date}.", year=view.year, date=_.date(view.last_day))
    counts = by_year[view.year]
    shares = [
        f"{_(SOURCE_NAMES[str(source)])} {_.number(count)} ({_.percent(count, counts.sum())})"
        for source, count in counts.items()
        if count
    ]
    return _(
        "Of {total} admitted in {year}: {shares}.",
        total=_.number(counts.sum()),
        year=view.year,
        shares=", ".join(shares),
    )


def forecast_basis(outlook: Outlook, _: Translator) -> list[str]:
    """What the forecast rests on, in plain words."""
    found = outlook.forecast
    lines = [
        _(
            "{months} whole months are known, among them {years} whole years before this one; recent years weigh more.",
            months=found.months_seen,
            years=found.years_seen,
        ),
        _("A usual year at the present level brings about {count}.", count=_.number(found.level.mean)),
        _(
            "The months left usually bring {share} of a year.",
            share=_.percent(float(found.level.shares[found.months_done :].sum()), 1),
        ),
        _(
            "The ranges allow for how much years and months have differed so far. They do not know of plans, classes or unusual events: those are for you to judge."
        ),
    ]
    if not found.years_seen:
        lines.append(_("No whole earlier year is known: the pattern of the months is uncertain."))
    if found.floor > found.admitted:
        lines.append(
            _(
                "The month that has begun is left out of the reckoning; its {count} admissions are a lower bound.",
                count=_.number(found.floor - found.admitted),
            )
        )
    return lines
