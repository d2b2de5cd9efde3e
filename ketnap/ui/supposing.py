"""Supposing: the levers a reader pulls, those in force, and the scenarios that are kept, compared and sent."""

from collections.abc import Callable
from decimal import Decimal

import msgspec
import streamlit as st

from ketnap import outlook, words
from ketnap.forecast import Scenario
from ketnap.forecast import scenario as scenarios
from ketnap.forecast.months import YEAR, named, number_of
from ketnap.forecast.scenario import AS_IT_STANDS, Class, Factor, Move, Reports, month_number
from ketnap.i18n import Translator, mark
from ketnap.ingest import values
from ketnap.outlook import Outlook, learnt
from ketnap.tables import SOURCES
from ketnap.ui import parts, prospect
from ketnap.ui.frame import Page, choose, chosen

# Percent of the members a target may be tried with at one click.
RATES = ("", "3", "3.5", "4")


def base(page: Page) -> Scenario:
    """What everything is compared with: the forecast as it stands, under the reading the reader has chosen."""
    return prospect.as_chosen()


def tried(page: Page) -> Scenario:
    """What the reader supposes at present."""
    return read_like(base(page), supposed())


def read_like(read: Scenario, found: Scenario) -> Scenario:
    """A scenario that reads what is known as another does, where it says nothing of it itself."""
    return msgspec.structs.replace(found, shock=found.shock or read.shock, believe=found.believe or read.believe)


def supposed() -> Scenario:
    """What the reader supposes at present, without the reading the page adds."""
    return scenarios.from_address(chosen("scenario")) or AS_IT_STANDS


def suppose(**changed: object) -> bool:
    """Suppose something else from now on; False, and nothing changed, if it is more or odder than a link can carry."""
    found = msgspec.structs.replace(supposed(), **changed)
    word = "" if found == AS_IT_STANDS else scenarios.to_address(found)
    if word and scenarios.from_address(word) != found:
        return False
    choose("scenario", word)
    return True


def _unit_names(page: Page) -> dict[str, str]:
    """Code -> name of every unit, in official order."""
    return page.store.query("units").set_index("unit_code")["unit_name"].to_dict()


def in_force(page: Page) -> None:
    """The levers in force, each with the button that lets go of it."""
    _ = page._
    found = words.levers(supposed(), _unit_names(page), _)
    if not found:
        return
    with st.container(horizontal=True):
        for field, place, said in found:
            st.button(
                parts.plain(said),
                key=f"drop_{field}_{place}",
                icon=":material/close:",
                on_click=_drop,
                args=(field, place),
            )
        st.button(
            _("Let go of all"), key="drop_all", icon=":material/restart_alt:", on_click=choose, args=("scenario", "")
        )


def _drop(field: str, place: int) -> None:
    """Let go of one lever."""
    now = getattr(supposed(), field)
    if field in ("factors", "moves", "classes"):
        suppose(**{field: now[:place] + now[place + 1 :]})
    else:
        suppose(**{field: getattr(AS_IT_STANDS, field)})


def add(page: Page, before: Outlook) -> None:
    """The levers there are, one tab each."""
    _ = page._
    tabs: list[tuple[str, Callable[[Page, Outlook], None]]] = [
        (_("Months, units, sources"), _factor),
        (_("Later"), _move),
        (_("Classes"), _class),
        (_("What units expect"), _reports),
        (_("Candidates"), _pool),
        (_("Target and members"), _target),
        (_("Like the average"), _average),
    ]
    if outlook.struck_months(page.store):
        tabs.append((_("Shock"), _shock))
    if before.forecast.paths.last < before.forecast.paths.first:
        st.caption(_("No month is left of which something could be supposed."))
        return
    with st.container(border=True):
        st.markdown("#### " + _("Suppose that …"))
        for tab, (_name, draw) in zip(st.tabs([name for name, _draw in tabs]), tabs, strict=True):
            with tab:
                draw(page, before)


def quick(page: Page, before: Outlook) -> None:
    """Two levers to be pulled in front of a room: what all months left bring, and candidates of a class."""
    _, months = page._, _months(page, before)
    if not months:
        st.caption(_("No month is left of which something could be supposed."))
        return
    first, last = months[0], months[_december(page, months)]
    now = supposed()
    pace = next((lever.percent for lever in now.factors if lever == Factor(lever.percent, first, last)), 100)
    people = next((lever.people for lever in now.classes if lever == Class(lever.people, (first,))), 0)
    left, right = st.columns(2, gap="large")
    label = _("{first} to {last}: percent of the usual", first=shown(first, _), last=shown(last, _))
    left.slider(label, 0, 300, pace, 10, key="quick_pace", format="%d%%", on_change=_pull, args=(first, last))
    label = _("A class more in {month}: graduates", month=shown(first, _))
    right.slider(label, 0, 300, people, 10, key="quick_class", on_change=_pull, args=(first, last))


