"""The parts of an .xlsx around its sheets: their names and order, shared texts, number formats, date system."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar
from urllib.parse import unquote

from ketnap.ingest.decode import Refusal
from ketnap.ingest.workbook.formats import PLAIN, NumberFormat, built_in, iso_text, number_format, number_text
from ketnap.ingest.workbook.gate import Follower, Parts, refuse_foreign
from ketnap.ingest.workbook.sift import left_over

MAIN = "xl/workbook.xml"
MOST_SHEETS = 500
MOST_TEXTS = 2_000_000
# What a formula shows that nobody has calculated: neither blank nor 0 would be true.
NO_VALUE = "#N/A"
Entry = TypeVar("Entry", str, NumberFormat)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Tab:
    """A sheet as the workbook lists it: its name, the part that holds it, whether it can be seen."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True)
class Package:
    """What the sheets of a workbook share.

    `uncalculated` says that the program that wrote the file left the formulas to the next one that opens it.
    """

    tabs: list[Tab]
    texts: list[str]
    formats: list[NumberFormat]
    epoch_1904: bool
    uncalculated: bool

    def text(self, kind: str, style: str, value: str | None, formula: bool = False) -> str:
        """The text of a cell's value (None if it has none), of a type and a style ("" if it names none)."""
        if formula and self._is_open(kind, value):
            return NO_VALUE
        if not value:
            return ""
        if kind == "s":
            return _entry(self.texts, value)
        if kind in ("n", ""):
            return number_text(value, _entry(self.formats, style) if style else PLAIN, self.epoch_1904)
        if kind == "b":
            return "TRUE" if is_true(value) else "FALSE"
        if kind == "d":
            return iso_text(value)
        if kind in ("str", "inlineStr", "e"):
            return plain_text(value)
        raise Refusal("broken_file")

    def _is_open(self, kind: str, value: str | None) -> bool:
        """Whether a formula has no result: none kept, or the 0 of programs that leave calculating to the next."""
        if kind == "str":
            return value is None
        return not value or (self.uncalculated and kind in ("n", "") and value == "0")


def _entry(entries: list[Entry], number: str) -> Entry:
    """The entry of a list that a cell names by number."""
    if not number.isdecimal():
        raise Refusal("broken_file")
    return entries[int(number)]


def package_of(parts: Parts) -> Package:
    """What the sheets of a workbook share; raises Refusal if the file is of another kind."""
    main = next((target for kind, target in _related(parts, "").values() if kind == "officeDocument"), MAIN)
    if main not in parts:
        refuse_foreign(parts)
    book, texts, styles = _Book(), _Texts(), _Styles()
    parts.follow(main, book)
    if book.root != "workbook":
        refuse_foreign(parts)
    related = _related(parts, main)
    for kind, target in related.values():
        if kind in ("sharedStrings", "styles"):
            parts.follow(target, texts if kind == "sharedStrings" else styles)
    return Package(book.tabs(related), texts.texts, styles.formats, book.epoch_1904, book.uncalculated)


