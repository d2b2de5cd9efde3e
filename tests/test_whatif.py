"""Stories on the pages of the forecast and of what if: months marked, levers pulled, scenarios kept and sent."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from ketnap import batch, outlook
from ketnap.account import View
from ketnap.forecast import scenario as scenarios
from ketnap.forecast.scenario import Factor, Scenario
from ketnap.store import Store
from tests.dashboard import opened, text
from tests.rows import ROSTER, UNITS, keep

MAY = View(2021, date(2021, 5, 31))
SUMMER = Scenario(name="Đẩy nhanh", factors=(Factor(150, "2021-07", "2021-12"),))


@pytest.fixture
def filled(store) -> Store:
    """The sample in a store of the test's own."""
    batch.load_sample(store, "test", date(2021, 6, 21))
    return store


def on(monkeypatch, store: Store, page: str, **query: str) -> AppTest:
    """A page of the dashboard."""
    app = opened(monkeypatch, store, **query).run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def press(app: AppTest, label: str, nth: int = 0) -> AppTest:
    """The page after pressing the nth button of a label."""
    [button for button in app.button if button.label == label][nth].click().run()
    assert not app.exception
    return app


# --- the forecast


def test_marking_months_puts_three_readings_side_by_side(monkeypatch, filled):
    app = on(monkeypatch, filled, "forecast")
    assert "Biến động bất thường còn tiếp diễn" not in text(app)
    app.multiselect[0].set_value(["2021-02", "2021-03", "2021-04", "2021-05"]).run()
    assert filled.setting("shock_months") == "2021-02,2021-03,2021-04,2021-05"
    said = text(app)
    for reading in (
        "Biến động bất thường còn tiếp diễn",
        "Coi như các tháng bình thường",
        "Biến động bất thường đã qua",
    ):
        assert f"{reading}\n\n### " in said
    # The last month known was struck: the page reckons with a shock that goes on, and says so.
    assert r"Biến động bất thường còn tiếp diễn\: T2–T5/2021" in said.replace("\\–", "–")


def test_whoever_marks_all_months_can_take_it_back(monkeypatch, store):
    members = "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,200\nSở B,2021,100\n"
    rows = "".join(f"S{month},N{month},01/02/1990,Sở A,05/{month:02d}/2021,,,\n" for month in range(1, 6))
    keep(store, UNITS, members, ROSTER + rows)
    app = on(monkeypatch, store, "forecast")
    app.multiselect[0].set_value([f"2021-{month:02d}" for month in range(1, 6)]).run()
    assert not app.exception
    assert "đã đánh dấu quá nhiều tháng có biến động bất thường" in text(app)
    app.multiselect[0].set_value([]).run()
    assert "Chỉ tiêu 9 của năm 2021" in text(app)


def test_the_reading_travels_in_the_address(monkeypatch, filled):
    filled.set("shock_months", "2021-04,2021-05", "test")
    over = outlook.outlook(filled, MAY, Scenario(shock="over"))
    app = on(monkeypatch, filled, "forecast", shock="over")
    assert app.query_params["shock"] == ["over"] or app.query_params["shock"] == "over"
    assert f"nhiều khả năng được khoảng {over.year_total.quantile(0.5)}" in text(app)
    assert "shock" not in on(monkeypatch, filled, "forecast", shock="nonsense").query_params


def test_the_page_of_a_unit_shows_its_own_forecast_and_no_term(monkeypatch, filled):
    app = on(monkeypatch, filled, "forecast", unit="U53")
    assert "Nhiệm kỳ 2021–2025" not in text(app)
    assert len(app.get("plotly_chart")) == 1


def test_a_year_gone_by_is_told(monkeypatch, filled):
    app = on(monkeypatch, filled, "forecast", year="2020")
    assert "Năm 2020 đã kết thúc; kết nạp 186 đảng viên." in text(app)
    assert "Khi có biến động bất thường" not in text(app)


def test_with_too_little_history_the_target_can_stand_in(monkeypatch, store):
    members = "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,200\nSở B,2021,100\n"
    keep(store, UNITS, members, ROSTER + "S1,M,01/02/1990,Sở A,05/01/2021,,,\nS2,L,01/02/1990,Sở A,05/02/2021,,,\n")
    app = on(monkeypatch, store, "forecast")
    assert "Chưa dự báo được: mới biết 2 tháng trọn" in text(app)
    # 9 asked, 2 admitted, ten months left after February.
    assert "Cần kết nạp mỗi tháng: 0,7" in text(app)
    app.checkbox(key="believe_vi").check().run()
    assert not app.exception
    assert "tạm coi chỉ tiêu là mức của một năm bình thường" in text(app)


