"""Each of the 45 questions has its answer on a page, in Vietnamese and within two clicks.

A click opens a page, an expander or a tab, or makes one choice: a filter, or what is supposed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from streamlit.testing.v1 import element_tree

from ketnap import outlook
from ketnap.account import View
from ketnap.forecast import Scenario
from ketnap.forecast import scenario as scenarios
from ketnap.forecast.scenario import Class, Reports
from ketnap.outlook import Outlook
from tests import sample as files
from tests.dashboard import ROOT, opened
from tests.sample import MONTH, admitted, asked, codes, read, reports, this_year
from tests.test_questions import in_months, left_of
from tests.test_questions_ahead import candidates, planned, still_expected
from tests.test_questions_boards import kept
from tests.test_story import late, unheld

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAY = View(2021, date(2021, 5, 31))
UNITS, NOW = codes(), len(this_year())
CAME = this_year()["Đơn vị"].value_counts().reindex([*UNITS], fill_value=0).to_dict()
MEMBERS = sum(files.members(2021).values())
TARGET, BEFORE = asked(MEMBERS), len(admitted("2020-01-01", "2020-05-31"))
WORDS = (element_tree.HeadingBase, element_tree.Markdown, element_tree.Caption, element_tree.AlertBase)
CLASSES = ("2021-06", "2021-09", "2021-12"), ("2021-09", "2021-12", "2022-03")


def supposing(**levers: object) -> dict[str, str]:
    """The address of the dashboard with something supposed."""
    return {"scenario": scenarios.to_address(Scenario(**levers))}


def figure(number: float, digits: int = 0) -> str:
    """A number as a Vietnamese reader writes it, halves rounded up."""
    rounded = Decimal(number).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{rounded:,}".translate(str.maketrans(",.", ".,"))


def percent(part: int, whole: int) -> str:
    """A share as a Vietnamese reader writes it."""
    return figure(100 * part / whole, 1) + "%"


def row(*cells: object) -> str:
    """How a row of a table begins."""
    return "| " + " | ".join(map(str, cells)) + " |"


@dataclass(frozen=True)
class Place:
    """Where an answer stands: the page, what is opened on it, what is chosen beside it."""

    page: str
    opened: str = ""
    chosen: dict[str, str] = field(default_factory=dict)

    @property
    def clicks(self) -> int:
        """How many clicks lead there from the overview."""
        return (self.page != "overview") + bool(self.opened) + len(self.chosen)


OVERVIEW, UNIT_PAGE, POOL = Place("overview"), Place("units"), Place("pool")
EXPECTATIONS = Place("pool", "Dự kiến đã báo cáo và kết quả thực tế")
IN_JUNE = Place("pool", chosen={"as_of": "2021-06-21"})
QUESTIONS = {
    **dict.fromkeys((1, 2, 3, 4, 5, 13, 14, 29, 33, 42), OVERVIEW),
    6: Place("months"),
    7: Place("units", "Đơn vị chưa kết nạp đồng chí nào năm 2021"),
    **dict.fromkeys((8, 16), UNIT_PAGE),
    17: Place("plan", "Theo số đảng viên và theo nguồn"),
    9: Place("officers", chosen={"officer": "UV3"}),
    **dict.fromkeys((10, 18), IN_JUNE),
    11: POOL,
    **dict.fromkeys((12, 28), Place("organizations")),
    15: Place("overview", chosen={"scope": "like"}),
    **dict.fromkeys((19, 30), EXPECTATIONS),
    **dict.fromkeys((20, 21, 25, 26), Place("classes")),
    **dict.fromkeys((22, 23), Place("procedure")),
    24: Place("procedure", "Hủy quyết định, xóa tên"),
    **dict.fromkeys((27, 40), Place("data")),
    31: Place("composition"),
    32: Place("months", "Cùng tháng các năm trước"),
    34: Place("whatif", chosen=supposing(classes=(Class(60, CLASSES[0], share=0.6),))),
    35: Place("whatif", chosen=supposing(classes=(Class(60, CLASSES[1], share=0.6),))),
    36: Place("whatif", chosen=supposing(reports=Reports(share=0.6))),
    37: Place("whatif", chosen=supposing(average_units=(UNITS["Đảng bộ Sở Tài nguyên và Môi trường"],))),
    **dict.fromkeys((38, 44), Place("whatif", chosen=supposing(name="Chỉ tiêu 4%", rate="4"))),
    39: Place("whatif", chosen=supposing(members=200)),
    41: Place("units", "Đơn vị còn thiếu nhiều nhất"),
    43: Place("forecast"),
    45: Place("whatif", "Nguồn"),
}


def lines(block: element_tree.Block, at: str) -> Iterator[str]:
    """What a block shows, line by line; of expanders and tabs the labels, and what is in the one that is opened."""
    for child in block.children.values():
        if isinstance(child, element_tree.Expander | element_tree.Tab):
            yield child.label
            if at and child.label.startswith(at):
                yield from lines(child, at)
        elif isinstance(child, element_tree.Block):
            yield from lines(child, at)
        elif isinstance(child, element_tree.Dataframe):
            table = child.value.astype(object).where(child.value.notna(), "")
            yield from (row(*cells) for cells in [table.columns, *table.itertuples(index=False)])
        elif isinstance(child, WORDS):
            yield str(child.value).replace("\\", "")
        elif isinstance(child, element_tree.NumberInput):
            yield row(child.label, int(child.value))


@pytest.fixture(scope="module")
def said(sample) -> dict[int, str]:
    """What the place of each question shows; a place of several questions is opened once."""
    shown: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as monkeypatch:
        opened(monkeypatch, sample).run()
        for place in QUESTIONS.values():
            if str(place) not in shown:
                app = opened(monkeypatch, sample, **place.chosen)
                app.switch_page(f"pages/{place.page}.py").run()
                assert not app.exception
                shown[str(place)] = "\n".join(lines(app.main, place.opened))
    return {question: shown[str(place)] for question, place in QUESTIONS.items()}


@pytest.fixture(scope="module")
def ahead(sample) -> Outlook:
    found = outlook.outlook(sample, MAY)
    assert isinstance(found, Outlook)
    return found


def gain(text: str) -> float:
    """What a scenario brings more, on average."""
    (found,) = re.findall(r"\(bình quân ([+−±][\d,]+)\)", text)
    return float(found.replace("−", "-").strip("±").replace(",", "."))


def test_every_question_has_its_place_within_two_clicks():
    assert set(QUESTIONS) == set(range(1, 46))
    assert max(place.clicks for place in QUESTIONS.values()) == 2


def test_the_readme_names_the_place_of_every_question():
    rows = re.findall(r"^\| \[.+?\]\(http://127.0.0.1:8501/(\w*)\) \|(.*)\|(.*)\|$", README, re.MULTILINE)
    named = {
        int(question): (page or "overview", (page != "") + more)
        for page, *cells in rows
        for more, cell in enumerate(cells)
        for question in re.findall(r"(?:^|·) (\d+) ", cell)
    }
    assert named == {question: (place.page, place.clicks) for question, place in QUESTIONS.items()}


def test_the_overview_answers_a_meetings_first_questions_at_one_look(said, ahead):
    missing, median = TARGET - NOW, ahead.year_total.quantile(0.5)
    pace = figure((5 * TARGET - median) / 4, 1)
    for question, answer in (
        (1, f"Đến 31/5/2021 đã kết nạp {NOW} đảng viên, đạt {percent(NOW, TARGET)} chỉ tiêu năm 2021 ({TARGET})"),
        (2, f"### {percent(NOW, BEFORE)}\n\n**{NOW}/{BEFORE}** · giảm {BEFORE - NOW} đồng chí so với cùng kỳ"),
        (3, f"nhiều khả năng hết năm được khoảng {median} ("),
        (4, f"Nhiệm kỳ 2021–2025: {NOW}/{5 * TARGET} ="),
        (5, f"### {figure(missing / 7, 1)}\n\ncòn 7 tháng; từ đầu năm bình quân {figure(NOW / 5, 1)} mỗi tháng"),
        (13, "Tính đến 31/5/2021 · Cơ sở tính: ngày quyết định"),
        (13, "0 dòng chờ sửa"),
        (14, f"So với cùng kỳ năm 2020\n\n### {percent(NOW, BEFORE)}\n\n**{NOW}/{BEFORE}**"),
        (15, f"**{NOW}/{BEFORE}**"),
        (29, f"3% của {figure(MEMBERS)} đảng viên ngày 1/1/2021 = {TARGET}"),
        (42, f"4 năm còn lại phải kết nạp bình quân {pace} mỗi năm"),
    ):
        assert answer in said[question], question
    assert "Chỉ xem: " in said[15]
    assert "Chỉ xem: " not in said[14]


def test_months_show_their_batches_and_the_same_months_of_earlier_years(said):
    decided = this_year()["decided"]
    best = decided.dt.month.value_counts()
    assert f"nhiều nhất là tháng {best.index[0]} ({best.iloc[0]})" in said[6]
    near = decided.between("2021-05-06", "2021-05-19").sum()
    assert row("19/5/2021", "Ngày sinh Chủ tịch Hồ Chí Minh", near) in said[6]
    for month in (1, 5):
        assert row(f"T{month}", *(in_months(year, month, month) for year in range(2017, 2022))) in said[32]


def test_units_show_targets_that_add_up_what_is_lacking_and_who_has_nobody(said):
    targets, lacking = files.unit_targets(), files.still_needed()
    for unit in UNITS:
        assert row(unit, targets[unit], CAME[unit], lacking[unit])[:-1] in said[8]
        assert (f"- {unit}" in said[7].replace("\n\n", "\n").split("\n")) == (CAME[unit] == 0)
    assert "chia từ chỉ tiêu Khối theo số đảng viên" in said[16]
    most = sorted(lacking.values())[-10:]
    assert f"10 đơn vị này còn thiếu {sum(most)} so với chỉ tiêu của mình" in said[41]
    assert f"vượt chỉ tiêu của mình {TARGET - NOW - sum(most)} đồng chí" in said[41]


def test_the_plan_shares_by_members_and_by_candidates_side_by_side(said):
    members, told = (Counter[str](), Counter[str]())
    candidates_of = reports("Năm 2021", "Quần chúng ưu tú")
    for unit, count in files.members(2021).items():
        members[files.now(unit)] += count
        told[files.now(unit)] += candidates_of.get(unit, 0)
    silent = {files.now(unit) for unit in UNITS if unit not in candidates_of}
    reporting = [unit for unit in members if unit not in silent]
    people, heads = sum(told[unit] for unit in reporting), sum(members[unit] for unit in reporting)
    # Who has not reported counts with the usual number for its members; all weights in whole numbers.
    pool = {unit: told[unit] * heads if unit in reporting else people * members[unit] for unit in members}
    target = asked(MEMBERS)
    by_members, by_pool = files.shared(target, dict(members)), files.shared(target, pool)
    for unit in members:
        more = by_pool[unit] - by_members[unit]
        assert (
            row(unit, by_members[unit], by_pool[unit], f"{more:+d}".replace("-", "−") if more else "0")[:-1] in said[17]
        )
    assert row("Tổng", target, target, "0")[:-1] in said[17]
    more, fewer = (sum((by_pool[unit] - by_members[unit]) * sign > 0 for unit in members) for sign in (1, -1))
    assert f"Theo nguồn, {more} đơn vị nhận nhiều hơn so với theo số đảng viên, {fewer} đơn vị nhận ít hơn" in said[17]
    assert f"{len(reporting)}/{len(members)} đơn vị đã báo cáo nguồn cho kỳ năm 2021" in said[17]


def test_an_officer_sees_the_units_followed(said):
    register = read("units").query("`Mã phụ trách` == 'UV3'")["Tên đơn vị"].tolist()
    came, target = (sum(of[unit] for unit in register) for of in (CAME, files.unit_targets()))
    assert f"{len(register)} đơn vị: kết nạp {came}/{target} = {percent(came, target)}" in said[9]
    for unit in register:
        assert row(unit, files.unit_targets()[unit], CAME[unit])[:-1] in said[9]


def test_the_pool_shows_who_has_not_reported_what_is_expected_and_what_came_of_it(said):
    expected = reports("6 tháng cuối năm 2021", "Dự kiến kết nạp")
    asked_ = [unit for unit in UNITS if unit not in files.heirs()]
    assert f"{len(expected)} trong {len(asked_)} đơn vị đã báo cáo cho kỳ 6 tháng cuối năm 2021" in said[10]
    assert f"{len(asked_) - len(expected)} đơn vị chưa báo cáo (chưa đến hạn 30/6/2021)" in said[10]
    for unit in set(asked_) - set(expected):
        assert row(unit, "Chưa báo cáo (chưa đến hạn)", "–")[:-1] in said[10]
    assert f"dự kiến kết nạp {sum(expected.values())}; " in said[18]
    left, needed = left_of("Đã học lớp nhận thức"), files.still_needed()
    short = [needed[unit] - count for unit, count in left.items() if needed[unit] > count]
    assert f"các đơn vị còn cần {sum(needed.values())} đồng chí" in said[11]
    assert f"còn thiếu {sum(short)} ở {len(short)} đơn vị" in said[11]
    for question, period, state, span in (
        (19, "6 tháng cuối năm 2020", "đã kết thúc", ("2020-07-01", "2020-12-31")),
        (30, "6 tháng đầu năm 2021", "đang diễn ra", ("2021-01-01", "2021-05-31")),
    ):
        of_units = kept(period, *span).values()
        sums = [sum(pair) for pair in zip(*of_units, strict=True)]
        assert row(period, state, len(of_units), *sums)[:-1] in said[question]


def test_organizations_show_what_they_introduced_what_was_admitted_and_the_difference(said):
    told = read("source_figures").query("`Tổ chức trực thuộc` == '' and `Kỳ` == '5 tháng đầu năm 2021'")
    for name, introduced, own in told[["Đoàn thể", "Số giới thiệu", "Được kết nạp"]].to_numpy():
        came = (this_year()["Nguồn giới thiệu"] == name).sum()
        assert f"{name} giới thiệu {introduced}, được kết nạp {own} (theo danh sách {came})" in said[12]
        difference = f"+{int(own) - came}" if int(own) > came else f"{int(own) - came}"
        assert f"theo danh sách {came} · lệch {difference}" in said[28]


def test_classes_show_who_waits_how_long_it_takes_and_what_next_year_asks_for(said):
    rows = files.followed()
    came = rows["decided"].notna()
    assert f"đã kết nạp {came.sum()} đồng chí ({percent(came.sum(), len(rows))})" in said[20]
    assert f"còn {(~came).sum()} người chưa kết nạp" in said[20]
    months = ((rows["decided"] - rows["ended"]).dt.days / (365.25 / 12)).median()
    assert f"trung vị của những người đã kết nạp: {figure(months, 1)} tháng" in said[21]
    assert re.search(rf"Để kết nạp {TARGET} đồng chí năm 2022, cần \d+ học viên, tức \d+ lớp", said[25])
    of_class = rows[rows["Mã lớp"] == "NT01/2019"]
    years = of_class["decided"].dt.year
    begins = row("NT01/2019", "29/3/2019", len(of_class), years.notna().sum(), years.isna().sum())[:-1]
    (found,) = [line for line in said[26].split("\n") if line.startswith(begins)]
    assert row(*((years == 2019 + k).sum() for k in (0, 1)))[:-1] in found


def test_procedure_shows_late_ceremonies_probations_due_and_what_was_annulled(said):
    mine = this_year()
    over, open_ = late(mine), unheld(mine)
    assert f"quá hạn: {len(over) + len(open_)}, trong đó chưa có lễ: {len(open_)}" in said[22]
    for unit in over["Đơn vị"]:
        assert re.search(rf"\| {unit} \| {CAME[unit]} \| \d+ \| 1 \|", said[22])
    everybody = admitted("2019-01-01", "2021-05-31")
    staying = everybody[everybody["Ghi chú"] != "Xóa tên đảng viên dự bị"]
    due = (staying["held"] + 12 * MONTH).between("2021-04-01", "2021-06-30").sum()
    assert f"đến hạn xét chính thức quý II/2021: {due}" in said[23]
    of_2020 = everybody[everybody["decided"].dt.year == 2020]
    struck_off = (of_2020["Ghi chú"] == "Xóa tên đảng viên dự bị").sum()
    assert row(2020, len(of_2020) + 1, 1, 0, len(of_2020), struck_off) in said[24]


def test_rows_to_correct_the_years_of_the_term_and_tables_to_take_along(said, sample, monkeypatch):
    assert "Dòng chờ sửa: 0" in said[27]
    assert row("Năm đầu nhiệm kỳ", 2021) in said[40]
    assert row("Năm cuối nhiệm kỳ", 2025) in said[40]
    app = opened(monkeypatch, sample).run()
    assert len([button for button in app.get("download_button") if button.label == "Tải CSV"]) == len(app.dataframe)
    assert "Nguồn: danh sách và số liệu đã nạp · Tính đến 31/5/2021 · Cơ sở tính: ngày quyết định" in said[33]


def test_composition_shows_women_and_occupations(said):
    mine = this_year()
    women, officials = (mine["Giới tính"] == "Nữ").sum(), (mine["Nghề nghiệp"] == "Công chức").sum()
    assert f"nữ: {women} ({percent(women, NOW)})" in said[31]
    assert f"công chức: {officials} ({percent(officials, NOW)})" in said[31]


def test_the_forecast_shows_a_low_a_middle_and_a_high_course(said, ahead):
    low, middle, high = (ahead.year_total.quantile(p) for p in (0.1, 0.5, 0.9))
    assert f"nhiều khả năng được khoảng {middle}, 80% khả năng nằm trong khoảng {low} đến {high}" in said[43]


def test_what_if_answers_what_is_supposed(said, ahead, sample):
    assert gain(said[34]) == pytest.approx(planned(6, 9, 12), abs=1)
    assert gain(said[35]) == pytest.approx(planned(9, 12), abs=1)
    usual, units = ahead.year_total.mean, outlook.units(sample, MAY).set_index("unit_name")
    coming = units["expected"] - units["admitted"]
    # A unit that reported no further than June goes on as usual after it.
    untold = sum(coming[unit] for unit in coming.index if unit not in reports("Năm 2021", "Dự kiến kết nạp"))
    more = NOW + float(still_expected(Fraction(6, 10))) - usual
    assert more - 0.05 <= gain(said[36]) <= more + untold + 0.05
    unit = "Đảng bộ Sở Tài nguyên và Môi trường"
    average = (usual - NOW) * files.members(2021)[unit] / MEMBERS
    assert gain(said[37]) == pytest.approx(average - coming[unit], abs=0.05)
    assert f"Khả năng đạt chỉ tiêu {TARGET} → {asked(MEMBERS, 4)}" in said[38]
    assert f"Khả năng đạt chỉ tiêu {TARGET} → {asked(MEMBERS + 200)}" in said[39]
    assert row("Như hiện nay", TARGET)[:-1] in said[44]
    assert row("Chỉ tiêu 4%", asked(MEMBERS, 4))[:-1] in said[44]
    left = candidates("Quần chúng ưu tú")
    assert f"{len(left)} đơn vị đã báo cáo nguồn phát triển đảng viên, còn {sum(left.values())} người" in said[45]
