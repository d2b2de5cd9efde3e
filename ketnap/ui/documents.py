"""The parts of the page of documents: which one, the office's own template, whose documents they are."""

import streamlit as st

from ketnap import batch, report
from ketnap.i18n import mark
from ketnap.report import FORMATS, KINDS, WrongTemplate
from ketnap.ui import frame, prospect
from ketnap.ui.frame import Page
from ketnap.ui.plain import plain

OFFICE = {
    "superior": mark("The superior body"),
    "name": mark("The body"),
    "symbol": mark("Symbol of its documents"),
    "place": mark("Place"),
    "role": mark("Who signs: in whose name, and office (a line each)"),
    "signatory": mark("Name of whoever signs"),
    "recipients": mark("Recipients, a line each"),
}
MANY_LINES = ("role", "recipients")


def chosen(page: Page) -> tuple[str, str]:
    """The kind of document and its format, as the reader has them."""
    _ = page._
    left, right = st.columns(2)
    kind = left.selectbox(
        _("Kind of document"), list(KINDS), format_func=lambda code: _(KINDS[code]), key=f"document_{_.language}"
    )
    form = right.selectbox(
        _("Format"), report.formats(kind), format_func=lambda code: FORMATS[code][0], key=f"format_{kind}"
    )
    return kind, form


def of_all_sources(page: Page, kind: str) -> str:
    """That a document leaves the chosen source aside; "" where it does not."""
    if kind == "report" or not page.view.source:
        return ""
    return page._("Notices and sheets are of all sources: targets and what is still needed are not known by source.")


def download(page: Page, kind: str, form: str, template: bytes | None) -> None:
    """The button that makes the document and saves it."""
    _, view = page._, page.view
    st.download_button(
        _("Make and save"),
        lambda: report.document(page.store, view, kind, form, frame.today(), _, prospect.as_chosen(), template),
        report.file_name(view, kind, form),
        FORMATS[form][1],
        key="make_document",
        icon=":material/description:",
        type="primary",
        on_click="ignore",
    )


def own_template(page: Page) -> bytes | None:
    """The office's own template, if one is chosen and can be filled in."""
    _ = page._
    with st.expander(_("The office's own Word template"), icon=":material/article:"):
        st.markdown(
            _(
                "Write fields into a Word file of your own: the template below names each kind of them. Without one the report has the layout of a Party body's report."
            )
        )
        st.download_button(
            _("A template to start from"),
            lambda: report.starter(_),
            "ketnap-mau-bao-cao.docx",
            FORMATS["docx"][1],
            key="starter",
            icon=":material/download:",
            on_click="ignore",
        )
        st.markdown("\n".join(f"- `{names}`: {_(meaning)}" for names, meaning in report.FIELDS.items()))
        file = st.file_uploader(
            _("Template (.docx)"), type=["docx"], key="own_template", max_upload_size=report.LARGEST_TEMPLATE >> 20
        )
        if file is None:
            return None
        template, seen = file.getvalue(), (file.file_id, page.view, _.language)
        if st.session_state.get("template_seen", ("", ""))[0] != seen:
            st.session_state["template_seen"] = (seen, _fault(page, template))
        fault = st.session_state["template_seen"][1]
        if fault:
            st.error(plain(fault))
            return None
        st.success(_("The report is written into this template."))
        return template


def _fault(page: Page, template: bytes) -> str:
    """Why a template cannot be filled in; "" where it can be."""
    _ = page._
    try:
        report.document(page.store, page.view, "report", "docx", frame.today(), _, prospect.as_chosen(), template)
    except WrongTemplate as wrong:
        return _(wrong.sentence, reason=wrong.reason) if wrong.reason else _(wrong.sentence)
    return ""


def office(page: Page) -> None:
    """Whose documents these are: what stands in their head and at their foot."""
    _, store = page._, page.store
    with (
        st.expander(_("Names of the office, place and signature"), icon=":material/badge:"),
        st.form("office"),
    ):
        # Another reader may set a name meanwhile: only what was changed here is kept.
        drawn = st.session_state.setdefault(
            "office_drawn", {f"office_{name}": store.setting(f"office_{name}") for name in OFFICE}
        )
        wanted = {}
        for name, label in OFFICE.items():
            field, most = (st.text_area, 1000) if name in MANY_LINES else (st.text_input, 200)
            wanted[f"office_{name}"] = field(_(label), drawn[f"office_{name}"], most, key=f"office_{name}")
        if st.form_submit_button(_("Save for all readers")):
            for name, value in wanted.items():
                if value != drawn[name]:
                    store.set(name, value.strip(), batch.signature())
            st.session_state["office_drawn"] = wanted
            st.rerun()
