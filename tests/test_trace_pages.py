"""From every figure of every page opens how it was made."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ketnap import batch, pool
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.store import ROOT, Store
from tests import dashboard

MAY = View(2021, date(2021, 5, 31))
# Where `how` stands among what a part of a page takes.
PLACE = {"chart": 5, "table": 5, "headed": 3, "cards": 1}
SHOWING = [*sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "ketnap" / "ui").glob("*.py"))]


def shown_figures(path: Path) -> list[tuple[ast.Call, ast.expr | None]]:
    """The calls of a file that show figures, each with what it says of how they are made."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"parts.{name}" for name in PLACE}:
            place = PLACE[ast.unparse(node.func).removeprefix("parts.")]
            named = next((word.value for word in node.keywords if word.arg == "how"), None)
            found.append((node, node.args[place] if len(node.args) > place else named))
    return found


@pytest.mark.parametrize("path", SHOWING, ids=lambda path: path.stem)
def test_whatever_shows_a_figure_says_how_it_is_made(path):
    for node, how in shown_figures(path):
        assert how is not None, f"{path.name}:{node.lineno}"
        assert not isinstance(how, ast.Constant), f"{path.name}:{node.lineno}"


@pytest.fixture(scope="module")
def loaded() -> Iterator[Store]:
    """The sample, which the dialogs only read."""
    opened = Store(None)
    batch.load_sample(opened, "test", date(2021, 6, 21))
    yield opened
    opened.close()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
def test_from_every_figure_of_every_page_opens_how_it_was_made(monkeypatch, loaded, name, language):
    app = dashboard.opened(monkeypatch, loaded, language=language).run()
    app.switch_page(f"pages/{name}.py").run()
    buttons = [button.key for button in app.button if str(button.key).endswith("_trace")]
    # Slides lead to their pages, which tell how each figure is made; documents and data show none.
    assert buttons or name in ("data", "documents", "slides")
    assert len(set(buttons)) == len(buttons) >= len(app.get("plotly_chart"))
    for key in buttons:
        app.button(key=key).click().run()
        assert not app.exception, key
        assert {"vi": "Các lần nạp làm căn cứ", "en": "Imports it rests on"}[language] in dashboard.text(app), key


def test_the_overviews_dialog_says_the_letters_figures_and_shows_their_lines(monkeypatch, loaded):
    app = dashboard.opened(monkeypatch, loaded).run()
    app.button(key="cards_trace").click().run()
    said = dashboard.text(app).replace("\\", "")
    assert "45 = số đảng viên kết nạp có ngày quyết định từ 1/1/2021 đến 31/5/2021, không tính kết nạp lại" in said
    assert "150 = 3% × 5.000 đảng viên có ngày 1/1/2021, làm tròn lên" in said
    assert "124 = số đảng viên kết nạp có ngày quyết định từ 1/1/2020 đến 31/5/2020" in said
    assert "36,3% = 45 ÷ 124" in said
    assert "cộng số kết nạp: **45**" in said
    lines = next(table.value for table in app.dataframe if "Dòng" in table.value)
    assert len(lines) == 45
    assert list(lines.columns) == ["Tệp", "Dòng", "Đơn vị", "Tháng", "Nguồn", "Loại", "Tính là"]


def test_nothing_of_a_dialog_is_asked_before_it_opens(monkeypatch, loaded):
    asked = []
    query = loaded.query
    monkeypatch.setattr(loaded, "query", lambda name, **given: asked.append(name) or query(name, **given))
    app = dashboard.opened(monkeypatch, loaded).run()
    assert "admissions_by_month" in asked
    assert not [name for name in asked if name.startswith("traced")]
    app.button(key="cards_trace").click().run()
    assert "traced_admissions" in asked


@pytest.mark.parametrize("period", ["2021-01-01..2021-12-31", "2021-01-01..2021-06-30"])
def test_the_dialog_of_the_pool_opens_on_the_lines_of_the_period_chosen(monkeypatch, loaded, period):
    chosen = pool.Period.of(period)
    assert chosen
    found = pool.round_of(pool.reports(loaded, MAY, chosen), chosen, pool.deadline(loaded, chosen))
    app = dashboard.opened(monkeypatch, loaded)
    app.query_params["period"] = period
    app.run()
    app.switch_page("pages/pool.py").run()
    app.button(key="cards_trace").click().run()
    _, said = Translator("vi"), dashboard.text(app).replace("\\", "")
    assert f"Số dòng: {found.reported} ·" in said
    assert f"Trong nguồn: **{_.number(found.told['in_pool'].people)}**" in said
    assert f"Dự kiến kết nạp: **{_.number(found.told['expected'].people)}**" in said


def test_lines_of_classes_are_those_of_all_years(monkeypatch, loaded):
    app = dashboard.opened(monkeypatch, loaded).run()
    app.switch_page("pages/classes.py").run()
    app.button(key="answer_trace").click().run()
    said = dashboard.text(app).replace("\\", "")
    graduates = loaded.query("class_people", as_of=MAY.as_of, basis="decision", unit=None, source=None, officer=None)
    assert f"Số hoàn thành lớp: **{graduates['people'].sum()}**" in said


def test_a_view_of_an_officer_and_of_changed_units_shows_whom_and_what_changed(monkeypatch, loaded):
    app = dashboard.opened(monkeypatch, loaded)
    app.query_params.update({"officer": "UV6", "scope": "as_is"})
    app.run()
    app.button(key="answer_trace").click().run()
    said = next(group for group in app.get("button_group") if "Danh sách kết nạp" in group.options)
    assert said.options[-2:] == ["Phân công ủy viên phụ trách", "Biến động tổ chức của các đơn vị"]
