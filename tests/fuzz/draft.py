"""A file in the making: rows with what they say, and how they will be laid out, written and encoded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.fuzz.days import DayCell
from tests.fuzz.outcome import NOT_DATA, Fact, Outcomes
from tests.fuzz.units import UnitCell
from tests.fuzz.words import CountCell, SourceCell

# Kinds of files: what a row is, and the table the import keeps it in.
KINDS = {
    "roster": "admissions",
    "totals": "monthly_totals",
    "crosstab": "monthly_totals",
    "opening": "opening_members",
    "units": "units",
    "targets": "targets",
}
# The columns that say when an admission counts, the first that says anything deciding.
COUNTING = ("decision_date", "ceremony_date", "admission_month")


@dataclass
class Line:
    """One record of the file: its cells, or its raw text where delimiters do not matter, and what must come of it."""

    cells: list[str] = field(default_factory=list)
    outcomes: Outcomes = NOT_DATA
    raw: str | None = None
    fault: str = ""
    fault_at: int = 0


@dataclass
class Row:
    """One row of data: what each cell says, and what its messes made of it."""

    number: int
    texts: dict[str, str]
    # The unit the row belongs to, whatever the cell says.
    home: str = ""
    unit: UnitCell | None = None
    days: dict[str, DayCell] = field(default_factory=dict)
    counts: dict[str, CountCell] = field(default_factory=dict)
    source: SourceCell | None = None
    day: date | None = None
    note_says: str = ""
    said_in: str = "note"
    # What a row of a plain table says, and why it may be rejected.
    fact: Fact = ()
    reasons: frozenset[str] = frozenset()
    outcomes: Outcomes | None = None
    # Whether other rows depend on this one: it may not be damaged any more.
    locked: bool = False
    # How the record deviates from its columns: cells missing at the end, more cells, a cell cut in two, a stray quote.
    short: int = 0
    extra: tuple[str, ...] = ()
    fault: str = ""
    fault_at: int = 0

    def text(self, column: str) -> str:
        """What stands in a column."""
        if column == "unit" and self.unit:
            return self.unit.text
        if column == "source" and self.source:
            return self.source.text
        cell = self.days.get(column) or self.counts.get(column)
        return cell.text if cell else self.texts.get(column, "")


@dataclass
class Column:
    """A column: what it means, its header as written, and the header above it ("<" if that is the neighbour's)."""

    name: str
    label: str
    above: str = ""


@dataclass
class BookForm:
    """How a workbook keeps a file: what stands on which sheet, and what kinds of cells hold its dates."""

    notes_first: bool = False
    hidden_list: bool = False
    summary: bool = False
    merged_titles: bool = False
    merged_units: bool = False
    epoch_1904: bool = False
    hidden_rows: float = 0.0
    of_hidden: Outcomes = ()
    top: int = 0
    left: int = 0
    sheets: int = 1
    # How often a date is a date, a formula, a bare number, a text.
    dates: tuple[int, int, int, int] = (1, 0, 0, 0)


@dataclass
class Draft:
    """A file in the making, and what may come of it as a whole."""

    seed: int
    kind: str
    as_of: date
    columns: list[Column]
    rows: list[Row]
    year: int = 0
    book: BookForm | None = None
    guess_table: bool = False
    # How rows are gathered under headings: the form of the heading, and whether it alone names the unit.
    heading: str = ""
    carried: bool = False
    nested: bool = False
    above: list[Line] = field(default_factory=list)
    under_header: list[Line] = field(default_factory=list)
    body: list[Row | Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)
    headers: list[Line] = field(default_factory=list)
    delimiter: str = ","
    sep_line: bool = False
    margin: int = 0
    padding: int = 0
    quoting: str = "minimal"
    newlines: tuple[str, ...] = ("\n",)
    final_newline: bool = True
    cut: bool = False
    encode: Callable[[str], bytes] = str.encode
    transform: list[Callable[[str], str]] = field(default_factory=list)
    damage: list[Callable[[bytes], bytes]] = field(default_factory=list)
    # Whether the file is damaged beyond any expectation.
    lawless: bool = False
    warnings: set[str] = field(default_factory=set)
    refusal: str = "wrong"  # or "allowed", "required"
    # The refusals that are right where one is required; none: any.
    refusal_classes: frozenset[str] = frozenset()

    @property
    def table(self) -> str:
        """The table the import should keep the rows in."""
        return KINDS[self.kind]

    def rng(self, *names: object) -> Random:
        """Chances of their own for whoever asks, so that leaving one mess out changes no other."""
        return Random(" ".join(map(str, (self.seed, *names))))

    def has(self, column: str) -> bool:
        """Whether the file has a column."""
        return any(column == each.name for each in self.columns)

    def column(self, name: str) -> int:
        """The position of a column."""
        return [column.name for column in self.columns].index(name)

    @property
    def counting(self) -> str:
        """The column that says when a row counts: of several dates the first."""
        return next((name for name in (*COUNTING, "month", "year") if self.has(name)), "")

    def allow_refusal(self) -> None:
        """A clear refusal is as good as an answer."""
        if self.refusal == "wrong":
            self.refusal = "allowed"

    def require_refusal(self, *classes: str) -> None:
        """Only a refusal is right."""
        self.refusal = "required"
        self.refusal_classes |= set(classes)