def _pull(first: str, last: str) -> None:
    """Suppose what the two levers say, beside what is supposed otherwise; where they say nothing, let go of them."""
    now, pace, people = supposed(), st.session_state["quick_pace"], st.session_state["quick_class"]
    factors = [lever for lever in now.factors if lever != Factor(lever.percent, first, last)]
    more = [lever for lever in now.classes if lever != Class(lever.people, (first,))]
    factors += [Factor(pace, first, last)] if pace != 100 else []
    more += [Class(people, (first,))] if people else []
    suppose(factors=tuple(factors), classes=tuple(more))


def shown(month: str, _: Translator) -> str:
    """A month of a scenario in the reader's language."""
    return words.month_list([month], _)


def _months(page: Page, before: Outlook) -> list[str]:
    """The months of which something may be supposed: from the first one open to the end of the forecast."""
    paths = before.forecast.paths
    return [f"{year}-{month:02d}" for year, month in map(named, range(paths.first, paths.last + 1))]


def _month(page: Page, label: str, key: str, months: list[str], at: int) -> str:
    """A month to choose."""
    return st.selectbox(
        label, months, index=at, format_func=lambda month: shown(month, page._), key=f"{key}_{page._.language}"
    )


def _december(page: Page, months: list[str]) -> int:
    """The place of the year's December among months."""
    return max(min(number_of(page.view.year, YEAR) - month_number(months[0]), len(months) - 1), 0)


def _rerun(page: Page, is_supposed: bool) -> None:
    """Show what follows, or say that it cannot be supposed."""
    if is_supposed:
        st.rerun()
    st.error(
        page._("This cannot be supposed: a rate lies below 100%, and a scenario holds 20 levers of a kind at most.")
    )


def _adding(page: Page) -> bool:
    """The button that pulls a lever."""
    return st.form_submit_button(page._("Suppose"), icon=":material/add:")


def _factor(page: Page, before: Outlook) -> None:
    """Some months bring more or less, in some units or sources or all."""
    _, months, units = page._, _months(page, before), _unit_names(page)
    with st.form("factor"):
        percent = st.slider(_("Percent of what would come otherwise"), 0, 300, 130, 5)
        left, right = st.columns(2)
        with left:
            first = _month(page, _("From"), "factor_first", months, 0)
        with right:
            last = _month(page, _("To"), "factor_last", months, _december(page, months))
        chosen_units = st.multiselect(
            _("Of which units"),
            list(units),
            format_func=lambda code: units[code],
            placeholder=_("All units"),
            key="factor_units",
        )
        chosen_sources = st.multiselect(
            _("Sources"),
            SOURCES,
            format_func=lambda code: _(words.SOURCE_NAMES[code]),
            placeholder=_("All sources"),
            key=f"factor_sources_{_.language}",
        )
        if _adding(page):
            lever = Factor(percent, *sorted((first, last)), tuple(chosen_units), tuple(chosen_sources))
            _rerun(page, suppose(factors=(*supposed().factors, lever)))


def _move(page: Page, before: Outlook) -> None:
    """What some months would bring comes later."""
    _, months = page._, _months(page, before)
    with st.form("move"):
        left, right = st.columns(2)
        with left:
            first = _month(page, _("From"), "move_first", months, 0)
        with right:
            last = _month(page, _("To"), "move_last", months, min(1, len(months) - 1))
        later = st.slider(_("Months later"), 1, 24, 3)
        percent = st.slider(_("Percent that is put off"), 5, 100, 100, 5)
        if _adding(page):
            _rerun(page, suppose(moves=(*supposed().moves, Move(*sorted((first, last)), later, percent))))


def _class(page: Page, before: Outlook) -> None:
    """Classes for candidates, with what past classes taught."""
    _, months, units = page._, _months(page, before), _unit_names(page)
    st.caption(words.conversion_sentence(learnt.conversion(page.store, page.view), _))
    how = words.trace_ahead.conversion(_)
    parts.origin(page, _("Classes"), "conversion", how, ("class_graduates", "admissions"))
    with st.form("class"):
        people = st.number_input(_("Graduates of each class"), 1, 100_000, 60, 1)
        ends = st.multiselect(
            _("Months the classes end in"),
            months,
            default=months[:1],
            format_func=lambda month: shown(month, _),
            key=f"class_months_{_.language}",
        )
        unit = st.selectbox(
            _("Unit"),
            ["", *units],
            format_func=lambda code: units.get(code, _("All units")),
            key=f"class_unit_{_.language}",
        )
        own, share = _own_share(page, "class", 60)
        instead = _instead(page, "class", mark("On top of the usual"), mark("Only what exceeds the usual"))
        if _adding(page) and ends:
            lever = Class(int(people), tuple(ends), unit, "", share / 100 if own else None, instead)
            _rerun(page, suppose(classes=(*supposed().classes, lever)))


