"""Files in: choose, see what would happen, keep."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ketnap import batch
from ketnap.ingest.read import Reading
from ketnap.store import StoreFailure
from ketnap.ui import asking, frame, reading, review
from ketnap.ui.frame import Page
from ketnap.ui.reading import Findings


def welcome(page: Page) -> None:
    """The first look: what Ketnap does, the sample, and the way for one's own files."""
    _ = page._
    st.header(_("Admissions against the target, at a glance"), anchor=False)
    st.markdown(
        _(
            "Load the rosters the office already keeps. Ketnap shows admissions by month, unit and source against"
            " the target of the year and the term, and how likely it is that they will be reached."
        )
    )
    left, right = st.columns(2, gap="large")
    with left.container(border=True):
        st.subheader(_("Look around first"), anchor=False)
        st.markdown(_("Seventy invented units with 5,000 invented members, so that every page has something to show."))
        if st.button(_("Load the sample"), type="primary", key="load_sample", icon=":material/science:"):
            batch.load_sample(page.store, batch.signature(), frame.today())
            st.rerun()
    with right.container(border=True):
        st.subheader(_("Load your own files"), anchor=False)
        files = _chosen(page)
    _review(page, files)


def upload(page: Page) -> None:
    """The uploader; once files are chosen, what each would bring and the button that keeps them."""
    _review(page, _chosen(page))


def _chosen(page: Page) -> list[UploadedFile]:
    """The uploader and the files chosen with it."""
    _ = page._
    files = st.file_uploader(
        _("CSV or Excel files: rosters, and every other list that has a template below"),
        type=["csv", "txt", "tsv", "xlsx", "xls"],
        accept_multiple_files=True,
        key=f"files_{st.session_state.get('uploads', 0)}",
        help=_("Choose all files at once; the register of units is read first."),
    )
    st.caption(
        _(
            "Do not upload documents classified as secret. Names, birth dates and numbers become keyed hashes and are not kept."
        )
    )
    if st.session_state.get("kept"):
        st.success(st.session_state.pop("kept"), icon=":material/check_circle:")
    return files


def _review(page: Page, files: list[UploadedFile]) -> None:
    """What the files would bring, what they leave open, and the button that keeps them."""
    if not files:
        frame.forget_files()
        return
    findings = reading.findings(page, files)
    if findings is None:
        return
    if findings.current:
        _keep(page, findings)
    asking.unit_names(page, findings)
    if findings.current:
        review.cards(page, findings)


def _keep(page: Page, findings: Findings) -> None:
    """What all files bring together, and the button that keeps them."""
    _ = page._
    read = [found for found in findings.found if isinstance(found.one, Reading)]
    if not read:
        return
    count = len({found.upload for found in read})
    unread = len({found.upload for found in findings.found}) - count
    left = " " + _("{count} files could not be read yet.", count=unread) if unread else ""
    st.markdown(f"### {review.answer(findings.found, _)}{left}")
    if any(isinstance(found.one, Reading) and found.one.kept for found in read):
        label = _("Keep {count} files", count=count)
    else:
        label = _("Keep {count} files, so that their rows wait to be corrected", count=count)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.text_input(_("Imported by"), value=batch.signature(), key="who", max_chars=80, width=260)
        pressed = st.button(label, type="primary", key="keep", icon=":material/save:")
    if pressed:
        try:
            with st.spinner(_("Keeping {count} files…", count=count)):
                batch.keep_batch(
                    page.store, [(found.upload, found.one) for found in read], who.strip() or batch.signature()
                )
        except StoreFailure as failure:
            st.error(_(failure.sentence), icon=":material/block:")
            return
        frame.forget_files()
        st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
        st.session_state["kept"] = _("{count} files kept. Every figure now includes them.", count=count)
        st.rerun()
