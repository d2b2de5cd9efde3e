"""The frame around every page: language, menu, filters, the cached store, and the way in."""

import gc
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from ketnap import account
from ketnap.account import SCOPES, View
from ketnap.forecast.scenario import READINGS, from_address
from ketnap.i18n import LANGUAGES, Translator
from ketnap.store import ROOT, Store, StoreFailure, StoreLocked
from ketnap.tables import BASES, SOURCES
from ketnap.words import BASIS_NAMES, SCOPE_NAMES, SOURCE_NAMES

LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
EARLIEST = date(1990, 1, 1)
ICON = str(ROOT / "ketnap" / "icon.png")


# Every run of the script has a thread of its own; while the frame runs a page, it lies here.
_run = threading.local()


@dataclass(frozen=True)
class Page:
    """What every page works with: the reader's language, the data, and what the reader looks at.

    `period`: the first and the last day of the reports a page is about, if it is about one period of them.
    """

    _: Translator
    store: Store
    view: View
    period: tuple[date, date] | None = None


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The one store of this process, in the folder KETNAP_DATA names (data/ by default)."""
    opened = Store(Path(os.environ.get("KETNAP_DATA", ROOT / "data")))
    # Streamlit collects garbage after every run; what is loaded by now stays for good and need not be looked at.
    gc.collect()
    gc.freeze()
    return opened


def _frozen(opened: Store) -> Store:
    """What is kept as it was when this reader's meeting began."""
    if "meeting" not in st.session_state:
        st.session_state["meeting"] = (_copy(opened, opened.version), opened.version)
    return st.session_state["meeting"][0]


def is_behind() -> bool:
    """Whether more is kept by now than when this reader's meeting began."""
    return st.session_state["meeting"][1] != store().version


def catch_up() -> None:
    """Let the meeting go on with what is kept now."""
    st.session_state.pop("meeting", None)


def end_meeting() -> None:
    """Let go of what was kept when the meeting began: the next one begins with the first slide."""
    catch_up()
    _chosen().pop("slide", None)


@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs={Store: id})
def _copy(opened: Store, version: int) -> Store:
    """What is kept at a version, for all readers whose meeting begins with it."""
    return opened.frozen()


def today() -> date:
    """The day no admission may lie after."""
    return date.today()


def frame() -> None:
    """Draw the frame and the page the address asks for."""
    st.set_page_config(page_title="Ketnap", page_icon=ICON, layout="wide")
    _ = _language()
    overview = st.Page("pages/overview.py", title=_("Overview"), icon=":material/dashboard:", default=True)
    data = st.Page("pages/data.py", title=_("Data"), icon=":material/upload_file:")
    slides = st.Page("pages/slides.py", title=_("Slides"), icon=":material/slideshow:")
    papers = st.Page("pages/documents.py", title=_("Documents"), icon=":material/description:")
    rooms = {_("Results"): [overview, *_results(_)], **_sections(_), _("Meeting"): [slides, papers], _("Files"): [data]}
    chosen = st.navigation(rooms, expanded=True)
    st.set_page_config(initial_sidebar_state="collapsed" if chosen is slides else "auto")
    try:
        opened = _frozen(store()) if chosen is slides else store()
    except StoreLocked:
        st.error(_("Another Ketnap has the data open. Close it (or its window), then reload this page."))
        st.stop()
    except StoreFailure as failure:
        st.error(_(failure.sentence))
        st.stop()
    _run.page = Page(_, opened, _filters(opened, _))
    if chosen is not data and not (chosen is overview and _is_empty(opened, _run.page.view)):
        forget_files()
    if chosen is not slides:
        _sample_notice(_run.page)
    try:
        chosen.run()
    except StoreFailure as failure:
        st.error(_(failure.sentence))
    finally:
        _run.page = None


def _results(_: Translator) -> list:
    """The pages on what was admitted."""
    return [
        st.Page("pages/months.py", title=_("By month"), icon=":material/calendar_month:"),
        st.Page("pages/units.py", title=_("By unit"), icon=":material/account_tree:"),
        st.Page("pages/sources.py", title=_("By source"), icon=":material/groups:"),
        st.Page("pages/officers.py", title=_("By officer"), icon=":material/badge:"),
        st.Page("pages/composition.py", title=_("Composition"), icon=":material/diversity_3:"),
    ]


