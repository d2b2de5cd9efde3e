"""The house: who may import whom, how long its rooms may be, and that the way of the data goes one way."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ketnap"
MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
# From the bytes up to the screen; a module may import from its own room and those listed before it.
ROOMS = ["i18n", "tables", "ingest", "store", "batch", "targets", "forecast", "account", "outlook", "cuts"]
ROOMS += ["pool", "classes", "organizations", "procedure", "composition", "officers", "plan", "trace"]
ROOMS += ["words", "sheets", "charts", "export", "report", "ui"]


def imported(path: Path) -> set[str]:
    """The dotted names a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room(path: Path) -> str:
    """The room of the package a file belongs to."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_streamlit_appears_only_in_the_ui_and_the_driver_only_in_the_store(path):
    top = {name.split(".")[0] for name in imported(path)}
    assert "streamlit" not in top or room(path) == "ui"
    assert "duckdb" not in top or room(path) == "store"
    assert "plotly" not in top or room(path) == "charts" or path.name == "parts.py"


@pytest.mark.parametrize("path", [p for p in MODULES if p.stem not in ("__init__", "__main__") or p.parent != PACKAGE])
def test_a_module_imports_only_from_rooms_before_its_own(path):
    here = ROOMS.index(room(path))
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "ketnap" and len(parts) > 1 and parts[1] in ROOMS:
            assert ROOMS.index(parts[1]) <= here, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_short_and_neither_computes_nor_queries(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 80
    top = {name.split(".")[0] for name in imported(path)}
    assert not top & {"duckdb", "plotly", "pandas", "numpy", "scipy", "sqlite3"}
    arithmetic = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.BinOp)]
    assert all(isinstance(node.op, ast.Sub) and isinstance(node.right, ast.Constant) for node in arithmetic)


def test_the_figures_can_be_had_without_streamlit():
    script = "import sys, ketnap.account, ketnap.words, ketnap.sheets, ketnap.charts, ketnap.export, ketnap.batch; "
    script += "sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0


@pytest.mark.parametrize("path", [*MODULES, *PAGES], ids=str)
def test_every_module_and_public_function_says_what_it_is(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), path
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name}"


@pytest.mark.parametrize("path", [*MODULES, *PAGES], ids=str)
def test_no_function_is_longer_than_forty_lines(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            assert length <= 40, f"{path.name}: {node.name} has {length} lines"
