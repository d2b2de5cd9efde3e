"""The page of the annual plan: its year and method, and the table in which the numbers of units are edited.

What somebody has chosen and locked lies in the session by year, apart from the widgets, so that it outlasts another
page and another language. Numbers are typed as text and read by the readers of files: a widget of numbers would take
"36,3" for 363.
"""

from dataclasses import replace
from decimal import Decimal
from zlib import crc32

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from ketnap import account, charts, plan, sheets, words
from ketnap.i18n import Translator
from ketnap.ingest import values
from ketnap.ingest.values import Fault
from ketnap.plan import KEYS, SIZES, Method, Proposal, Version
from ketnap.pool import AVAILABLE
from ketnap.ui import parts, prospect
from ketnap.ui.frame import Page, choose, chosen

RESTS_ON = ("opening_members", "targets", "pool_reports", "admissions", "plans")
CHOICE = "plan_year"
HEIGHT = 600
# Until so late in a year its own plan is what a reader looks for, afterwards the next one's.
EARLY = 3
YEARS_AHEAD = 2


def year(page: Page) -> int:
    """The year of the plan: the one chosen, else the next one, early in a year this one."""
    view = page.view
    usual = view.as_of.year if view.as_of.month <= EARLY else view.as_of.year + 1
    asked = chosen(CHOICE)
    return int(asked) if asked.isdecimal() and int(asked) in _years(page) else usual


def _years(page: Page) -> list[int]:
    """The years a plan may be of."""
    now, term = page.view.as_of.year, account.rule(page.store).term
    return list(range(min(term[0], now), max(term[1], now + YEARS_AHEAD) + 1))


def of_plan(page: Page) -> Page:
    """The page as the plan sees it: its year, the whole block, no filters."""
    return replace(page, view=plan.plan_view(page.view, year(page)))


def method(page: Page) -> Method:
    """The method of the plan's year as the reader has it at present: at first that of the approved plan."""
    when = year(page)
    if when not in _methods():
        counting = plan.approved(page.store, when, page.view.as_of)
        return Method(when) if counting is None else of_version(page, counting)
    return _methods()[when]


def of_version(page: Page, found: Version) -> Method:
    """The method with which a version goes on: its own where that still gives its numbers, else all units locked."""
    fixed = tuple(sorted(_by_unit(found.numbers).items()))
    if found.method is None:
        return Method(found.year, size="number", number=found.total, fixed=fixed)
    again = plan.proposal(page.store, page.view, found.method, prospect.as_chosen())
    if _by_unit(again.months) == dict(fixed):
        return found.method
    return found.method.having(size="number", number=found.total, fixed=fixed)


def _by_unit(months: pd.DataFrame) -> dict[str, int]:
    """What each unit that gets anybody gets in the year."""
    return {str(code): int(number) for code, number in months.sum(axis=1).items() if number}


def beside_approved(page: Page, found: Proposal) -> str:
    """That what is on the screen is not the approved plan of its year; "" where it is, or there is none."""
    counting = plan.approved(page.store, found.method.year, page.view.as_of)
    if counting is None or _by_unit(found.months) == _by_unit(counting.numbers):
        return ""
    return words.plan.not_approved(found, counting, page._)


def _methods() -> dict[int, Method]:
    """What the reader has made of each year."""
    return st.session_state.setdefault("plans", {})


def take(found: Method) -> None:
    """Go on with a method; the table shows its numbers anew."""
    _methods()[found.year] = found
    st.session_state["plan_table"] = _table_number() + 1
    choose(CHOICE, str(found.year))


def _table_number() -> int:
    """How often the table was drawn anew: what was typed into it before is forgotten then."""
    return st.session_state.get("plan_table", 0)