# --- what if


def test_nothing_is_supposed_at_first(monkeypatch, filled):
    assert "Chưa giả định gì. Chỉ tiêu 150 của năm 2021" in text(on(monkeypatch, filled, "whatif"))


def test_a_lever_is_pulled_named_and_let_go_of(monkeypatch, filled):
    app = on(monkeypatch, filled, "whatif")
    app.slider[0].set_value(200)
    press(app, "Giả định")
    lever = scenarios.from_address(first(app.query_params["scenario"]))
    assert lever == Scenario(factors=(Factor(200, "2021-06", "2021-12"),))
    found = outlook.outlook(filled, MAY, lever)
    assert f"khoảng 93 → {found.year_total.quantile(0.5)}" in text(app)
    app.button(key="drop_factors_0").click().run()
    assert "scenario" not in app.query_params
    assert "Chưa giả định gì" in text(app)


def first(value: str | list[str]) -> str:
    """The value of a parameter of the address."""
    return value if isinstance(value, str) else value[0]


def test_a_link_opens_with_its_scenario(monkeypatch, filled):
    app = on(monkeypatch, filled, "whatif", scenario=scenarios.to_address(SUMMER))
    assert any("T7/2021" in button.label and "150%" in button.label for button in app.button)
    rows = app.dataframe[0].value
    assert rows.iloc[:, 0].tolist() == ["Như hiện nay", "Đẩy nhanh"]


def test_a_link_with_nonsense_opens_with_nothing_supposed(monkeypatch, filled):
    app = on(monkeypatch, filled, "whatif", scenario="x" * 50)
    assert "Chưa giả định gì" in text(app)
    assert "scenario" not in app.query_params


def test_every_lever_can_be_pulled(monkeypatch, filled):
    filled.set("shock_months", "2021-04,2021-05", "test")
    app = on(monkeypatch, filled, "whatif")
    count = sum(1 for button in app.button if button.label == "Giả định")
    assert count == 8
    for nth in range(count):
        press(app, "Giả định", nth)
    lever = scenarios.from_address(first(app.query_params["scenario"]))
    assert (len(lever.factors), len(lever.moves), len(lever.classes), lever.reports is None) == (1, 1, 1, False)
    assert (lever.pool, lever.shock) == ("in_pool", "goes_on")


def test_a_scenario_is_kept_compared_opened_and_deleted(monkeypatch, filled):
    app = on(monkeypatch, filled, "whatif", scenario=scenarios.to_address(SUMMER))
    press(app, "Lưu")
    assert filled.query("scenarios")["name"].tolist() == ["Đẩy nhanh"]
    press(app, "Bỏ hết giả định")
    app.multiselect(key="compared").set_value(["Đẩy nhanh"]).run()
    assert app.dataframe[0].value.iloc[:, 0].tolist() == ["Như hiện nay", "Đẩy nhanh"]
    press(app, "Mở")
    assert scenarios.from_address(first(app.query_params["scenario"])) == SUMMER
    press(app, "Xóa")
    assert filled.query("scenarios").empty


def test_scenarios_come_from_a_file_and_a_wrong_file_is_refused(monkeypatch, filled):
    app = on(monkeypatch, filled, "whatif")
    app.file_uploader[0].set_value(("a.json", scenarios.written([SUMMER]), "application/json")).run()
    press(app, "Nạp")
    assert filled.query("scenarios")["name"].tolist() == ["Đẩy nhanh"]
    app.file_uploader[0].set_value(("b.json", b'[{"name": "x", "rate": "abc"}]', "application/json")).run()
    press(app, "Nạp")
    assert "Đây không phải tệp kịch bản" in app.error[0].value
    assert len(filled.query("scenarios")) == 1


def test_another_rate_may_be_written_with_a_decimal_comma(monkeypatch, filled):
    app = on(monkeypatch, filled, "whatif")
    app.text_input(key="rate_other").set_value("3,2")
    labels = [button.label for button in app.button if button.label == "Giả định"]
    press(app, "Giả định", len(labels) - 2)
    # 3.2 % of 5,000 are 160.
    assert "150 → 160" in text(app)
