"""One account of the figures of a view, from which every document and slide is made."""

from dataclasses import replace

from ketnap import account, outlook, words
from ketnap.account import View
from ketnap.forecast import Scenario
from ketnap.i18n import Translator
from ketnap.report import ahead, plan, preparation, results
from ketnap.report.told import Report, Section
from ketnap.store import Store
from ketnap.words import SOURCE_NAMES


def report(store: Store, view: View, _: Translator, scenario: Scenario | None = None) -> Report:
    """The whole account in a language; `scenario` says how the forecast reads what is known, as chosen on its page."""
    read = scenario or outlook.as_read("", False)
    sections = [
        results.answer(store, view, read, _),
        results.months(store, view, _),
        results.units(store, view, _),
        results.sources(store, view, _),
        results.in_charge(store, view, _),
        preparation.candidates(store, view, _),
        preparation.graduates(store, view, _),
        preparation.introducing(store, view, _),
        preparation.rules(store, view, _),
        ahead.forecast(store, view, read, _),
        ahead.term(store, view, read, _),
        plan.planned(store, view, read, _),
        preparation.asked(store, view, _),
    ]
    return replace(stamped(store, view, _), sections=tuple(_drawable(each) for each in sections if each))


def _drawable(section: Section) -> Section:
    """A section without charts of which nothing is known."""
    return replace(section, charts=tuple(chart for chart in section.charts if chart.series))


def stamped(store: Store, view: View, _: Translator) -> Report:
    """An account without sections: its title and stamp, for documents that have figures of their own."""
    is_synthetic = bool(account.extent(store, view)["sample_imports"])
    title = _("Admission of party members in {year}", year=view.year)
    return Report(title, _stamp(store, view, is_synthetic, _), is_synthetic, ())


def _stamp(store: Store, view: View, is_synthetic: bool, _: Translator) -> tuple[str, ...]:
    """What every page of a document says: as of when, by which basis, for whom, of what only."""
    said = [_("Figures up to {date}", date=_.date(view.last_day)), words.source_line(view, _)]
    if is_synthetic:
        said.insert(0, _("SYNTHETIC DATA: invented figures to look around with, not those of any organization."))
    only = narrowed(store, view, _)
    if only:
        said.append(_("Only: {what}. Other figures are left out.", what=only))
    return tuple(said)


def narrowed(store: Store, view: View, _: Translator) -> str:
    """What the view is narrowed to, as names; "" for the whole block."""
    said = []
    if view.officer:
        labels = store.query("officers", as_of=view.as_of).set_index("officer_code")["officer_label"]
        said.append(str(labels.get(view.officer, view.officer)))
    if view.unit:
        names = store.query("units").set_index("unit_code")["unit_name"]
        said.append(str(names.get(view.unit, view.unit)))
    if view.source:
        said.append(_(SOURCE_NAMES[view.source]))
    if view.scope == "like":
        said.append(_(words.SCOPE_NAMES[view.scope]))
    return " · ".join(said)
