"""Many seeds, one summary; or one seed, in full."""

import argparse
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path

from ketnap.ingest.match import Hasher
from ketnap.ingest.read import Reading, Refused, read_all
from tests.fuzz.draw import drawn, messes_of
from tests.fuzz.judge import BAD, MARKS, Verdict, judge
from tests.fuzz.units import REGISTER
from tests.fuzz.write import File

HASHER = Hasher(b"fuzz")


def readings(file: File) -> list[Reading | Refused]:
    """What the import makes of a file, one answer for each of its sheets."""
    return read_all(file.data, file.table, REGISTER, file.draft.as_of, HASHER)


def verdict_on(file: File) -> Verdict:
    """The verdict on what the import makes of a file."""
    try:
        given = readings(file)
    except Exception as error:
        return judge(file, error)
    return judge(file, given)


def verdict(seed: int, only: Collection[str] | None = None, people: int | None = None) -> Verdict:
    """The verdict on the file of a seed."""
    return verdict_on(drawn(seed, only, people))


def shrunk(seed: int) -> tuple[list[str], int | None]:
    """The fewest messes and rows with which a seed's file still gets its mark."""
    mark = verdict(seed).mark
    names = [mess.name for mess in messes_of(seed)]
    for name in list(names):
        fewer = [other for other in names if other != name]
        if verdict(seed, fewer).mark == mark:
            names = fewer
    people = next((n for n in range(1, 40) if verdict(seed, names, n).mark == mark), None)
    return names, people


def show(seed: int, only: Collection[str] | None, people: int | None) -> Verdict:
    """Print the file of a seed and the verdict on it."""
    file = drawn(seed, only, people)
    found = verdict_on(file)
    names = [mess.name for mess in messes_of(seed) if only is None or mess.name in only]
    fewer = f" --only {','.join(names)}" * (only is not None) + f" --people {people}" * (people is not None)
    print(f"{found.mark}: python -m tests.fuzz --seed {seed}{fewer}\n  messes: {', '.join(names)}")
    print(f"  table {file.table} as of {file.draft.as_of}, warnings {sorted(file.draft.warnings)}")
    print(*(f"  {why}" for why in found.why), sep="\n")
    if file.draft.book:
        path = Path(tempfile.gettempdir()) / f"fuzz_{seed}.xlsx"
        path.write_bytes(file.data)
        print(f"  {path}")
    else:
        print("---", file.data[:3000].decode("utf-8", errors="backslashreplace"), "---", sep="\n")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Try many seeds, or show one; 1 if any file was read wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, help="show the file of one seed")
    parser.add_argument("--only", help="with these messes alone, divided by commas")
    parser.add_argument("--people", type=int, help="with so many rows")
    parser.add_argument("--shrink", action="store_true", help="with as little mess as still fails")
    parser.add_argument("--count", type=int, default=2000, help="how many seeds to try")
    parser.add_argument("--first", type=int, default=0, help="the first of them")
    options = parser.parse_args(arguments)
    if options.seed is None:
        return many(range(options.first, options.first + options.count))
    only, people = options.only.split(",") if options.only else None, options.people
    if options.shrink:
        only, people = shrunk(options.seed)
    return int(show(options.seed, only, people).mark in BAD)


def many(seeds: Sequence[int]) -> int:
    """Try many seeds and print what came of each kind of mess."""
    start = time.monotonic()
    marks: Counter[str] = Counter()
    by_mess: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for seed in seeds:
        found = verdict(seed)
        marks[found.mark] += 1
        for mess in messes_of(seed):
            by_mess[mess.name][found.mark] += 1
        if found.mark in BAD:
            print(f"{found.mark:8} python -m tests.fuzz --seed {seed}   {'; '.join(found.why)[:200]}")
    print(f"\n{'mess':24}" + "".join(f"{mark:>17}" for mark in MARKS))
    for name, counts in (*sorted(by_mess.items()), ("ALL", marks)):
        print(f"{name:24}" + "".join(f"{counts[mark] or '':>17}" for mark in MARKS))
    seconds = time.monotonic() - start
    print(f"{len(seeds)} files in {seconds:.0f} s, {len(seeds) / seconds:.0f} a second")
    return int(any(marks[mark] for mark in BAD))
