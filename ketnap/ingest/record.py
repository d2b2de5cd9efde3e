"""One record on its way to a row: its cells by column name, and what the reading may look at beside it."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from ketnap.ingest import values
from ketnap.ingest.cells import Record
from ketnap.ingest.layout.columns import Mapping
from ketnap.ingest.match import Hasher, Register
from ketnap.ingest.texts import blank, cell_text, unmarked
from ketnap.ingest.values import Day, Fault

Row = dict[str, object]
T = TypeVar("T")


@dataclass(frozen=True)
class Problem:
    """A record that was not taken: its line, the column at fault ("" for the whole row), the reason.

    `person` is the keyed hash of whom the record is about, if it says so: a later file may bring them.
    `said` is the name of a unit that was not found or fits several; nothing else a cell says is carried.
    `sheet` is the sheet of a workbook, "" in a text; `beside` the place of the row that a double repeats or
    contradicts, a line ("5") or a line of another sheet ("Sheet1!5").
    """

    line: int
    column: str
    reason: str
    person: str | None = None
    said: str = ""
    sheet: str = ""
    beside: str = ""


class Rejected(Exception):
    """Carries the column and the reason of a record's fault up to the loop over the records."""

    def __init__(self, column: str, reason: str, said: str = "") -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason
        self.said = said


@dataclass
class Context:
    """What the reading of a record may look at beside the record.

    `names_units` says that some row or heading of the file names a unit, so that a blank one is missing;
    `epoch_1904` that numbers which are dates count from 1904; `titles` is what stands above the header.
    `made_codes` are the codes made of names of units, each with the name of the unit that has it.
    """

    mapping: Mapping
    register: Register
    as_of: date
    hasher: Hasher
    month_first: frozenset[str] = frozenset()
    names_units: bool = True
    epoch_1904: bool = False
    titles: tuple[str, ...] = ()
    warnings: dict[str, list[int]] = field(default_factory=dict)
    made_codes: dict[str, str] = field(default_factory=dict)

    def warn(self, warning: str, line: int) -> None:
        """Note a warning class for a line."""
        self.warnings.setdefault(warning, []).append(line)


class Cells:
    """A record's cells by column name, each read on demand; a fault raises Rejected."""

    def __init__(self, record: Record, context: Context, group: str = "") -> None:
        self.line = record.line
        self._record = record
        self._context = context
        self._group = group

    def text(self, name: str) -> str:
        """The cell's text without spreadsheet guards; "" if the file has no such column."""
        mapping, cells = self._context.mapping, self._record.cells
        positions = mapping.positions.get(name)
        if positions is None:
            return self._marked(name) if mapping.marks else ""
        said = [cell_text(cells[p]) for p in positions if p < len(cells) and self._lends(name, p)]
        return said[0] if len(said) == 1 else " ".join([text for text in said if text])

    def _marked(self, name: str) -> str:
        """The labels of the columns that are marked by a cross."""
        marked, cells = self._context.mapping.marks.get(name, {}).items(), self._record.cells
        return ", ".join(label for p, label in marked if p < len(cells) and not unmarked(cell_text(cells[p])))

    def _lends(self, name: str, position: int) -> bool:
        """Whether a cell speaks for the record: a number or a person merged over several rows is one only."""
        if position not in self._record.filled:
            return True
        return self._context.mapping.table.column(name).shared

    def checked(self, name: str, value: T | Fault) -> T:
        """The value, or Rejected with the column's name if it is a fault."""
        if isinstance(value, Fault):
            raise Rejected(name, value.reason)
        return value

    def present(self, name: str, value: T | Fault | None, reason: str = "missing_value") -> T:
        """The value, or Rejected if it is a fault or missing."""
        checked = self.checked(name, value)
        if checked is None:
            raise Rejected(name, reason)
        return checked

    def day(self, name: str) -> Day | None:
        """The date of a cell as precisely as written."""
        return self.checked(name, self._day(name))

    def first_day(self, name: str) -> date | None:
        """The date of a cell nothing is counted by, of a month alone its first day; unreadable ones are left out."""
        found = self._day(name)
        return found.first if isinstance(found, Day) else None

    def last_day(self, name: str) -> date | None:
        """The date of a cell nothing is counted by, of a month alone its last day; unreadable ones are left out."""
        found = self._day(name)
        return found.last if isinstance(found, Day) else None

    def birth(self) -> Day | Fault | None:
        """The date of birth; a fault is no reason to reject the record."""
        return self._day("birth_date")

    def _day(self, name: str) -> Day | Fault | None:
        """The date of a cell, its fault, or None."""
        text = self.text(name)
        if self._context.epoch_1904:
            text = values.from_1904(text)
        return values.day_or_month(text, self._context.as_of, name in self._context.month_first)

    def count(self, name: str) -> int | None:
        """The whole number of a cell."""
        least = self._context.mapping.table.column(name).least
        return self.checked(name, values.count(self.text(name), least))

    def choice(self, name: str) -> str | None:
        """The code of an enumeration's word."""
        return self.checked(name, values.choice(self.text(name), self._context.mapping.table.column(name)))

    def lenient_choice(self, name: str) -> str | None:
        """The code of an enumeration's word; None for words it does not know."""
        found = values.choice(self.text(name), self._context.mapping.table.column(name))
        return found if isinstance(found, str) else None

    def optional(self, name: str) -> str | None:
        """The cell's text, None if it says nothing."""
        text = self.text(name)
        return None if blank(text) else text

    def code(self, name: str) -> str | None:
        """The text of a cell that numbers somebody, None if it holds no digit: "chưa có", "#N/A", "000"."""
        text = self.optional(name)
        return text if text and values.CODE_DIGIT.search(text) else None

    def unit(self) -> str:
        """The code of the unit the record belongs to: its own cells or the group heading above it name it or its code.

        Rejected if they name two units; of a name and a code one known is enough.
        """
        texts = [text for text in (self.unit_text(), self.text("unit_code")) if not blank(text)]
        found = [self._context.register.code(text) for text in texts]
        known = {code for code in found if isinstance(code, str)}
        if len(known) > 1:
            raise Rejected("unit", "ambiguous_unit")
        if known:
            return known.pop()
        faults = [(code.reason, text) for code, text in zip(found, texts, strict=True) if isinstance(code, Fault)]
        reason, said = faults[0] if faults else ("missing_unit", "")
        raise Rejected("unit", reason, said)

    def unit_text(self) -> str:
        """The name of the unit in the record's own cell, else in the group heading above it."""
        text = self.text("unit")
        return self._group if blank(text) else text

    def source(self) -> str:
        """The source organization; doubtful words are noted as a warning."""
        code, warning = values.source(self.text("source"))
        if warning:
            self._context.warn(warning, self.line)
        return code
