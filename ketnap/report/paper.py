"""The paper of a Party body's document in Word: its page, letters, head, tables, charts and foot."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from ketnap.i18n import Translator
from ketnap.report import native
from ketnap.report.office import Office
from ketnap.report.tables import figures, texts, widths
from ketnap.report.told import Chart, Table, plain

FONT = "Times New Roman"
LANGUAGE = {"vi": "vi-VN", "en": "en-GB"}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHART_XML = """
<w:drawing {names}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>
<wp:docPr id="{number}" name="Chart {number}" descr=""/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>
"""
# Tables with more columns than this stand on a page on its side.
UPRIGHT = 9
BODY, SMALL, TABLE = 14, 11, 10
# Tables of so many rows are not parted by the end of a page.
WHOLE = 16


def sheet_of_paper(title: str, by: Office, _: Translator) -> Paper:
    """An empty document with a title: A4, the margins and the letters of an office."""
    paper = Document()
    known = paper.core_properties
    known.title, known.author, known.language = plain(title), plain(by.name), LANGUAGE[_.language]
    known.comments = known.keywords = ""
    known.created = known.modified = datetime.now()
    for name in ("Normal", "Header", "Footer", "Heading 1"):
        _lettered(paper.styles[name], _)
    normal, heading = paper.styles["Normal"], paper.styles["Heading 1"]
    normal.font.size, normal.paragraph_format.space_after = Pt(BODY), Pt(6)
    heading.font.size, heading.font.color.rgb = Pt(BODY), RGBColor(0, 0, 0)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(12), Pt(6)
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    _numbered_pages(section)
    return paper


def _lettered(style, _: Translator) -> None:
    """A style in the office's letters, for every script, in the reader's language."""
    style.font.name = FONT
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for name in list(fonts.attrib):
        # A theme's letters would go before those named.
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    for script in ("w:val", "w:eastAsia"):
        language.set(qn(script), LANGUAGE[_.language])
    properties.append(language)


def _numbered_pages(section) -> None:
    """The number of the page at its head, from the second page on."""
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind in ("begin", "PAGE", "end"):
        run = head.add_run()
        if kind == "PAGE":
            code = OxmlElement("w:instrText")
            code.text = kind
        else:
            code = OxmlElement("w:fldChar")
            code.set(qn("w:fldCharType"), kind)
        run._r.append(code)


def stamped(paper: Paper, stamp: Iterable[str]) -> None:
    """What every page says at its foot."""
    section = paper.sections[0]
    for foot in (section.footer, section.first_page_footer):
        line = foot.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(plain(" · ".join(stamp)))
        run.italic, run.font.size = True, Pt(9)


def said(
    place: Paper | Cell,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = BODY,
    centred: bool = False,
    indented: bool = False,
    kept: bool = False,
) -> Paragraph:
    """A paragraph; `kept` stays with the one that follows."""
    line = place.add_paragraph()
    run = line.add_run(plain(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if centred or indented:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    line.paragraph_format.keep_with_next = kept
    if indented:
        line.paragraph_format.first_line_indent = Mm(10)
    return line


def heading(paper: Paper, text: str) -> None:
    """The heading of a section, which Word lists in its navigation and keeps with what follows."""
    paper.add_heading(plain(text), 1)


def head(paper: Paper, by: Office, kind: str, dated: str, _: Translator) -> None:
    """The two columns a Party body's document begins with; the number is left to be written in."""
    left, right = _two_columns(paper, (88, 77))
    _line(left, by.superior)
    _line(left, by.name, bold=True)
    _line(left, "*")
    _line(left, _("No.      -{kind}/{symbol}", kind=kind, symbol=by.symbol))
    _line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, underlined=True)
    _line(right, _("{place}, {date}", place=by.place, date=dated), italic=True)
    said(paper, "", size=6)


def foot(paper: Paper, by: Office, _: Translator) -> None:
    """The two columns it ends with: to whom it goes, and who signs."""
    # Who signs does not stand alone on a page.
    for line in paper.paragraphs[-2:]:
        line.paragraph_format.keep_with_next = True
    left, right = _two_columns(paper, (80, 85))
    first = _line(left, _("Recipients:"), bold=True, italic=True, size=12)
    first.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for recipient in by.recipients:
        _line(left, f"- {recipient}", size=SMALL).alignment = WD_ALIGN_PARAGRAPH.LEFT
    for text in by.role.splitlines():
        _line(right, text, bold=True)
    for _empty in range(3):
        _line(right, "")
    _line(right, by.signatory, bold=True)


def _two_columns(paper: Paper, wide: tuple[int, int]) -> tuple[Cell, Cell]:
    """Two cells side by side without borders, so many millimetres wide, on one page."""
    grid = paper.add_table(1, 2)
    grid.autofit = False
    unbroken(grid.rows[0])
    for column, width in zip(grid.columns, wide, strict=True):
        column.width = column.cells[0].width = Mm(width)
    return grid.rows[0].cells[0], grid.rows[0].cells[1]


