"""Scenarios as files and addresses: what is written is read again, and nothing else is."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnap.forecast import scenario as scenarios
from ketnap.forecast.months import number_of
from ketnap.forecast.scenario import AS_IT_STANDS, Class, Factor, Move, Reports, Scenario

FULL = Scenario(
    name="Mở lớp, dịch còn tiếp diễn",
    shock="goes_on",
    factors=(Factor(130, "2021-07", "2021-12", ("U01", "U02"), ("youth_union",)),),
    moves=(Move("2021-07", "2021-08", 3, 50),),
    classes=(Class(60, ("2021-09", "2021-12"), "U03", "trade_union", 0.6, True),),
    reports=Reports(False, 0.7),
    pool="class_done",
    average_units=("U04",),
    rate="3.5",
    members=-12,
)


@pytest.mark.parametrize("scenario", [FULL, AS_IT_STANDS, Scenario(name="Ω")])
def test_a_scenario_travels_in_an_address_and_in_a_file(scenario):
    assert scenarios.from_address(scenarios.to_address(scenario)) == scenario
    assert scenarios.read(scenarios.written([scenario, FULL])) == [scenario, FULL]


def test_an_address_needs_no_escaping():
    assert scenarios.to_address(FULL).replace("-", "").replace("_", "").isalnum()


@given(st.text(max_size=200))
def test_any_word_in_an_address_is_a_scenario_or_nothing(word):
    found = scenarios.from_address(word)
    assert found is None or scenarios.from_address(scenarios.to_address(found)) == found


@pytest.mark.parametrize(
    "wrong",
    [
        {"percent": 130, "first": "2021-13", "last": "2021-12"},
        {"percent": -1, "first": "2021-07", "last": "2021-12"},
        {"percent": 130.5, "first": "2021-07", "last": "2021-12"},
        {"percent": 130, "first": "2021-07"},
        {"percent": 130, "first": "2021-07", "last": "2021-12", "command": "rm"},
        {"percent": "130", "first": "2021-07", "last": "2021-12"},
    ],
)
def test_a_file_with_anything_wrong_is_refused(wrong):
    with pytest.raises(msgspec.ValidationError):
        scenarios.read(json.dumps([{"name": "x", "factors": [wrong]}]).encode())


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b'[{"nam": "x"}]', b"\xff\xfe", b'[{"rate": "abc"}]', b'[{"pool": "x"}]']
)
def test_what_is_no_file_of_scenarios_is_refused(data):
    with pytest.raises((msgspec.MsgspecError, UnicodeDecodeError)):
        scenarios.read(data)


def test_a_month_has_its_number():
    assert scenarios.month_number("2021-07") == number_of(2021, 7)
