"""The sections on what leads to admissions: pool, classes, organizations, procedure, and what is asked."""

from ketnap import account, classes, cuts, organizations, pool, procedure, sheets, words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.pool import Enough, Round
from ketnap.report.told import STACKED_BARS, Chart, Section, known, lines, series, tables
from ketnap.store import Store


def _round(store: Store, view: View) -> tuple[Round, Enough | None]:
    """The round of reports of the view's day, and whether its candidates suffice."""
    period = pool.default_period(store, view)
    found = pool.round_of(pool.reports(store, view, period), period, pool.deadline(store, period))
    return found, pool.judged(store, view, period, pool.DEFAULT)


def candidates(store: Store, view: View, _: Translator) -> Section:
    """Who has reported, and whether the pool suffices."""
    found, judged = _round(store, view)
    heading, sentence = _("Candidate pool"), words.pool_sentence(found, view, _)
    if judged is None:
        return Section("pool", heading, sentence, lines([words.not_judged(view, _)]))
    when = {"year": view.year, "date": _.date(view.last_day)}
    title = _("What is still needed and who is there for it, {year} (as of {date})", **when)
    by_unit = bool(view.officer or view.unit)
    needs = pool.parts_of_need(judged) if by_unit else pool.by_officer(judged)
    bars = words.need_bars(needs, "unit_name" if by_unit else "officer_label", _)
    shown = known(
        series(_("There are candidates"), "covered", bars["covered"]),
        series(_("Candidates short"), "short", bars["short"]),
        series(_("Not reported"), "unknown", bars["unknown"]),
    )
    rows = pool.reports(store, view, found.period)
    return Section(
        "pool",
        heading,
        sentence,
        lines([words.enough_sentence(judged, view, _)]),
        tuple(words.pool_cards(found, judged, view, _)),
        charts=(Chart(STACKED_BARS, title, tuple(bars["label"]), shown),) if judged.needed else (),
        tables=tables(
            (title, sheets.need_and_candidates(judged, _)),
            (
                _("Units that have not reported: {count}", count=found.missing),
                sheets.reports_waited_for(pool.waiting(rows), found, _),
            ),
        ),
    )


def graduates(store: Store, view: View, _: Translator) -> Section:
    """What the classes have brought, and who waits."""
    rows = classes.people(store, view)
    standing, when = classes.standing(rows), {"date": _.date(view.as_of)}
    heading, sentence = _("Awareness classes"), words.classes_sentence(standing, view, _)
    if rows.empty:
        return Section("classes", heading, sentence)
    plan = classes.plan(store, view, rows)
    return Section(
        "classes",
        heading,
        sentence,
        lines([*words.classes_notes(standing, view, _), words.plan_sentence(plan, _)]),
        tuple(words.classes_cards(standing, classes.wait(rows, view), _)),
        tables=tables(
            (
                _("Classes by the year their graduates were admitted in (as of {date})", **when),
                sheets.class_cohorts(classes.cohorts(rows, view, classes.RIPE), _),
            ),
            (
                _("Graduates and their certificates by unit (as of {date})", **when),
                sheets.class_units(classes.by_unit(store, rows), _),
            ),
        ),
    )


def introducing(store: Store, view: View, _: Translator) -> Section:
    """What the organizations that introduce members tell of the newest period."""
    told = organizations.figures(store, view)
    period = organizations.chosen_period(organizations.periods(told, view.year), view.last_day, "")
    shares, heading = organizations.by_roster(store, view), _("Organizations")
    of_roster = (
        _("Admissions by source in the roster, {year} (as of {date})", year=view.year, date=_.date(view.last_day)),
        sheets.organizations.organizations_by_roster(shares, view, _),
    )
    if period is None:
        newest = max(told["period"], default=None)
        said = words.organizations.nothing_told(view, newest, _)
        return Section("organizations", heading, said, tables=tables(of_roster))
    found = organizations.organizations(store, view, told, period)
    title = _("Reports beside the roster, {period}", period=words.organizations.period_name(period, _))
    without = organizations.source_unknown(store, view, period)
    return Section(
        "organizations",
        heading,
        words.organizations.organizations_sentence(found, period, _),
        lines(words.organizations.organization_notes(found, period, without, view, _)),
        tuple(words.organizations.organization_cards(found, shares, view, _)),
        tables=tables((title, sheets.organizations.organizations(found, view, _)), of_roster),
    )


def rules(store: Store, view: View, _: Translator) -> Section:
    """Whether admissions kept to the rules of procedure, counted from the decision whatever the basis."""
    view = procedure.by_decision(view)
    found = procedure.cases(store, view)
    in_year = procedure.of_year(found, view)
    total, due, recorded = (
        procedure.totals(in_year),
        procedure.probation(found, view),
        procedure.records_official(found),
    )
    by_unit, when = procedure.by_unit(in_year), {"year": view.year, "date": _.date(view.as_of)}
    return Section(
        "procedure",
        _("Procedure"),
        words.procedure_sentence(total, due, view, _),
        cards=tuple(words.procedure_cards(total, due, recorded, view, _)),
        tables=tables(
            (
                _("Ceremony after the decision by unit, decisions of {year} (as of {date})", **when),
                sheets.ceremonies(by_unit, _),
            ),
            (
                _("Certificate and age at the decision by unit, decisions of {year} (as of {date})", **when),
                sheets.certificates(by_unit, _),
            ),
            (
                _("Probations that end, by unit (as of {date})", date=when["date"]),
                sheets.probations(due, recorded, view, _),
            ),
        ),
    )


def asked(store: Store, view: View, _: Translator) -> Section:
    """What the meeting is asked to decide, and the units it concerns."""
    found, judged = _round(store, view)
    rows = cuts.units(store, view)
    plan = classes.plan(store, view, classes.people(store, view))
    points = words.asked(account.standing(store, view), rows, found, judged, plan, _)
    without = rows[rows["target"].gt(0) & rows["admissions"].eq(0)]
    title = _(
        "Units with a target and no admission yet, {year} (as of {date})", year=view.year, date=_.date(view.last_day)
    )
    return Section(
        "asked",
        _("Decisions asked for"),
        words.asked_sentence(points, _),
        listed=tuple(points),
        tables=tables((title, sheets.units(without, view, _))) if len(without) else (),
    )
