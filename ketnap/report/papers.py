"""Documents in Word: the report, notices to units, and sheets of officers and units."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd
from docx.document import Document as Paper

from ketnap import account, cuts, officers, pool, sheets, words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.report import paper as on
from ketnap.report.native import saved
from ketnap.report.office import office
from ketnap.report.told import Report, Section, Table
from ketnap.store import Store

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
# The symbols that kinds of documents have in any language.
REPORT, NOTICE = "BC", "TB"
# Longer tables stand in the annex.
LONG = 16


def report(store: Store, view: View, told: Report, day: date, _: Translator) -> bytes:
    """The account as a report of a Party body, dated on a day: sections with charts, long tables in an annex."""
    by = office(store)
    paper = on.sheet_of_paper(told.title, by, _)
    on.stamped(paper, told.stamp)
    on.head(paper, by, REPORT, _.long_date(day), _)
    _titled(paper, _("REPORT"), told.title, told)
    annex = [table for section in told.sections for table in section.tables if _is_long(table)]
    for number, section in zip(ROMAN, told.sections, strict=False):
        _section(paper, number, section, annex, _)
    on.foot(paper, by, _)
    if annex:
        on.turned(paper, is_wide=True)
        on.said(paper, _("ANNEX"), bold=True, centred=True)
        for number, table in enumerate(annex, 1):
            on.table(paper, replace(table, title=f"{number}. {table.title}"), _)
    return saved(paper)


def _titled(paper: Paper, kind: str, about: str, told: Report) -> None:
    """What the document is and what it is about; whether its figures are invented."""
    on.said(paper, kind, bold=True, size=16, centred=True, kept=True)
    on.said(paper, about, bold=True, centred=True, kept=True)
    on.said(paper, "-----", centred=True)
    if told.is_synthetic:
        on.said(paper, told.stamp[0], bold=True, italic=True, size=12, centred=True)


def _is_long(table: Table) -> bool:
    """Whether a table stands in the annex."""
    return len(table.rows) > LONG or len(table.rows.columns) > on.UPRIGHT


def _section(paper: Paper, number: str, section: Section, annex: list[Table], _: Translator) -> None:
    """A numbered section: its answer, what there is to add, cards, charts, and the tables that are short."""
    on.heading(paper, f"{number}. {section.heading}")
    on.said(paper, section.answer, indented=True)
    for sentence in section.said:
        on.said(paper, sentence, indented=True)
    for place, point in enumerate(section.listed, 1):
        on.said(paper, f"{place}. {point}", indented=True)
    if section.cards:
        rows = pd.DataFrame(section.cards, columns=[_("Figure"), _("Value"), _("Note")])
        on.table(paper, Table(_("Main figures"), rows), _)
    for chart in section.charts:
        on.chart(paper, chart)
    for table in section.tables:
        if table in annex:
            place = next(at for at, each in enumerate(annex, 1) if each is table)
            on.said(paper, _("{title}: annex, table {number}.", title=table.title, number=place), italic=True, size=12)
        else:
            on.table(paper, table, _)


def _units(store: Store, view: View) -> tuple[pool.Period, pd.DataFrame]:
    """The period of the newest reports, and the units of the view with what each still needs and has."""
    period = pool.default_period(store, view)
    rows = officers.followed(store, view, period)
    return period, rows[rows["unit_code"] == view.unit] if view.unit else rows


def _short(store: Store, view: View, period: pool.Period) -> dict[str, int]:
    """How many candidates each unit lacks, of those of which it is known."""
    judged = pool.judged(store, view, period, pool.DEFAULT)
    if judged is None:
        return {}
    known = judged.rows.dropna(subset="short")
    return {str(code): int(short) for code, short in zip(known["unit_code"], known["short"], strict=True)}


def notices(store: Store, view: View, told: Report, day: date, _: Translator) -> bytes:
    """A notice to each unit of the view, a page each: where it stands, what it has reported, what is asked."""
    by = office(store)
    paper = on.sheet_of_paper(told.title, by, _)
    on.stamped(paper, told.stamp)
    period, rows = _units(store, view)
    short, left = _short(store, view, period), account.standing(store, view).months_left
    for row in _paged(paper, rows):
        on.head(paper, by, NOTICE, _.long_date(day), _)
        on.said(paper, _("NOTICE"), bold=True, size=16, centred=True)
        on.said(paper, told.title, bold=True, centred=True)
        on.said(paper, _("To: {unit}", unit=row.unit_name or row.unit_code), bold=True, centred=True)
        on.said(paper, words.unit_standing(row, view, _), indented=True)
        if has_reported := words.unit_pool(row, period, _):
            on.said(paper, has_reported, indented=True)
        on.said(paper, _("The Standing Committee asks the unit:"), indented=True, kept=True)
        for number, point in enumerate(words.asked_of_unit(row, short.get(row.unit_code), left, period, view, _), 1):
            on.said(paper, f"{number}. {point}", indented=True)
        on.foot(paper, by, _)
    return saved(paper)


def _paged(paper: Paper, rows: pd.DataFrame) -> Iterator:
    """The rows, each on a page of its own."""
    for at, row in enumerate(rows.itertuples(index=False)):
        if at:
            on.new_page(paper)
        yield row


def of_units(store: Store, view: View, told: Report, day: date, _: Translator) -> bytes:
    """A sheet of figures for each unit of the view."""
    paper = on.sheet_of_paper(told.title, office(store), _)
    on.stamped(paper, told.stamp)
    period, rows = _units(store, view)
    by_month = cuts.units_by_month(store, view, rows)
    for row in _paged(paper, rows):
        on.said(paper, row.unit_name or row.unit_code, bold=True, size=16)
        on.said(paper, told.title, italic=True)
        on.said(paper, words.unit_standing(row, view, _), indented=True)
        figures = pd.DataFrame(words.unit_figures(row, period, _), columns=[_("Figure"), _("Value")])
        on.table(paper, Table(_("Main figures"), figures), _)
        months = by_month.loc[[row.unit_code]].rename(columns=_.month)
        title = _("Admissions by month, {year} (as of {date})", year=view.year, date=_.date(view.last_day))
        on.table(paper, Table(title, months), _)
    return saved(paper)


def of_officers(store: Store, view: View, told: Report, day: date, _: Translator) -> bytes:
    """A sheet for each officer in charge of the view's day, or for the chosen one."""
    paper = on.sheet_of_paper(told.title, office(store), _)
    on.stamped(paper, told.stamp)
    when = {"year": view.year, "date": _.date(view.last_day)}
    followed_by = [found for found in officers.sheets(store, view) if len(found.units)]
    if not followed_by:
        on.said(paper, _("No officer in charge of any unit is known on {date}.", date=_.date(view.as_of)))
    for at, found in enumerate(followed_by):
        if at:
            on.new_page(paper)
        on.said(paper, found.label, bold=True, size=16)
        on.said(paper, words.officer_sentence(found, view, _), indented=True)
        rows = pd.DataFrame(words.officer_cards(found, view, _), columns=[_("Figure"), _("Value"), _("Note")])
        on.table(paper, Table(_("Main figures"), rows), _)
        followed = sheets.followed(found.units, view, _)
        on.table(paper, Table(_("Units followed, {year} (as of {date})", **when), followed), _)
        if len(found.spells):
            on.table(paper, Table(_("Who followed these units when"), sheets.spells(found.spells, _)), _)
    return saved(paper)