def _line(cell: Cell, text: str, *, bold=False, italic=False, underlined=False, size: float = 13) -> Paragraph:
    """A centred line of a cell; the first takes the paragraph that every cell has."""
    line = cell.paragraphs[0] if not cell.paragraphs[0].runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    run = line.add_run(plain(text))
    run.bold, run.italic, run.underline, run.font.size = bold, italic, underlined, Pt(size)
    line.alignment, line.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(0)
    return line


def table(paper: Paper, told: Table, _: Translator) -> None:
    """A table with its title: the head repeated on every page, no row broken, figures to the right."""
    said(paper, told.title, bold=True, size=12, kept=True)
    names, rows = [plain(name) for name in told.rows.columns], texts(told.rows, _)
    wide = widths(names, rows, _room(paper), TABLE)
    grid = paper.add_table(1, len(names))
    grid.style, grid.alignment, grid.autofit = paper.styles["Table Grid"], WD_TABLE_ALIGNMENT.CENTER, False
    for column, cell, name, width in zip(grid.columns, grid.rows[0].cells, names, wide, strict=True):
        column.width = cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _line(cell, name, bold=True, size=TABLE).paragraph_format.keep_with_next = True
    unbroken(grid.rows[0], is_head=True)
    right = figures(rows)
    for left, row in zip(reversed(range(len(rows))), rows, strict=True):
        # Short tables stay whole; of long ones the first row stays with the head.
        is_kept = left > 0 and (len(rows) <= WHOLE or left == len(rows) - 1)
        grid._tbl.append(_row(row, right, wide, is_kept))
    said(paper, "", size=6)


def _room(paper: Paper) -> float:
    """The width of the page between its margins, in millimetres."""
    section = paper.sections[-1]
    across = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (length.mm for length in across if length is not None)
    return page - left - right


def _row(cells: Sequence[str], right: Sequence[bool], wide: Sequence[float], is_kept: bool):
    """A row of a table, written as XML: python-docx looks up every cell anew, which takes minutes for long tables."""
    row = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr></w:tr>")
    kept = "<w:keepNext/>" if is_kept else ""
    for text, is_right, width in zip(cells, right, wide, strict=True):
        side = "right" if is_right else "left"
        cell = parse_xml(
            f"<w:tc {nsdecls('w')}><w:tcPr><w:tcW w:w='{Mm(width).twips}' w:type='dxa'/></w:tcPr>"
            f"<w:p><w:pPr>{kept}<w:spacing w:before='20' w:after='20'/><w:jc w:val='{side}'/>"
            f"</w:pPr><w:r><w:rPr><w:sz w:val='{2 * TABLE}'/><w:szCs w:val='{2 * TABLE}'/></w:rPr>"
            "<w:t xml:space='preserve'/></w:r></w:p></w:tc>"
        )
        cell.find(".//" + qn("w:t")).text = text
        row.append(cell)
    return row


def unbroken(row, is_head: bool = False) -> None:
    """A row that stays on one page; a head comes again on the next."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def chart(paper: Paper, told: Chart, letters: int = 10) -> None:
    """A chart with its title, owned by Word: drawn and edited there."""
    said(paper, told.title, bold=True, size=12, kept=True)
    height = Mm(max(70, 28 + 9 * len(told.labels))) if "bars" in told.kind else Mm(78)
    made = native.parts(told, letters, FONT)
    package = paper.part.package
    number = 1 + sum(str(part.partname).startswith("/word/charts/") for part in package.iter_parts())
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), WORKBOOK, made.workbook, package)
    inner = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, made.chart, package)
    relation = inner.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    inner._blob = re.sub(rb'(<c:externalData[^>]*r:id=")[^"]+', rb"\g<1>" + relation.encode(), made.chart)
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    drawing = CHART_XML.format(
        names=nsdecls("w", "wp", "a", "c", "r"),
        width=Mm(160),
        height=height,
        number=number,
        relation=paper.part.relate_to(inner, RELATIONSHIP_TYPE.CHART),
    )
    element = parse_xml(drawing)
    element.find(".//" + qn("wp:docPr")).set("descr", plain(told.title))
    line.add_run()._r.append(element)


def turned(paper: Paper, is_wide: bool) -> None:
    """Go on on a new page, upright or on its side."""
    section = paper.add_section()
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if is_wide else (short, long)
    section.different_first_page_header_footer = False
    section.left_margin, section.right_margin = (Mm(20), Mm(15)) if is_wide else (Mm(30), Mm(15))


def new_page(paper: Paper) -> None:
    """Go on on a new page."""
    paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