def _own_share(page: Page, key: str, default: int) -> tuple[bool, int]:
    """Whether a share of the reader's own is used in place of the learnt one, and which, in percent."""
    _ = page._
    own = st.checkbox(_("Suppose a share of my own, not the one learnt"), key=f"{key}_own")
    return own, st.slider(_("My share, percent"), 0, 100, default, 5, key=f"{key}_share")


def _instead(page: Page, key: str, on_top: str, instead: str) -> bool:
    """Whether people who come besides take the place of the usual ones."""
    _ = page._
    return st.radio(
        _("How they count"),
        [False, True],
        format_func=lambda is_instead: _(instead if is_instead else on_top),
        key=f"{key}_instead_{_.language}",
        horizontal=True,
    )


def _reports(page: Page, before: Outlook) -> None:
    """What units themselves expect."""
    _ = page._
    found = learnt.expected(page.store, page.view)
    st.caption(words.expected_sentence(found, _))
    how = words.trace_ahead.expected(_)
    parts.origin(page, _("What units expect"), "expected", how, ("pool_reports", "admissions"))
    if found is None:
        parts.template(page, "pool_reports")
        return
    with st.form("reports"):
        own, share = _own_share(page, "reports", 70)
        instead = _instead(page, "reports", mark("On top of the usual"), mark("Instead of the usual of these units"))
        if _adding(page):
            _rerun(page, suppose(reports=Reports(instead, share / 100 if own else None)))


def _pool(page: Page, before: Outlook) -> None:
    """No unit admits more than it has candidates."""
    _ = page._
    how = words.trace_ahead.candidates(_)
    parts.origin(page, _("Candidates"), "candidates", how, ("pool_reports", "admissions"))
    with st.form("pool"):
        pool = st.radio(
            _("Until December"),
            list(words.POOL_NAMES),
            format_func=lambda code: _(words.POOL_NAMES[code]),
            key=f"pool_{_.language}",
        )
        left = learnt.candidates_left(page.store, page.view, pool)
        st.caption(
            _(
                "{units} units have reported candidates, {people} of them not yet admitted; units without a report are not bound.",
                units=len(left),
                people=_.number(sum(left.values())),
            )
        )
        if _adding(page) and left:
            _rerun(page, suppose(pool=pool))


def _target(page: Page, before: Outlook) -> None:
    """Another rate, other members; the form says what is in force."""
    _, now = page._, supposed()
    own = "" if now.rate is None or now.rate in RATES else now.rate.replace(".", ",")
    with st.form("target"):
        names = {
            "": _("As it is set"),
            **{rate: f"{_.number(float(rate), 1 if '.' in rate else 0)}%" for rate in RATES[1:]},
        }
        rate = st.radio(
            _("Target in percent of the members"),
            RATES,
            index=RATES.index(now.rate) if now.rate in RATES else 0,
            format_func=names.get,
            horizontal=True,
            key=f"rate_{_.language}_{now.rate}",
        )
        other = st.text_input(_("Another rate (%)"), own, placeholder="3,2", key="rate_other")
        members = st.number_input(
            _("Members more (or, negative, fewer) at the start of the year"), -100_000, 100_000, now.members, 1
        )
        if _adding(page):
            read = values.amount(other, "rate") if other.strip() else None
            if other.strip() and not isinstance(read, Decimal):
                st.error(_("The rate must be a number of percent, for example 3 or 3,5."))
                return
            _rerun(page, suppose(rate=f"{read:f}" if read is not None else rate or None, members=int(members)))


def _average(page: Page, before: Outlook) -> None:
    """Some units admit as many per member as the block."""
    _, units = page._, _unit_names(page)
    with st.form("average"):
        chosen_units = st.multiselect(
            _("Of which units"), list(units), format_func=lambda code: units[code], key="average_units"
        )
        st.caption(_("From now on they admit as many per member as all units together."))
        if _adding(page):
            _rerun(page, suppose(average_units=tuple(chosen_units)))


def _shock(page: Page, before: Outlook) -> None:
    """What the marked months are taken for."""
    _ = page._
    with st.form("shock"):
        reading = st.radio(
            _("Months of a shock"),
            scenarios.READINGS,
            format_func=lambda code: _(words.READING_NAMES[code]),
            key=f"shock_lever_{_.language}",
        )
        if _adding(page):
            _rerun(page, suppose(shock=reading))
