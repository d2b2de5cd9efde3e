"""The office's own Word template, filled in with the account.

Whoever loads a template may name fields and walk through lists of them, and nothing else: its commands run in a
sandbox without functions and with few filters.
"""

import re
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError, nodes
from jinja2.sandbox import SandboxedEnvironment, SecurityError

from ketnap import account, officers, pool, sheets, words
from ketnap.account import View
from ketnap.i18n import Translator, mark
from ketnap.report.native import saved
from ketnap.report.office import Office
from ketnap.report.tables import texts
from ketnap.report.told import Report, Section, plain
from ketnap.store import Store

NO_TEMPLATE = mark("This is no Word template (.docx), or it is larger than 5 MB.")
UNKNOWN_FIELD = mark("The template names a field that there is not: {reason}")
WRONG_COMMAND = mark("A command of the template is written wrongly, near: {reason}")
FORBIDDEN = mark("A template may name fields and lists of them; this one calls or computes something.")
UNFIT = mark("The template cannot be filled in; begin with the one offered here.")
LARGEST_TEMPLATE, LARGEST_UNPACKED = 5 << 20, 50 << 20
# Letters of a part of the document that is filled in.
LONGEST = 50 << 20
FILTERS = ("capitalize", "default", "first", "join", "last", "length", "lower", "title", "trim", "upper")
FORBIDDEN_COMMANDS = (
    *(nodes.Call, nodes.CallBlock, nodes.Macro, nodes.Assign, nodes.AssignBlock, nodes.Concat, nodes.Add, nodes.Sub),
    *(nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Include, nodes.Import, nodes.FromImport),
    *(nodes.Extends, nodes.EvalContextModifier, nodes.ScopedEvalContextModifier, nodes.List, nodes.Dict),
)
# The columns of ketnap.sheets.followed.
OF_UNIT = ("unit", "target", "admitted", "before", "needed", "pool", "expected", "report")
FIELDS = {
    "title, date": mark("what the account is about, and the day the document is made"),
    "stamp": mark("what the figures rest on: a list"),
    "synthetic": mark("that the figures are invented, where they are; else empty"),
    "office.superior, .name, .symbol, .place, .role, .signatory": mark("the office as it is set below"),
    "recipients": mark("to whom the document goes: a list"),
    "figures.year, .day, .admitted, .target, .share, .needed, .months_left, .pace, .before": mark(
        "the figures of the year, written out"
    ),
    "sections": mark("the sections, each with number, heading, answer, said, listed, cards and tables"),
    "answer, months, units, sources, pool, classes, plan, asked, …": mark("one section by its name"),
    "by_unit": mark(
        "the units, each with unit, target, admitted, before, needed, pool, expected, report: a list for table rows"
    ),
}
NAME = re.compile(r"'(\w+)' is undefined|has no attribute '(\w+)'")


