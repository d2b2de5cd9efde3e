"""The register of messes: each changes how a draft is written and what must come of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random

from tests.fuzz.draft import KINDS, Draft, Row

# Which kinds of files a mess may befall.
ANY = frozenset(KINDS)
ROSTER = frozenset({"roster"})
TOTALS = frozenset({"totals"})
CROSSTAB = frozenset({"crosstab"})
OPENING = frozenset({"opening"})
UNITS = frozenset({"units"})
TARGETS = frozenset({"targets"})
DATED = ROSTER | TOTALS
COUNTS = TOTALS | CROSSTAB | OPENING
NAMED = DATED | COUNTS


@dataclass(frozen=True)
class Mess:
    """One kind of mess: its name, what it does, the kinds of files it may befall, the place only one such may take,
    and the form of file, text or book, that knows it."""

    name: str
    apply: Callable[[Draft, Random], None]
    kinds: frozenset[str]
    place: str = ""
    form: str = ""


MESSES: list[Mess] = []
# How the file is written is settled first, since it decides what a damaged row can still say.
STAGES = ("mess_text", "mess_book", "mess_cells", "mess_columns", "mess_rows", "mess_layout")


def in_order(messes: Iterable[Mess]) -> list[Mess]:
    """Messes in the order in which they are applied, whichever module was imported first."""
    return sorted(messes, key=lambda each: (STAGES.index(each.apply.__module__.split(".")[-1]), MESSES.index(each)))


def mess(
    kinds: frozenset[str] = ANY, place: str = "", form: str = ""
) -> Callable[[Callable[[Draft, Random], None]], None]:
    """Enter a function into the register of messes under its own name."""

    def enter(apply: Callable[[Draft, Random], None]) -> None:
        MESSES.append(Mess(apply.__name__, apply, kinds, place, form))

    return enter


def some(draft: Draft, name: str, share: float) -> Iterator[tuple[Row, Random]]:
    """About that share of the rows, each with chances of its own."""
    for row in draft.rows:
        rng = draft.rng(name, row.number)
        if not row.locked and rng.random() < share:
            yield row, rng
