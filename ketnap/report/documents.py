"""Every document there is, by kind and format, on one account."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ketnap.account import View
from ketnap.forecast import Scenario
from ketnap.i18n import Translator, mark
from ketnap.report import account, deck, own, papers, workbook
from ketnap.report.office import office
from ketnap.report.told import Report
from ketnap.store import Store

KINDS = {
    "report": mark("Report"),
    "notices": mark("Notices to units, a page each"),
    "officers": mark("Sheets of officers in charge"),
    "units": mark("Sheets of units"),
}
# What each format is called, and its media type.
FORMATS = {
    "docx": ("Word (.docx)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pptx": ("PowerPoint (.pptx)", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "xlsx": ("Excel (.xlsx)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
PAPERS: dict[str, Callable[[Store, View, Report, date, Translator], bytes]] = {
    "report": papers.report,
    "notices": papers.notices,
    "officers": papers.of_officers,
    "units": papers.of_units,
}
NAMES = {"report": "bao-cao", "notices": "thong-bao", "officers": "phieu-phu-trach", "units": "phieu-don-vi"}


def formats(kind: str) -> list[str]:
    """The formats a kind comes in: only the report is more than paper."""
    return list(FORMATS) if kind == "report" else ["docx"]


def document(
    store: Store,
    view: View,
    kind: str,
    form: str,
    day: date,
    _: Translator,
    scenario: Scenario | None = None,
    template: bytes | None = None,
) -> bytes:
    """A document made on a day; `template` is the office's own, for a report in Word. KeyError for what there is not.

    Raises WrongTemplate for a template that cannot be filled in.
    """
    if form not in formats(kind):
        raise KeyError(form)
    if kind != "report":
        # Targets and what is still needed are those of all sources.
        view = replace(view, source=None)
    told = account.report(store, view, _, scenario) if kind == "report" else account.stamped(store, view, _)
    if form == "pptx":
        return deck.deck(told, _)
    if form == "xlsx":
        return workbook.workbook(told, _)
    if template is not None and kind == "report":
        return own.filled(template, own.fields(store, view, told, office(store), day, _))
    return PAPERS[kind](store, view, told, day, _)


def file_name(view: View, kind: str, form: str) -> str:
    """What a document is saved as."""
    return f"ketnap-{NAMES[kind]}-{view.last_day.isoformat()}.{form}"