class WrongTemplate(Exception):
    """A template that cannot be filled in; `sentence` says why in English, with its `reason`."""

    def __init__(self, sentence: str, reason: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.reason = sentence, reason


class Bounded(Template):
    """A template whose text ends before it fills the memory."""

    def render(self, *given: Any, **named: Any) -> str:
        """The text; SecurityError for one that is too long."""
        pieces, length = [], 0
        for piece in self.generate(*given, **named):
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST:
                raise SecurityError("too long")
        return "".join(pieces)


class Sandbox(SandboxedEnvironment):
    """Fields, loops and conditions; nothing can be called, computed or set, so no text grows without end."""

    template_class = Bounded

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The template read; SecurityError for a command that does more than name something."""
        found = super()._parse(source, name, filename)
        if next(found.find_all(FORBIDDEN_COMMANDS), None) or not _ends(found):
            raise SecurityError(source)
        return found


def _ends(node: nodes.Node, around: nodes.For | None = None) -> bool:
    """Whether every loop within a loop walks through a part of what that one is at: the text ends."""
    if isinstance(node, nodes.For):
        if around is not None and _root(node.iter) not in _targets(around):
            return False
        return all(_ends(child, node) for child in node.iter_child_nodes())
    return all(_ends(child, around) for child in node.iter_child_nodes())


def _root(found: nodes.Node) -> str:
    """The name whose part is walked through, "" for anything but a part."""
    while isinstance(found, nodes.Getattr | nodes.Getitem):
        found = found.node
    return found.name if isinstance(found, nodes.Name) else ""


def _targets(loop: nodes.For) -> set[str]:
    """The names a loop gives to what it walks through."""
    target = loop.target
    return {target.name} if isinstance(target, nodes.Name) else {name.name for name in target.find_all(nodes.Name)}


def filled(template: bytes, held: dict[str, Any]) -> bytes:
    """The template with what its fields hold in their places; raises WrongTemplate."""
    if not _is_document(template):
        raise WrongTemplate(NO_TEMPLATE)
    try:
        paper = DocxTemplate(BytesIO(template))
        paper.render(held, Sandbox())
        return saved(paper)
    except SecurityError as error:
        raise WrongTemplate(FORBIDDEN) from error
    except UndefinedError as error:
        found = NAME.search(str(error))
        raise WrongTemplate(UNKNOWN_FIELD, next(filter(None, found.groups()), "?") if found else "?") from error
    except TemplateSyntaxError as error:
        raise WrongTemplate(WRONG_COMMAND, _near(error)) from error
    except Exception as error:
        # A damaged file fails in many ways, in the archive, in its XML or in what reads its commands.
        raise WrongTemplate(UNFIT) from error


def _is_document(data: bytes) -> bool:
    """Whether the bytes are a Word document of a size to be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            return (
                len(data) <= LARGEST_TEMPLATE
                and unpacked <= LARGEST_UNPACKED
                and "word/document.xml" in archive.namelist()
            )
    except (BadZipFile, ValueError):
        return False


def _near(error: TemplateSyntaxError) -> str:
    """What stands in the line of a wrong command."""
    lines = (error.source or "").splitlines()
    line = lines[error.lineno - 1] if 0 < error.lineno <= len(lines) else ""
    return " ".join(re.sub(r"<[^>]*>", " ", line).split())[:80] or "?"


def fields(store: Store, view: View, told: Report, by: Office, day: date, _: Translator) -> dict[str, Any]:
    """What a template may name: texts, and lists of texts; numbers are written out."""
    sections = [_section(number, section, _) for number, section in enumerate(told.sections, 1)]
    return {
        "title": plain(told.title),
        "stamp": [plain(line) for line in told.stamp],
        "synthetic": plain(told.stamp[0]) if told.is_synthetic else "",
        "date": _.long_date(day),
        "office": {
            name: plain(getattr(by, name)) for name in ("superior", "name", "symbol", "place", "role", "signatory")
        },
        "recipients": [plain(each) for each in by.recipients],
        "figures": _figures(store, view, _),
        "sections": sections,
        **{section["key"]: section for section in sections},
        "by_unit": _units(store, view, _),
    }


def _figures(store: Store, view: View, _: Translator) -> dict[str, str]:
    """The figures of the year, written out."""
    standing = account.standing(store, view)
    admitted = standing.admitted if standing.is_known else None
    return {
        "year": str(view.year),
        "day": _.date(view.last_day),
        "admitted": _.number(admitted),
        "target": _.number(standing.target),
        "share": "–" if admitted is None else words.telling_share(admitted, standing.target or 0, _),
        "needed": _.number(standing.still_needed),
        "months_left": _.number(standing.months_left),
        "pace": _.number(standing.pace_needed, 1),
        "before": _.number(standing.same_period.before),
    }


def _section(number: int, section: Section, _: Translator) -> dict[str, Any]:
    """A section as texts."""
    return {
        "number": str(number),
        "key": section.key,
        "heading": plain(section.heading),
        "answer": plain(section.answer),
        "said": [plain(line) for line in section.said],
        "listed": [plain(point) for point in section.listed],
        "cards": [dict(zip(("label", "figure", "note"), map(plain, card), strict=True)) for card in section.cards],
        "tables": [
            {"title": plain(table.title), "head": [plain(name) for name in table.rows], "rows": texts(table.rows, _)}
            for table in section.tables
        ],
    }


def _units(store: Store, view: View, _: Translator) -> list[dict[str, str]]:
    """The units in official order."""
    rows = officers.followed(store, view, pool.default_period(store, view))
    if view.unit:
        rows = rows[rows["unit_code"] == view.unit]
    return [dict(zip(OF_UNIT, row, strict=True)) for row in texts(sheets.followed(rows, view, _), _)]
