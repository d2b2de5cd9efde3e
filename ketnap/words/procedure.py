"""The rules of procedure in words: of cases and lines, never of a person."""

import pandas as pd

from ketnap import procedure
from ketnap.account import View
from ketnap.i18n import Translator, mark

FINDING_NAMES = {
    "late": mark("Ceremony more than 30 working days after the decision"),
    "overdue": mark("More than 30 working days since the decision, no ceremony known"),
    "before": mark("Ceremony before the decision"),
    "certificate_old": mark("Certificate older than 60 months at the decision"),
    "certificate_after": mark("Certificate later than the decision"),
    "under_18": mark("Under 18 at the decision"),
    "over_60": mark("Over 60 at the decision"),
    "probation_overdue": mark("Probation over by more than 30 working days, no full membership known"),
}
ROMAN = ("I", "II", "III", "IV")


def quarter(period: pd.Period, _: Translator) -> str:
    """ "quý III/2021", "quarter 3 of 2021"."""
    number = ROMAN[period.quarter - 1] if _.language == "vi" else period.quarter
    return _("quarter {number} of {year}", number=number, year=period.year)


def quarter_label(period: pd.Period, _: Translator) -> str:
    """ "Quý III/2021": a quarter at the head of a column."""
    name = quarter(period, _)
    return name[0].upper() + name[1:]


def procedure_sentence(total: pd.Series, probation: pd.DataFrame, view: View, _: Translator) -> str:
    """The year's cases in one sentence: ceremonies, certificates, and who is due in the quarter."""
    if not total["cases"]:
        return _("No decision of {year} is known up to {date}.", year=view.year, date=_.date(view.as_of))
    facts = {"year": view.year, "cases": _.number(total["cases"])}
    if total["unclear"] == total["cases"]:
        ceremonies = _("Year {year}: of {cases} cases the day of the ceremony is not recorded", **facts)
        return f"{ceremonies}; {_certificates(total, _)}; {_due(probation, view, _)}."
    ceremonies = _(
        "Year {year}: of {cases} cases {in_time} held the ceremony within {limit} working days, {late} are past that time",
        **facts,
        in_time=_.number(total["in_time"]),
        limit=procedure.WORKING_DAYS,
        late=_.number(total["late"] + total["overdue"]),
    )
    return f"{ceremonies}; {_certificates(total, _)}; {_due(probation, view, _)}."


def _certificates(total: pd.Series, _: Translator) -> str:
    """How many certificates were too old, or that no file says how old they are."""
    if not _has_certificates(total):
        return _("dates of certificates are not recorded")
    count = _.number(total["certificate_old"])
    return _("{count} certificates older than {months} months", count=count, months=procedure.CERTIFICATE_MONTHS)


def _has_certificates(total: pd.Series) -> bool:
    """Whether any certificate has a date."""
    return total["certificate_missing"] < total["cases"]


def _due(probation: pd.DataFrame, view: View, _: Translator) -> str:
    """How many probations end in the first quarter ahead."""
    first = procedure.quarters(view)[0]
    count = _.number(probation[str(first)].sum())
    return _("due for full membership in {quarter}: {count}", quarter=quarter(first, _), count=count)


def procedure_cards(
    total: pd.Series, probation: pd.DataFrame, recorded: bool, view: View, _: Translator
) -> list[tuple[str, str, str]]:
    """Four figures: ceremonies in time, certificates too old, ages outside, and who is due in the quarter."""
    return [
        _ceremony_card(total, _),
        _certificate_card(total, _),
        _age_card(total, _),
        _due_card(probation, recorded, view, _),
    ]


def _ceremony_card(total: pd.Series, _: Translator) -> tuple[str, str, str]:
    """Ceremonies in time over all whose time is up or who held one, and what is beside them."""
    past = {"late": _.number(total["late"] + total["overdue"]), "overdue": _.number(total["overdue"])}
    note = [_("past the time: {late}, of these no ceremony yet: {overdue}", **past)]
    if total["waiting"]:
        note.append(_("time still open: {count}", count=_.number(total["waiting"])))
    if total["unclear"]:
        note.append(_("cannot be reckoned: {count}", count=_.number(total["unclear"])))
    if total["before"]:
        note.append(_("before the decision: {count}", count=_.number(total["before"])))
    ended = total["in_time"] + total["late"] + total["overdue"]
    figure = f"{_.number(total['in_time'])}/{_.number(ended)}" if ended else "–"
    return _("Ceremony within {limit} working days", limit=procedure.WORKING_DAYS), figure, " · ".join(note)


def _certificate_card(total: pd.Series, _: Translator) -> tuple[str, str, str]:
    """Certificates too old at the decision, and those later or missing."""
    note = [
        _("later than the decision: {count}", count=_.number(total["certificate_after"])),
        _("no date: {count}", count=_.number(total["certificate_missing"])),
    ]
    figure = _.number(total["certificate_old"]) if _has_certificates(total) else "–"
    label = _("Certificate older than {months} months", months=procedure.CERTIFICATE_MONTHS)
    return label, figure, " · ".join(note)


def _age_card(total: pd.Series, _: Translator) -> tuple[str, str, str]:
    """Ages outside 18 to 60, and how many ages nobody knows."""
    note = _(
        "under 18: {under} · over 60: {over} · age not known: {unknown}",
        under=_.number(total["under_18"]),
        over=_.number(total["over_60"]),
        unknown=_.number(total["age_unknown"]),
    )
    known = total["age_unknown"] < total["cases"]
    figure = _.number(total["under_18"] + total["over_60"]) if known else "–"
    return _("Age outside 18–60 at the decision"), figure, note


def _due_card(probation: pd.DataFrame, recorded: bool, view: View, _: Translator) -> tuple[str, str, str]:
    """Probations that end in the first quarter ahead, and those over."""
    first, sums = procedure.quarters(view)[0], probation.sum(numeric_only=True)
    note = _("the files do not record the day of full membership")
    if recorded:
        note = _(
            "of these recognised: {recognised} · over by more than {limit} working days: {overdue}",
            recognised=_.number(sums["recognised"]),
            limit=procedure.WORKING_DAYS,
            overdue=_.number(sums["overdue"]),
        )
    return _("Due for full membership, {quarter}", quarter=quarter(first, _)), _.number(sums[str(first)]), note


def rules_of_procedure(_: Translator) -> list[str]:
    """How the figures of procedure are reckoned, a sentence each."""
    return [
        _(
            "The rule gives 30 working days from receiving the decision. The day of receipt is not known, so the day of the decision is taken: it is day 0, and days are Monday to Friday without public holidays and the days off in their place."
        ),
        _(
            "The year of a case is that of its decision, whatever the basis chosen beside; without a decision date that of its ceremony or month."
        ),
        _("Only exact dates are reckoned with. A case known by month is listed as one that cannot be reckoned."),
        _(
            "A certificate is too old if its date and 60 months lie before the decision; the branch votes some weeks earlier, on a day that is not recorded."
        ),
        _(
            "Ages count by month at the decision: 18 in the month of the 18th birthday, over 60 past the month of the 60th. Of a birth year alone only what is certain is counted. No birth date is kept."
        ),
        _(
            "Probation ends 12 months after the ceremony. Where no line of a file gives a day of full membership, the file does not record it, and nobody in it is called overdue."
        ),
    ]
