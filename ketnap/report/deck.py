"""Slides in PowerPoint: 16:9, a section each, with charts that PowerPoint owns."""

from dataclasses import replace

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Length, Pt

from ketnap.i18n import Translator
from ketnap.report import native
from ketnap.report.tables import figures, texts
from ketnap.report.told import Report, Section, Table, plain

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)
INNER = Length(WIDTH - 2 * MARGIN)
TITLE_SLIDE, TITLE_ONLY = 0, 5
INK, GREY, ACCENT = RGBColor(0x26, 0x26, 0x26), RGBColor(0x6B, 0x70, 0x76), RGBColor(0x2F, 0x7E, 0xC0)
FONT = "Arial"
# The answer in letters so high that it needs three lines at most.
LETTERS = ((90, 32), (150, 28), (220, 24))
SMALLEST = 20
# What a room can read of a table.
MOST_ROWS, MOST_COLUMNS = 12, 9


def deck(told: Report, _: Translator) -> bytes:
    """The account as slides: a title, then a slide per section; what more there is to say stands in the notes."""
    made = _shaped()
    _title_slide(made, told)
    for section in told.sections:
        slide = _headed(made, section, told, _)
        if section.listed:
            _points(slide, section)
        elif section.cards and not section.charts:
            _cards(slide, section)
        elif section.charts:
            place = (MARGIN, Inches(2.05), INNER, Inches(4.7))
            chart = replace(section.charts[0], title=plain(section.charts[0].title))
            native.drawn(slide.shapes, chart, place, 18, FONT)
        elif fitting := [table for table in section.tables if _fits(table)]:
            _table(slide, fitting[0], _)
        else:
            _points(slide, section)
        notes = [*section.said, *section.listed, *(" · ".join(card) for card in section.cards)]
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None
        frame.text = plain("\n".join(notes))
    return native.saved(made)


def _shaped() -> Deck:
    """An empty deck of 16:9 whose titles have their place on every layout that is used."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    places = {
        TITLE_SLIDE: {0: (MARGIN, Inches(2.2), INNER, Inches(1.4)), 1: (MARGIN, Inches(3.7), INNER, Inches(2))},
        TITLE_ONLY: {0: (MARGIN, Inches(0.75), INNER, Inches(1.25))},
    }
    for at, held in places.items():
        for shape in list(made.slide_layouts[at].placeholders):
            place = held.get(shape.placeholder_format.idx)
            if place is None:
                shape._element.getparent().remove(shape._element)
            else:
                shape.left, shape.top, shape.width, shape.height = place
    return made


def _title_slide(made: Deck, told: Report) -> None:
    """What the deck is about, and its stamp."""
    slide = made.slides.add_slide(made.slide_layouts[TITLE_SLIDE])
    _write(slide.shapes.title.text_frame, [told.title], 44, bold=True)
    _write(slide.placeholders[1].text_frame, list(told.stamp), 20, colour=GREY)


def _headed(made: Deck, section: Section, told: Report, _: Translator) -> Slide:
    """A slide with its heading, its answer as title, and its foot."""
    slide = made.slides.add_slide(made.slide_layouts[TITLE_ONLY])
    letters = next((high for length, high in LETTERS if len(section.answer) <= length), SMALLEST)
    _write(slide.shapes.title.text_frame, [section.answer], letters, bold=True)
    _box(slide, (MARGIN, Inches(0.35), INNER, Inches(0.4)), [section.heading], 16, GREY)
    foot = " · ".join([*told.stamp, str(len(made.slides))])
    _box(slide, (MARGIN, Inches(6.95), INNER, Inches(0.4)), [foot], 10, GREY)
    return slide


def _cards(slide: Slide, section: Section) -> None:
    """The figures of a section side by side."""
    gap = Inches(0.2)
    width = Length((INNER - gap * (len(section.cards) - 1)) // len(section.cards))
    for at, (label, figure, note) in enumerate(section.cards):
        left = Length(MARGIN + at * (width + gap))
        card = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, Inches(2.3), width, Inches(3.9))
        card.fill.background()
        card.line.color.rgb = RGBColor(0xD0, 0xD4, 0xD8)
        card.shadow.inherit = False
        frame = card.text_frame
        frame.vertical_anchor = MSO_ANCHOR.TOP
        _write(frame, [label, figure, note], 18)
        frame.paragraphs[1].runs[0].font.size = Pt(40 if len(figure) <= 9 else 28)
        frame.paragraphs[1].runs[0].font.bold = True
        frame.paragraphs[1].runs[0].font.color.rgb = ACCENT


def _fits(table: Table) -> bool:
    """Whether a room can read a table."""
    return len(table.rows) <= MOST_ROWS and len(table.rows.columns) <= MOST_COLUMNS


def _table(slide: Slide, table: Table, _: Translator) -> None:
    """A table that a room can read."""
    cells = texts(table.rows, _)
    lines, right = [[plain(name) for name in table.rows], *cells], figures(cells)
    grid = slide.shapes.add_table(
        len(lines), len(right), MARGIN, Inches(2.2), INNER, Length(Inches(0.4) * len(lines))
    ).table
    needs = [max(6, *(min(len(row[at]), 24) for row in cells)) for at in range(len(right))]
    for at, need in enumerate(needs):
        grid.columns[at].width = Length(round(INNER * need / sum(needs)))
    for down, row in enumerate(lines):
        for at, text in enumerate(row):
            frame = grid.cell(down, at).text_frame
            _write(frame, [text], 16, bold=not down, colour=INK if down else RGBColor(255, 255, 255))
            frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if right[at] and down else PP_ALIGN.LEFT


def _points(slide: Slide, section: Section) -> None:
    """The points of a section, numbered; where there are none, what else it says."""
    points = [f"{number}. {point}" for number, point in enumerate(section.listed, 1)] or list(section.said)
    _box(slide, (MARGIN, Inches(2.2), INNER, Inches(4.6)), points, 24 if len(points) <= 6 else 18, INK)


def _box(
    slide: Slide, place: tuple[Length, Length, Length, Length], lines: list[str], letters: int, colour: RGBColor
) -> None:
    """Lines of text at a place."""
    _write(slide.shapes.add_textbox(*place).text_frame, lines, letters, colour=colour)


def _write(frame: TextFrame, lines: list[str], letters: int, *, bold: bool = False, colour: RGBColor = INK) -> None:
    """Lines in a frame, left, wrapped, in the letters of the deck."""
    frame.word_wrap = True
    for at, text in enumerate(lines):
        line = frame.paragraphs[0] if not at else frame.add_paragraph()
        line.alignment, line.space_after = PP_ALIGN.LEFT, Pt(6)
        run = line.add_run()
        run.text = plain(text)
        run.font.size, run.font.bold, run.font.name, run.font.color.rgb = Pt(letters), bold, FONT, colour
