"""The dashboard without a browser, on a store of the test's own and on 21/6/2021."""

from datetime import date
from pathlib import Path

from streamlit import config
from streamlit.testing.v1 import AppTest

from ketnap.store import Store
from ketnap.ui import frame, reading

ROOT = Path(__file__).parent.parent


def opened(monkeypatch, store: Store, **query: str) -> AppTest:
    """The dashboard on a store, not yet run; a page waits for the files it reads, however long that takes."""
    config.get_option("client.showErrorDetails")
    config.set_option("client.showErrorDetails", "full")
    monkeypatch.setattr(frame, "store", lambda: store)
    monkeypatch.setattr(frame, "today", lambda: date(2021, 6, 21))
    monkeypatch.setattr(reading, "PATIENCE", 60)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app


def text(app: AppTest) -> str:
    """Everything a page says in words."""
    blocks = (
        *app.header,
        *app.subheader,
        *app.markdown,
        *app.caption,
        *app.info,
        *app.warning,
        *app.error,
        *app.success,
    )
    return "\n".join(str(block.value) for block in blocks)


def choose(app: AppTest, *files: tuple[str, str | bytes]) -> AppTest:
    """The page with these files chosen."""
    chosen = [(name, data.encode() if isinstance(data, str) else data, "text/csv") for name, data in files]
    app.file_uploader[0].set_value(chosen).run()
    return app


def uploaded(app: AppTest, *files: tuple[str, str | bytes]) -> AppTest:
    """The Data page with files chosen."""
    app.run()
    app.switch_page("pages/data.py").run()
    return choose(app, *files)


def expand(app: AppTest, label: str) -> AppTest:
    """The page with the first expander of this label opened."""
    expander = next(block for block in app.expander if block.label.startswith(label))
    app.session_state[expander.proto.id.split("-", 2)[2]] = True
    return app.run()