def _related(parts: Parts, source: str) -> dict[str, tuple[str, str]]:
    """The parts a part names, by the key it calls them: their kind ("worksheet") and their name."""
    folder, _, name = source.rpartition("/")
    links = _Links()
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place in parts:
        parts.follow(place, links)
    if len({key for key, _, _ in links.found}) < len(links.found):
        raise Refusal("broken_file")
    return {
        key: (kind, posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/"))
        for key, kind, target in links.found
    }


class _Links(Follower):
    """Relationships: key, kind and target of each."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A relationship to a part of the file itself is one of those found."""
        super().start(name, attributes)
        if local_name(name) == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes["Type"].rpartition("/")[2]
            self.found.append((attributes["Id"], kind, attributes["Target"].replace("\\", "/")))


class _Book(Follower):
    """workbook.xml: the list of sheets, the date system, whether formulas wait to be calculated."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.epoch_1904 = self.uncalculated = False
        self._sheets: list[tuple[str, str, bool]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take what concerns the sheets."""
        super().start(name, attributes)
        local = local_name(name)
        self.root = self.root or local
        if local == "workbookPr":
            self.epoch_1904 = is_true(attributes.get("date1904"))
        elif local == "calcPr":
            self.uncalculated = is_true(attributes.get("fullCalcOnLoad"))
        elif local == "sheet":
            key = next((value for name, value in attributes.items() if local_name(name) == "id"), "")
            self._sheets.append((attributes.get("name", ""), key, attributes.get("state", "visible") == "visible"))
            if len(self._sheets) > MOST_SHEETS:
                raise Refusal("too_many_sheets", sheets=MOST_SHEETS)

    def tabs(self, related: dict[str, tuple[str, str]]) -> list[Tab]:
        """The sheets of cells, in order; charts and dialogs are left out."""
        keys = {key for _, key, _ in self._sheets}
        if len(keys) < len(self._sheets) or not keys <= related.keys():
            raise Refusal("broken_file")
        return [
            Tab(name, related[key][1], visible) for name, key, visible in self._sheets if related[key][0] == "worksheet"
        ]


class RichText(Follower):
    """Follows texts with or without runs of letters; readings of east Asian letters are no text."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []

    def end(self, name: str) -> None:
        """A run of letters ends, or a reading, whose letters are forgotten."""
        super().end(name)
        local = local_name(name)
        if local == "t":
            self.runs.append("".join(self.pieces))
        elif local == "rPh":
            del self.runs[-1:]

    def taken(self) -> str:
        """The text of the runs so far, which are forgotten."""
        text = "".join(self.runs)
        self.runs.clear()
        return text


class _Texts(RichText):
    """sharedStrings.xml: the texts that cells name by number."""

    most = 400_000

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def sifted(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Read the texts of usual shape; the bytes left over are for the parser."""
        return left_over(pieces, "sst", "si>", self._take_texts)

    def _take_texts(self, prefix: str, spelt: str, at: int) -> int:
        """Keep the texts of usual shape from here; where the next one is of another shape."""
        shape = usual_text(prefix)
        while found := shape.match(spelt, at):
            self._keep(found[1])
            at = found.end()
        return at

    def _keep(self, text: str) -> None:
        """Keep the next text."""
        self.texts.append(plain_text(text))
        if len(self.texts) > MOST_TEXTS:
            raise Refusal("too_many_cells", cells=MOST_TEXTS)

    def end(self, name: str) -> None:
        """A text is complete."""
        super().end(name)
        if local_name(name) == "si":
            self._keep(self.taken())


@lru_cache(maxsize=16)
def usual_text(x: str) -> re.Pattern[str]:
    """How nearly every program writes a shared text, with a prefix ("x:") or none."""
    return re.compile(rf'<{x}si><{x}t(?: xml:space="preserve")?>([^<>&]*)</{x}t></{x}si>')


class _Styles(Follower):
    """styles.xml: the number format of each style that cells name by number."""

    most = 400_000

    def __init__(self) -> None:
        super().__init__()
        self.formats: list[NumberFormat] = []
        self._codes: dict[str, str] = {}
        self._section = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the formats of the file, then those the styles of cells use."""
        super().start(name, attributes)
        local = local_name(name)
        if self.depth == 2:
            self._section = local
        elif local == "numFmt" and self._section == "numFmts":
            self._codes[attributes["numFmtId"]] = attributes["formatCode"]
        elif local == "xf" and self._section == "cellXfs":
            number = attributes.get("numFmtId", "0")
            self.formats.append(number_format(self._codes.get(number) or built_in(number)))


def plain_text(text: str) -> str:
    """A text without the escapes of a workbook (_x000D_), its line ends all alike, without zero letters."""
    if "_x" in text:
        text = ESCAPED.sub(_unescaped, text)
    text = text.replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _unescaped(found: re.Match[str]) -> str:
    """The letter of an escape; halves of letters stay as they are."""
    letter = int(found[1], 16)
    return found[0] if 0xD800 <= letter < 0xE000 else chr(letter)


@lru_cache(maxsize=1024)
def local_name(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def is_true(value: str | None) -> bool:
    """Whether an XML attribute says yes."""
    return value in ("1", "true", "on")
