"""A Word template to begin with: the report's own layout with the fields an office may move, leave out or add."""

from docx.document import Document as Paper
from docx.shared import Mm, Pt

from ketnap.i18n import Translator
from ketnap.report import paper as on
from ketnap.report.native import saved
from ketnap.report.office import Office
from ketnap.report.papers import REPORT

BY = Office(
    superior="{{ office.superior }}",
    name="{{ office.name }}",
    symbol="{{ office.symbol }}",
    place="{{ office.place }}",
    role="{{ office.role }}",
    signatory="{{ office.signatory }}",
    recipients=("{{ recipients|join('; ') }}",),
)
# The columns of the table by unit: their fields and widths in millimetres.
COLUMNS = (("unit", 69), ("target", 16), ("admitted", 16), ("needed", 16), ("pool", 16), ("report", 32))


def starter(_: Translator) -> bytes:
    """The template."""
    paper = on.sheet_of_paper(_("Template of a report"), BY, _)
    on.stamped(paper, ["{{ stamp|join(' · ') }}"])
    on.head(paper, BY, REPORT, "{{ date }}", _)
    on.said(paper, _("REPORT"), bold=True, size=16, centred=True, kept=True)
    on.said(paper, "{{ title }}", bold=True, centred=True)
    on.said(paper, "{%p if synthetic %}")
    on.said(paper, "{{ synthetic }}", bold=True, italic=True, size=12, centred=True)
    on.said(paper, "{%p endif %}")
    _sections(paper)
    _units(paper, _)
    on.foot(paper, BY, _)
    return saved(paper)


def _sections(paper: Paper) -> None:
    """Each section: its heading, its answer, what there is to add, its points."""
    on.said(paper, "{%p for section in sections %}")
    on.heading(paper, "{{ section.number }}. {{ section.heading }}")
    on.said(paper, "{{ section.answer }}", indented=True)
    for lines, text in (("said", "{{ line }}"), ("listed", "{{ loop.index }}. {{ line }}")):
        on.said(paper, f"{{%p for line in section.{lines} %}}")
        on.said(paper, text, indented=True)
        on.said(paper, "{%p endfor %}")
    on.said(paper, "{%p endfor %}")


def _units(paper: Paper, _: Translator) -> None:
    """The table by unit: rows that are commands are gone when it is filled in."""
    names = (_("Unit"), _("Target"), _("Admitted"), _("Still needed"), _("In the pool"), _("Report"))
    on.said(paper, _("By unit"), bold=True, size=12, kept=True)
    grid = paper.add_table(4, len(COLUMNS))
    grid.style, grid.autofit = paper.styles["Table Grid"], False
    for at, ((field, width), name) in enumerate(zip(COLUMNS, names, strict=True)):
        grid.columns[at].width = Mm(width)
        for row, text in ((0, name), (2, f"{{{{ row.{field} }}}}")):
            run = grid.cell(row, at).paragraphs[0].add_run(text)
            run.bold, run.font.size = row == 0, Pt(on.TABLE)
    grid.cell(1, 0).text, grid.cell(3, 0).text = "{%tr for row in by_unit %}", "{%tr endfor %}"
    on.unbroken(grid.rows[0], is_head=True)
    on.unbroken(grid.rows[2])
    on.said(paper, "", size=6)