def choices(page: Page) -> None:
    """Year, number and weights of the plan."""
    _, now = page._, method(page)
    key = f"{_.language}_{now.year}_{_table_number()}"
    with st.container(border=True):
        left, middle, right = st.columns([2, 6, 3])
        with left:
            _choose_year(page)
        size = middle.radio(
            _("How many"),
            SIZES,
            index=SIZES.index(now.size),
            horizontal=True,
            format_func=lambda code: _(words.plan.SIZE_NAMES[code]),
            key=f"plan_size_{key}",
        )
        with right:
            changed = _amount(now, size, key, _)
        shares = [
            column.slider(_(words.plan.KEY_NAMES[name]), 0, 100, getattr(now, name), 5, key=f"plan_{name}_{key}")
            for column, name in zip(st.columns(len(KEYS)), KEYS, strict=True)
        ]
        with st.expander(_("Small units, limits, months"), icon=":material/tune:"):
            more = _details(page, now, key)
    found = now.having(**changed, **dict(zip(KEYS, shares, strict=True)), **more)
    if found != now:
        _methods()[now.year] = found
        st.rerun()


def _choose_year(page: Page) -> None:
    """Let the reader choose the year."""
    _, found = page._, _years(page)
    picked = st.selectbox(_("Year of the plan"), found, index=found.index(year(page)), key=f"{CHOICE}_{_.language}")
    if picked != year(page):
        choose(CHOICE, str(picked))
        st.rerun()


def _amount(now: Method, size: str, key: str, _: Translator) -> dict[str, object]:
    """The size with the rate or number typed for it; what is neither is refused with the reason."""
    if size == "number":
        said = st.text_input(_("Number"), _.number(now.number) if now.number else "", key=f"plan_number_{key}")
        number = values.count(said.strip())
        is_taken = isinstance(number, int) and plan.is_valid(now.having(number=number))
        if said.strip() and not is_taken:
            st.error(_("This is not a whole number of people."))
        return {"size": size, "number": number if is_taken else now.number}
    if size == "catch_up":
        return {"size": size}
    usual = "" if now.rate is None else now.rate.replace(".", "," if _.language == "vi" else ".")
    said = st.text_input(_("Rate (%)"), usual, placeholder=_("as it is set"), key=f"plan_rate_{key}").strip()
    rate = values.amount(said, "rate") if said else None
    if said and not (isinstance(rate, Decimal) and plan.is_valid(now.having(rate=f"{rate:f}"))):
        st.error(_("The rate must be a number of percent, for example 3 or 3,5."))
        return {"size": size}
    return {"size": size, "rate": None if rate is None else f"{rate:f}"}


def _details(page: Page, now: Method, key: str) -> dict[str, object]:
    """What is chosen of small units, limits by reports, and the months."""
    _ = page._
    left, right = st.columns(2)
    found: dict[str, object] = {
        "in_turn": left.checkbox(
            _("Units too small for one a year take turns over the years"), now.in_turn, key=f"plan_turn_{key}"
        ),
        "limited": left.checkbox(_("No unit gets more than it has candidates"), now.limited, key=f"plan_limited_{key}"),
        "stage": left.selectbox(
            _("What counts as candidates"),
            AVAILABLE,
            index=AVAILABLE.index(now.stage),
            format_func=lambda code: _(words.STAGE_NAMES[code]),
            key=f"plan_stage_{key}",
        ),
        "years": right.slider(_("Years of past admissions"), 1, 10, now.years, key=f"plan_years_{key}"),
        "holidays": right.checkbox(
            _("Months count by their working days (Tet)"), now.holidays, key=f"plan_holidays_{key}"
        ),
    }
    if now.year == page.view.as_of.year + 1:
        picked = right.multiselect(
            _("Months in which classes end"),
            list(account.MONTHS),
            default=list(now.classes),
            format_func=_.month,
            placeholder=_("None chosen"),
            key=f"plan_classes_{key}",
        )
        found["classes"] = tuple(sorted(picked))
    return found


def edited(page: Page, found: Proposal, chances: dict[str, float]) -> None:
    """The table of units: a number typed or pasted locks its unit, the others share the rest."""
    _ = page._
    for said in st.session_state.pop("plan_refused", []):
        st.error(said, icon=":material/block:")
    for said in (words.plan.excess(found, _), words.plan.unplaced(found, _)):
        if said:
            st.warning(said, icon=":material/warning:")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words.plan.sum_sentence(found, _), width="content")
        if found.method.fixed:
            st.button(
                _("Unlock all"),
                icon=":material/lock_open:",
                key="plan_unlock",
                on_click=take,
                args=(found.method.having(fixed=()),),
            )
    shown = sheets.plan.editor(found, chances, _)
    st.data_editor(
        shown,
        key=_table_key(found),
        hide_index=True,
        height=HEIGHT,
        disabled=[name for name in shown if name not in ("planned", "locked")],
        column_config=_columns(found, _),
    )


