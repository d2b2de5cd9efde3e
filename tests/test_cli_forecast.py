"""python -m ketnap forecast: the pages' figures as a sentence or as JSON, with what is supposed given on the line."""

import json
from datetime import date

import pytest

from ketnap import batch, outlook
from ketnap.__main__ import main
from ketnap.account import View
from ketnap.forecast import Scenario
from ketnap.forecast.scenario import Factor, written
from ketnap.store import Store

DAY = ("--as-of", "2021-05-31")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A folder with the sample loaded."""
    folder = tmp_path_factory.mktemp("sample")
    assert main(["sample", "--data", str(folder), "--by", "test"]) == 0
    return folder


@pytest.fixture
def asked(data, capsys):
    """Ask for the forecast as JSON."""

    def ask(*arguments):
        capsys.readouterr()
        assert main(["forecast", "--data", str(data), "--json", *DAY, *map(str, arguments)]) == 0
        return json.loads(capsys.readouterr().out)

    return ask


@pytest.fixture(scope="module")
def shown(sample):
    """What the pages show on the same day."""
    return outlook.outlook(sample, View(2021, date(2021, 5, 31)))


def test_the_sentence_is_the_pages(data, capsys):
    capsys.readouterr()
    assert main(["forecast", "--data", str(data), *DAY]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Chỉ tiêu 150 của năm 2021: gần như không thể đạt")
    assert "Nhiệm kỳ 2021–2025" in said


def test_the_figures_are_the_pages(asked, shown):
    found = asked("--units")
    assert (found["year"], found["as_of"], found["admitted"], found["target"]) == (2021, "2021-05-31", 45, 150)
    assert found["chance"] == shown.chance
    assert found["quantiles"]["0.5"] == shown.year_total.quantile(0.5)
    assert found["term"]["every_year"] == shown.term.chances.every
    assert [year["year"] for year in found["term"]["years"]] == [2021, 2022, 2023, 2024, 2025]
    assert sum(unit["expected"] for unit in found["units"]) == pytest.approx(found["mean"], abs=0.01)
    assert sum(source["expected"] for source in found["sources"]) == pytest.approx(found["mean"], abs=0.01)
    assert sum(month["needed"] for month in found["pace"]) == 105
    assert len(found["track"]) == 9


def test_everything_it_rests_on_is_told(asked):
    assert asked()["assumptions"] == {
        "months_seen": 53,
        "years_seen": 4,
        "shock_months": [],
        "reading": "unmarked",
        "late_share": 0.0,
        "leaving_share": 0.015,
        "transfers": 0,
        "scenario": {},
    }


def test_settings_can_be_assumed_for_one_call_and_are_not_kept(asked, data):
    given = ("term_first_year=2020", "leaving_percent=4", "shock_months=2021-04,2021-05")
    found = asked("--assume", *given, "--shock", "over")
    assert [year["year"] for year in found["term"]["years"]] == [2020, 2021, 2022, 2023, 2024, 2025]
    assert (found["assumptions"]["reading"], found["assumptions"]["leaving_share"]) == ("over", 0.04)
    assert asked()["assumptions"]["shock_months"] == []


def test_a_unit_has_no_term(asked):
    found = asked("--unit", "U53")
    assert found["unit"] == "U53"
    assert "term" not in found


def test_a_scenario_comes_from_a_file_and_stands_beside_the_forecast(asked, tmp_path):
    file = tmp_path / "a.json"
    file.write_bytes(written([Scenario(name="Gấp đôi", factors=(Factor(200, "2021-06", "2021-12"),))]))
    found = asked("--scenario", file)
    before, after = found["compared"]
    assert after["name"] == "Gấp đôi"
    assert after["expected"] - 45 == pytest.approx(2 * (before["expected"] - 45), abs=0.001)
    assert found["assumptions"]["scenario"]["factors"][0]["percent"] == 200


@pytest.mark.parametrize("content", [b"[]x", b"[]", b'[{"nam": 1}]', b"\xff\xfe\x00"])
def test_a_file_that_holds_no_scenario_is_refused_in_a_sentence(data, tmp_path, capsys, content):
    (tmp_path / "a.json").write_bytes(content)
    assert main(["forecast", "--data", str(data), "--scenario", str(tmp_path / "a.json")]) == 1
    assert "Đây không phải tệp kịch bản" in capsys.readouterr().err


def test_too_little_history_is_said(tmp_path, capsys):
    folder = tmp_path / "data"
    store = Store(folder)
    batch.load_sample(store, "test", date(2021, 6, 21))
    store.close()
    assert main(["forecast", "--data", str(folder), "--as-of", "2016-05-31"]) == 1
    assert "Chưa dự báo được" in capsys.readouterr().err
    assert main(["forecast", "--data", str(folder), "--as-of", "2016-05-31", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == "too_little"


def test_an_unknown_setting_is_refused(data, capsys):
    with pytest.raises(SystemExit):
        main(["forecast", "--data", str(data), "--assume", "nonsense=1"])
    assert "nonsense" in capsys.readouterr().err


def test_a_year_that_has_not_begun_is_refused(data, capsys):
    assert main(["forecast", "--data", str(data), *DAY, "--year", "2022"]) == 1
    assert "Năm 2022 chưa bắt đầu vào ngày 31/5/2021" in capsys.readouterr().err


@pytest.mark.parametrize(
    "assumed", ["late_percent=abc", "late_percent=150", "shock_months=foo", "leaving_percent=x", "default_rate=abc"]
)
def test_a_setting_that_is_none_is_refused(data, capsys, assumed):
    with pytest.raises(SystemExit):
        main(["forecast", "--data", str(data), "--assume", assumed])
    assert assumed.partition("=")[2] in capsys.readouterr().err


def test_an_unknown_unit_is_refused(data, capsys):
    assert main(["forecast", "--data", str(data), *DAY, "--unit", "nope"]) == 1
    assert "Không có mã nope" in capsys.readouterr().err
