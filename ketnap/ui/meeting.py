"""Meeting mode: one slide fills the screen, keys turn the slides, and the figures stay those of the beginning."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from ketnap import account, words
from ketnap.ui import frame, parts
from ketnap.ui.frame import Page, choose, chosen

# A page of a projector: letters grow with the screen, the figure takes the height that is left.
DRESS = """<style>
html { font-size: max(12px, min(1.34vw, 2.38vh)) !important; }
[data-testid=stHeader] { background: transparent; }
[data-testid=stMainMenu], [data-testid=stAppDeployButton] { display: none; }
[data-testid=stMainBlockContainer] { padding: 1.5rem 3rem 0; max-width: none; }
.st-key-slide { height: calc(100vh - 5.6rem); min-height: calc(100vh - 5.6rem); flex: none; }
.st-key-slide > .stElementContainer:has(.stPlotlyChart) { flex: 1 1 0; min-height: 12rem; }
.st-key-slide .stElementContainer:has(.stPlotlyChart) .stFullScreenFrame, .st-key-slide .stPlotlyChart { height: 100%; }
.st-key-slide h2 { font-size: 2.2rem; line-height: 1.25; padding-top: 0; }
.st-key-slide h3 { font-size: 3.4rem; }
.st-key-slide p { font-size: 1.15rem; }
.st-key-slide li { font-size: 1.7rem; line-height: 1.35; padding: .5rem 0; }
.st-key-turning { position: fixed; bottom: .4rem; left: 3rem; right: 3rem; width: auto; flex-wrap: nowrap; }
.st-key-turning [data-testid=stCaptionContainer] { font-size: .66rem; line-height: 1.3; }
.st-key-turning p { white-space: nowrap; }
.st-key-turning [data-testid=stCaptionContainer] p { white-space: normal; }
.st-key-turning button { min-height: 1.6rem; padding: 0 .6rem; border: none; background: transparent; }
.st-key-page_up, .st-key-page_down { display: none; }
@media (max-width: 768px) {
    html { font-size: 14px !important; }
    [data-testid=stMainBlockContainer] { padding: 3.5rem 1rem 6rem; }
    .st-key-slide { height: auto; }
    .st-key-slide > .stElementContainer:has(.stPlotlyChart) { flex: none; height: 24rem; }
    .st-key-turning { position: static; flex-wrap: wrap; }
    .st-key-slide h2 { font-size: 1.6rem; }
    .st-key-slide h3 { font-size: 2.2rem; }
}
</style>"""
BUTTON = """
button { font: inherit; color: var(--st-text-color); background: none; border: none; cursor: pointer; padding: 0 .6rem; }
"""
FULL = """<button><svg width="1em" height="1em" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="2">
<path d="M1 5V1h4M11 1h4v4M15 11v4h-4M5 15H1v-4"/></svg></button>"""
FULL_SCREEN = (Path(__file__).parent / "full_screen.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Slide:
    """A slide: the name the address has for it, what draws it, and the page that tells more and how it is made."""

    name: str
    draw: Callable[[Page], None]
    page: str


def show(page: Page, slides: Sequence[Slide]) -> None:
    """The slide the address names, and under it what it rests on and the keys that turn to the others."""
    st.html(DRESS)
    names = [slide.name for slide in slides]
    at = names.index(chosen("slide")) if chosen("slide") in names else 0
    with st.container(key="slide"):
        slides[at].draw(page)
    with st.container(key="turning", horizontal=True, vertical_alignment="center", gap="small"):
        _footer(page)
        if slides[at].page:
            st.page_link(f"pages/{slides[at].page}.py", label=page._("Details"), icon=":material/open_in_new:")
        _turning(page, names, at)


def _footer(page: Page) -> None:
    """What the figures rest on, and the button that takes in what others have kept since the meeting began."""
    _, found = page._, account.extent(page.store, page.view)
    said = [words.source_line(page.view, _)]
    if found["sample_imports"]:
        said.insert(0, f"**{_('SYNTHETIC DATA')}**")
    if parts.narrowed(page):
        said.append(f"**{parts.plain(parts.narrowed(page))}**")
    st.caption(" · ".join(said), width="stretch")
    if frame.is_behind():
        st.button(_("Newer data: reckon anew"), key="newer", icon=":material/refresh:", on_click=frame.catch_up)


def _turning(page: Page, names: Sequence[str], at: int) -> None:
    """The buttons, which arrows and the keys of a presenter's remote press too."""
    _ = page._
    before, after = names[max(at - 1, 0)], names[min(at + 1, len(names) - 1)]
    turn = partial(choose, "slide")
    st.button("‹", key="back", shortcut="Left", help=_("Back"), on_click=turn, args=(before,), type="tertiary")
    st.markdown(f"{at + 1}/{len(names)}", width="content")
    st.button("›", key="on", shortcut="Right", help=_("On"), on_click=turn, args=(after,), type="tertiary")
    st.button("↑", key="page_up", shortcut="PageUp", on_click=turn, args=(before,))
    st.button("↓", key="page_down", shortcut="PageDown", on_click=turn, args=(after,))
    _full_screen(_("Full screen"))
    if st.button("✕", key="end", shortcut="Esc", help=_("End"), type="tertiary"):
        frame.end_meeting()
        st.switch_page("pages/overview.py")


def _full_screen(label: str) -> None:
    """A button that lets the page fill the screen, and lets go of it again."""
    made = st.components.v2.component("full_screen", html=FULL, css=BUTTON, js=FULL_SCREEN)
    made(key="full_screen", data=label, width="content", height="content")


def headed(title: str, sentence: str) -> None:
    """A slide's title and its answer."""
    st.markdown(f":gray[{title}]")
    st.header(sentence, anchor=False)
