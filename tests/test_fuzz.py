"""A short run of the generator of messy rosters; `make fuzz` tries thousands."""

import pytest

from tests.fuzz.command import answer, promised
from tests.fuzz.draw import KNOWN, drawn, kind_of, messes_of
from tests.fuzz.judge import BAD, judge, outcomes_of
from tests.fuzz.run import readings, verdict

SEEDS = range(120)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_mess_makes_the_import_lie(seed):
    found = verdict(seed)
    assert found.mark not in BAD, f"python -m tests.fuzz --seed {seed} --shrink: {found.why}"


def test_a_seed_always_gives_the_same_file():
    assert [drawn(seed).data for seed in SEEDS[::5]] == [drawn(seed).data for seed in SEEDS[::5]]


def test_every_kind_of_mess_befalls_some_file():
    assert {mess.name for seed in SEEDS for mess in messes_of(seed)} == {mess.name for mess in KNOWN}


def test_a_crash_is_a_crash():
    assert judge(drawn(0), KeyError("unit")).mark == "CRASH"


@pytest.mark.parametrize("seed", [seed for seed in range(400) if kind_of(seed) == "roster"][::25])
def test_the_command_line_says_what_the_reading_holds(seed, tmp_path):
    file = drawn(seed)
    given, (found, *_) = answer(file, tmp_path), readings(file)
    if given["outcome"] == "refuse":
        assert given["refuse_class"] == found.reason
        return
    came = promised((line, each) for (_, line), each in outcomes_of(found, with_zeros=True).items())
    given["rejects"] = [(reject["line"], reject["class"]) for reject in given["rejects"]]
    given["excluded"] = [each["line"] for each in given["excluded"]]
    assert {name: given[name] for name in came} == came
