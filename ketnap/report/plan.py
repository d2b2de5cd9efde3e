"""The section on the plan: how the year's goes, and next year's."""

from ketnap import plan, sheets, words
from ketnap.account import View
from ketnap.forecast import Scenario
from ketnap.i18n import Translator
from ketnap.plan import Method, Progress, Version, plan_view
from ketnap.report.told import COLUMNS, LINES, Chart, Section, known, lines, series, tables
from ketnap.store import Store


def planned(store: Store, view: View, scenario: Scenario, _: Translator) -> Section | None:
    """The approved plan of the view's year beside what came, and next year's plan; None where there is neither.

    Next year's is told in this year, of the whole block.
    """
    going = plan.progress(store, view)
    ahead = _ahead(store, view, scenario, _) if _is_ahead_told(view) else None
    if going is None:
        return ahead
    more = (ahead.answer, *ahead.said) if ahead else ()
    labels, when = tuple(_.month(month) for month in going.months.index), {"date": _.date(view.last_day)}
    title = _("Plan of {year} and what came (as of {date})", year=view.year, **when)
    shown = known(
        series(_("Approved plan of {year}", year=view.year), "plan", going.months["planned_sum"]),
        series(_("Year {year}", year=view.year), "actual", going.months["admitted_sum"]),
    )
    return Section(
        "plan",
        _("Annual plan"),
        words.plan.progress_sentence(going, view, _),
        (words.plan.approved_sentence(going.version, view.year, _), *more),
        charts=(Chart(LINES, title, labels, shown), *(ahead.charts if ahead else ())),
        tables=(*_progress(going, view, title, _), *(ahead.tables if ahead else ())),
    )


def is_told(store: Store, view: View) -> bool:
    """Whether there is anything to say of a plan."""
    return _is_ahead_told(view) or plan.progress(store, view) is not None


def _is_ahead_told(view: View) -> bool:
    """Whether next year's plan is for the view: it is that of the whole block, made in the year before."""
    return view.year == view.as_of.year and view.whole_block


def _progress(going: Progress, view: View, title: str, _: Translator):
    """The plan beside what came, unit by unit."""
    return tables((title, sheets.plan.progress_units(going, view, _)))


def _ahead(store: Store, view: View, scenario: Scenario, _: Translator) -> Section:
    """Next year's plan: the version that counts, else the newest, else the one the page would propose."""
    year = view.year + 1
    standing = (version for version in plan.versions(store, year, view.as_of) if version.state != "withdrawn")
    kept = next(standing, None)
    found = plan.proposal(store, view, _method(kept, year), scenario)
    numbers = found.months if kept is None else kept.numbers
    said = words.plan.answer(found, _) if kept is None else _kept(kept, _)
    notes = [_("No plan of {year} is kept yet; this is what its page proposes.", year=year)] if kept is None else []
    rows = plan.named(store, found.rows, numbers)
    months = numbers.sum().reindex(range(1, 13), fill_value=0)
    title = _("Plan of {year} by month", year=year)
    bars = known(series(_("Plan of {year}", year=year), "plan", months))
    chance, _of_unit = plan.chances(store, plan_view(view, year), _by_unit(numbers), scenario)
    classes = plan.classes_for(store, plan_view(view, year), int(numbers.to_numpy().sum()))
    return Section(
        "plan",
        _("Annual plan"),
        said,
        lines([*notes, *words.plan.size_notes(found.size, _)] if kept is None else notes),
        tuple(words.plan.cards(found, chance, classes, _)) if kept is None else (),
        charts=(Chart(COLUMNS, title, tuple(_.month(month) for month in months.index), bars),) if bars else (),
        tables=tables((_("Plan of {year} by unit and month", year=year), sheets.plan.by_month(rows, numbers, _))),
    )


def _method(kept: Version | None, year: int) -> Method:
    """The method of a version, or the usual one."""
    return Method(year) if kept is None or kept.method is None else kept.method


def _kept(kept: Version, _: Translator) -> str:
    """Which version of a plan there is."""
    return _("Plan of {year}: {version}.", year=kept.year, version=words.plan.version_name(kept, _))


def _by_unit(numbers) -> dict[str, int]:
    """What each unit is to admit in the year."""
    return {str(code): int(number) for code, number in numbers.sum(axis=1).items()}