def _columns(found: Proposal, _: Translator) -> dict[str, ColumnConfig]:
    """The columns of the table under the reader's headers."""
    text, past = st.column_config.TextColumn, found.method.years
    return {
        "unit": text(_("Unit"), width=260, pinned=True),
        "planned": text(
            _("Plan of {year}", year=found.method.year),
            alignment="right",
            required=False,
            help=_("Type or paste a number: it locks the unit. Empty the cell to unlock it."),
        ),
        "locked": st.column_config.CheckboxColumn(_("Lock")),
        "why": text(_("Why"), width="small"),
        "chance": text(_("Chance"), alignment="right"),
        "members": text(_("Members"), alignment="right"),
        "reported": text(_(words.STAGE_NAMES[found.method.stage]), alignment="right"),
        "past": text(_("Admitted in {years} years", years=past), alignment="right"),
        "officer": text(_("Officer in charge")),
    }


def _table_key(found: Proposal) -> str:
    """The key of the table of a year's plan: of other units, or in another order, it is another table."""
    units = crc32("\n".join(found.rows["unit_code"]).encode())
    return f"plan_units_{found.method.year}_{_table_number()}_{units:x}"


def proposed(page: Page) -> Proposal:
    """The plan of the reader's method, with what was typed into the table since the last run."""
    found = plan.proposal(page.store, page.view, method(page), prospect.as_chosen())
    table = st.session_state.get(_table_key(found))
    if table and table["edited_rows"]:
        _take_edits(table["edited_rows"], page, found)
        found = plan.proposal(page.store, page.view, method(page), prospect.as_chosen())
    return found


def _take_edits(edits: dict[int, dict[str, object]], page: Page, found: Proposal) -> None:
    """Lock what was typed or pasted, unlock what was emptied or unticked, refuse what is no number of people."""
    fixed, refused, is_lifted = dict(found.method.fixed), [], False
    numbers: dict[str, int | None] = {}
    for place, cells in edits.items():
        row = found.rows.iloc[int(place)]
        code, kept = str(row["unit_code"]), int(row["planned"])
        said = str(cells["planned"] or "").strip() if "planned" in cells else None
        number = values.count(said) if said else None
        is_refused = isinstance(number, Fault) or not plan.is_valid(found.method.fixing({code: number}))
        if is_refused:
            refused.append(words.plan.refused(parts.plain(row["unit_name"]), parts.plain(str(said)), kept, page._))
        elif "planned" in cells:
            numbers[code] = number if isinstance(number, int) else None
        if "locked" in cells and cells["locked"] != (code in {**fixed, **numbers}):
            numbers[code] = (
                (number if isinstance(number, int) and not is_refused else kept) if cells["locked"] else None
            )
        is_lifted |= code in fixed and numbers.get(code, 0) is None
    changed = found.method.fixing(numbers)
    _methods()[changed.year] = changed
    if refused or is_lifted:
        st.session_state["plan_refused"] = refused
        take(changed)


def side_by_side(page: Page, found: Proposal) -> None:
    """The number shared by members beside the same shared by candidates."""
    _, view = page._, page.view
    with st.expander(_("By members and by candidates side by side"), icon=":material/compare_arrows:"):
        rows = plan.by_key(page.store, view, found.method, prospect.as_chosen())
        st.markdown(words.plan.by_key_sentence(rows, found.period, _))
        title = _("Shared by members and by candidates, {year}", year=view.year)
        parts.sheet(page, title, sheets.plan.by_key(rows, found.method.stage, _), "plan_by_key", 400)


def months(page: Page, found: Proposal) -> None:
    """The months of the plan."""
    _, numbers = page._, found.months
    total = pd.Series(numbers.sum(), dtype=float)
    title = _("Plan of {year} by month", year=found.method.year)
    parts.chart(
        page,
        title,
        parts.figure(charts.plan.months, total, found.method.year, _),
        sheets.plan.months(total, _),
        "plan_months",
        words.plan.how_months(_),
        RESTS_ON,
    )