def _sections(_: Translator) -> dict[str, list]:
    """The pages on what leads to admissions, and on those to come."""
    return {
        _("Preparation"): [
            st.Page("pages/pool.py", title=_("Pool"), icon=":material/group_add:"),
            st.Page("pages/classes.py", title=_("Awareness classes"), icon=":material/school:"),
            st.Page("pages/organizations.py", title=_("Organizations"), icon=":material/handshake:"),
            st.Page("pages/procedure.py", title=_("Procedure"), icon=":material/rule:"),
        ],
        _("Ahead"): [
            st.Page("pages/forecast.py", title=_("Forecast"), icon=":material/trending_up:"),
            st.Page("pages/whatif.py", title=_("What if"), icon=":material/tune:"),
            st.Page("pages/plan.py", title=_("Annual plan"), icon=":material/event_note:"),
        ],
    }


def page() -> Page:
    """What every page starts with."""
    framed = getattr(_run, "page", None)
    if framed is None:
        # Until app.py has run once in a process, Streamlit opens a page's own address without the frame.
        frame()
        st.stop()
    return framed


def chosen(name: str) -> str:
    """What the reader has chosen beside the filters, by the name it has in the address; "" for nothing."""
    return _chosen().get(name, "")


def choose(name: str, value: str) -> None:
    """Choose something beside the filters; the address follows with the next run."""
    _chosen()[name] = value


def forget_files() -> None:
    """Let go of the files that were read, and of what is being read."""
    job = st.session_state.pop("reading", None)
    if job:
        job.result.cancel()


def _language() -> Translator:
    """The reader's language, by the switch or the address."""
    chosen = _chosen()
    picked = st.sidebar.segmented_control(
        "Ngôn ngữ · Language",
        LANGUAGES,
        format_func=lambda code: LANGUAGE_NAMES[code],
        default=chosen["language"] if chosen["language"] in LANGUAGES else "vi",
        key="language",
        label_visibility="collapsed",
    )
    chosen["language"] = picked or chosen["language"]
    return Translator(chosen["language"])


def _chosen() -> dict[str, str]:
    """What the reader has chosen so far: at first what the address says, by the names of its parameters."""
    if "chosen" not in st.session_state:
        asked = {name: st.query_params[name] for name in st.query_params}
        if asked.get("language") not in LANGUAGES:
            asked["language"] = "vi"
        st.session_state["chosen"] = asked
    return st.session_state["chosen"]


def _filters(opened: Store, _: Translator) -> View:
    """The filters in the sidebar and the view they make; the address follows them."""
    chosen = _chosen()
    basis = chosen.get("basis") if chosen.get("basis") in BASES else BASES[0]
    default_day = account.default_as_of(opened, today(), basis or BASES[0])
    day = _day(chosen.get("as_of")) or default_day
    if _is_empty(opened, View(day.year, day)):
        _write_address({"language": chosen["language"]})
        return View(day.year, day)
    with st.sidebar:
        day = _pick_day(day, default_day, _)
        years = account.years(opened, day, basis or BASES[0])
        year = int(_pick(_("Year"), "year", [str(y) for y in years], str(day.year), str, _))
        basis = _pick(_("Counted by"), "basis", BASES, BASES[0], lambda code: _(BASIS_NAMES[code]), _)
        officer, unit, source = _narrowing(opened, day, _)
        scope = _scope(opened, View(year, day, basis), _)
    picked = {
        "as_of": "" if day == default_day else day.isoformat(),
        "year": "" if year == day.year else str(year),
    }
    picked |= {
        "basis": "" if basis == BASES[0] else basis,
        "officer": officer or "",
        "unit": unit or "",
        "source": source or "",
        "scope": "" if scope == SCOPES[0] else scope,
    }
    if chosen.get("shock") in READINGS:
        picked["shock"] = chosen["shock"]
    if chosen.get("believe") == "yes":
        picked["believe"] = "yes"
    if from_address(chosen.get("scenario", "")):
        picked["scenario"] = chosen["scenario"]
    # What a page of its own lets the reader choose.
    picked |= {name: chosen[name] for name in ("period", "stage", "reported", "slide", "plan_year") if chosen.get(name)}
    st.session_state["chosen"] = {"language": chosen["language"], **picked}
    # The address names the day even where it is the default, which moves on: a link shows what was sent.
    _write_address(st.session_state["chosen"] | {"as_of": day.isoformat()})
    return View(year, day, basis, unit, source, officer, opened.setting("count_readmissions") == "yes", scope)


