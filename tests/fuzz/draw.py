"""A seed -> a file: the truth, the messes that befall it, the bytes."""

from collections.abc import Collection
from importlib import import_module
from random import Random

from tests.fuzz.draft import KINDS, BookForm
from tests.fuzz.mess import MESSES, STAGES, Mess, in_order
from tests.fuzz.mess_layout import assembled
from tests.fuzz.truth import clean
from tests.fuzz.write import File, written

# Each module enters its messes into the register.
for stage in STAGES:
    import_module(f"tests.fuzz.{stage}")
KNOWN = in_order(MESSES)
FREQUENCY = {"roster": 60, "totals": 16, "crosstab": 10, "opening": 8, "units": 3, "targets": 3}


def messes_of(seed: int) -> list[Mess]:
    """The messes that befall a seed's file, at most one for each place."""
    rng = Random(f"{seed} messes")
    left = [mess for mess in KNOWN if kind_of(seed) in mess.kinds and mess.form in ("", form_of(seed))]
    wanted = [_turn(seed), *rng.sample(left, rng.choice((0, 0, 1, 2, 3, 4, 5, 6, 8, 10, 14)))]
    chosen: list[Mess] = []
    for mess in dict.fromkeys(wanted):
        if not mess.place or mess.place not in {other.place for other in chosen}:
            chosen.append(mess)
    return in_order(chosen)


def kind_of(seed: int) -> str:
    """Which kind of file a seed's is."""
    kinds = [kind for kind in KINDS if kind in _turn(seed).kinds]
    return Random(f"{seed} kind").choices(kinds, [FREQUENCY[kind] for kind in kinds])[0]


def form_of(seed: int) -> str:
    """Whether a seed's file is a text or a workbook."""
    return _turn(seed).form or Random(f"{seed} form").choices(("text", "book"), (4, 1))[0]


def _turn(seed: int) -> Mess:
    """The mess whose turn it is: each has its own; the others join in by chance."""
    return KNOWN[seed % len(KNOWN)]


def drawn(seed: int, only: Collection[str] | None = None, people: int | None = None) -> File:
    """The file of a seed, with all its messes or only those named, and with fewer rows if told so."""
    draft = clean(seed, kind_of(seed), people)
    draft.book = BookForm() if form_of(seed) == "book" else None
    for mess in messes_of(seed):
        if only is not None and mess.name not in only:
            continue
        if mess.apply.__module__.endswith("mess_layout") and not draft.body:
            draft.body = assembled(draft)
        mess.apply(draft, draft.rng(mess.name))
    if not draft.body:
        draft.body = assembled(draft)
    return written(draft)
