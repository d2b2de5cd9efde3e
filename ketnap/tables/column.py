"""What a column and a table of the data dictionary are."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SOURCES = ("youth_union", "trade_union", "two_members", "other", "unknown")
BASES = ("decision", "ceremony")
NO_CHOICES: Mapping[str, tuple[str, ...]] = {}


def said(words: str) -> tuple[str, ...]:
    """The words of a list written with bars between them."""
    return tuple(word.strip() for word in words.split(" | "))


@dataclass(frozen=True, eq=False)
class Column:
    """One column: its code, how its cells are read, and the headers it is known by, best first.

    `choices` maps each code of an enumeration to the words that stand for it in rosters.
    `least` is the smallest number a count may have.
    """

    name: str
    kind: str
    headers: tuple[str, ...]
    required: bool = False
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_CHOICES)
    least: int = 0

    @property
    def shared(self) -> bool:
        """Whether what a merged cell says holds for each of its rows; a number or a person is one only."""
        return self.kind not in ("count", "decimal", "person")

    @property
    def dated(self) -> bool:
        """Whether its cells hold dates or months."""
        return self.kind in ("date", "month") or self.name == "birth_date"


@dataclass(frozen=True, eq=False)
class Table:
    """One table: its columns, its natural key, which columns stand in for one another, an example.

    `key` is the natural key among what is kept: of two rows with the same key the newer import's counts.
    `one_of` lists columns of which a file must have at least one. `once_per` names what is kept that a person
    stands beside once only, "" in tables without people.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    example: Mapping[str, str]
    one_of: tuple[str, ...] = ()
    once_per: str = ""

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns a file of this table cannot do without."""
        return tuple(column for column in self.columns if column.required)