def _scope(opened: Store, view: View, _: Translator) -> str:
    """Which units the reader wants to see; asked only where units were merged, came or left."""
    if not account.extent(opened, view)["changed_units"]:
        return SCOPES[0]
    return _pick(_("Units shown"), "scope", SCOPES, SCOPES[0], lambda code: _(SCOPE_NAMES[code]), _)


def _narrowing(opened: Store, day: date, _: Translator) -> tuple[str | None, str | None, str | None]:
    """The officer, unit and source the reader narrows the view to; None for all."""
    officers = opened.query("officers", as_of=day).set_index("officer_code")["officer_label"].to_dict()
    officer = _pick(
        _("Officer in charge"),
        "officer",
        ["", *officers],
        "",
        lambda c: officers.get(c, _("All officers")),
        _,
    )
    units = opened.query("units_on", as_of=day)
    followed = units if not officer else units[units["officer_code"] == officer]
    names = followed.set_index("unit_code")["unit_name"].to_dict()
    unit = _pick(_("Unit"), "unit", ["", *names], "", lambda c: names.get(c, _("All units")), _, within=officer)
    source = _pick(
        _("Source"), "source", ["", *SOURCES], "", lambda c: _(SOURCE_NAMES[c]) if c else _("All sources"), _
    )
    return officer or None, unit or None, source or None


def _pick(label: str, name: str, options: Sequence[str], default: str, shown, _: Translator, within: str = "") -> str:
    """A selectbox that starts from what is chosen, if that is among the options.

    Its key carries the language and what it is narrowed by, so that labels and options follow them.
    """
    wanted = _chosen().get(name) or default
    at = options.index(wanted) if wanted in options else options.index(default) if default in options else 0
    picked = st.selectbox(
        label, options, index=at, format_func=shown, key=f"{name}_{_.language}" + (f"_{within}" if within else "")
    )
    _chosen()[name] = picked
    return picked


def _pick_day(day: date, default: date, _: Translator) -> date:
    """The as-of day; an emptied field keeps the day before."""
    picked = st.date_input(
        _("As of"),
        value=day,
        min_value=EARLIEST,
        max_value=max(today(), day),
        format="DD/MM/YYYY",
        # A new default, after an import say, makes a new field, unless a day was chosen.
        key=f"as_of_{_.language}_{default}",
        help=_("By default the end of the last whole month: rows of the month that has begun are still coming in."),
    )
    return picked if isinstance(picked, date) else day


def _day(text: str | None) -> date | None:
    """The day an address names as 2021-05-31; None for anything else."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if EARLIEST <= day <= today() else None


def _write_address(chosen: dict[str, str]) -> None:
    """Put what is chosen into the address, what is default left out."""
    wanted = {name: value for name, value in chosen.items() if value and (name, value) != ("language", "vi")}
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)


def _is_empty(opened: Store, view: View) -> bool:
    """Whether nothing is kept yet."""
    return account.extent(opened, view)["imports"] == 0


def _sample_notice(here: Page) -> None:
    """Say on every page that figures are synthetic while the sample is among them."""
    _, found = here._, account.extent(here.store, here.view)
    if not found["sample_imports"]:
        return
    if found["sample_imports"] == found["imports"]:
        text = _("SYNTHETIC DATA: invented figures to look around with, not those of any organization.")
    else:
        text = _("SYNTHETIC DATA is mixed with your files. Undo the sample's imports on the Data page.")
    st.warning(text, icon=":material/science:")
