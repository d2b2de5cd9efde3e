"""The same abilities without a screen: python -m ketnap import | check | undo | redo | history | show | sample."""

import argparse
import getpass
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from ketnap import account, batch
from ketnap.i18n import LANGUAGES, Translator
from ketnap.ingest import reasons
from ketnap.ingest.match import Register
from ketnap.ingest.read import Reading, Refused, read
from ketnap.store import ROOT, Store, StoreDamaged, StoreLocked, Upload, parameters, query_names
from ketnap.tables import TABLE

OK, FAILED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if it did what it was asked, 1 with a sentence on the error output if not."""
    options = _parser().parse_args(arguments)
    _ = Translator(options.language)
    try:
        return options.run(options, _)
    except StoreLocked:
        return _fail(_("Another Ketnap has the data open. Close it, then try again."))
    except StoreDamaged:
        return _fail(
            _("The data file cannot be opened. Nothing was changed; restore it from a backup or ask for help.")
        )
    except OSError as error:
        return _fail(f"{error.filename}: {error.strerror}")


def _parser() -> argparse.ArgumentParser:
    """The command line."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, default=_data_folder(), help="folder of the database (default: data)")
    common.add_argument("--json", action="store_true", help="print JSON instead of text")
    common.add_argument("--language", choices=LANGUAGES, default="vi", help="language of the sentences")
    common.add_argument("--by", default=None, help="who does it, for the history (default: the system's user)")
    parser = argparse.ArgumentParser(prog="python -m ketnap", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("import", parents=[common], help="keep files: all of them or none")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--table", choices=list(TABLE), help="read the files as this table")
    command.set_defaults(run=_import)

    command = commands.add_parser("check", parents=[common], help="say what a file holds; keep nothing")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--table", choices=list(TABLE), help="read the file as this table")
    command.add_argument("--units", type=Path, help="a register of units (CSV) instead of the one that is kept")
    command.add_argument("--as-of", type=date.fromisoformat, default=date.today(), help="no date lies after this day")
    command.set_defaults(run=_check)

    for name, text in (
        ("undo", "take an import out of every figure"),
        ("redo", "bring an undone import back"),
    ):
        command = commands.add_parser(name, parents=[common], help=text)
        command.add_argument("import_id", type=int, metavar="NUMBER")
        command.set_defaults(run=_mark, what=name)

    command = commands.add_parser("history", parents=[common], help="list the imports")
    command.set_defaults(run=lambda options, _: _show_query(options, _, "imports"))

    command = commands.add_parser("show", parents=[common], help="print a query of queries/ as a table")
    command.add_argument("name", choices=query_names(), metavar="NAME", help=", ".join(query_names()))
    command.add_argument("parameters", nargs="*", metavar="NAME=VALUE", help="e.g. as_of=2021-05-31 unit=U01")
    command.set_defaults(run=lambda options, _: _show_query(options, _, options.name, options.parameters))

    command = commands.add_parser("sample", parents=[common], help="load the synthetic sample")
    command.set_defaults(run=_sample)
    return parser


def _data_folder() -> Path:
    """Where the database is kept: the folder KETNAP_DATA names, else data/."""
    return Path(os.environ.get("KETNAP_DATA", ROOT / "data"))


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


def _who(options: argparse.Namespace) -> str:
    return options.by or getpass.getuser()


def _import(options: argparse.Namespace, _: Translator) -> int:
    """Keep files, all in one transaction; nothing if one of them is refused."""
    uploads = [Upload(path.name, path.read_bytes()) for path in options.files]
    store = Store(options.data)
    chosen = {upload.hash: options.table for upload in uploads} if options.table else {}
    found = batch.read_batch(store, uploads, date.today(), chosen)
    refused = any(isinstance(reading, Refused) for _upload, reading in found)
    numbers = [] if refused else batch.keep_batch(store, found, _who(options))
    if options.json:
        print(json.dumps({"imports": numbers, "files": [_summary(u, r, _) for u, r in found]}, ensure_ascii=False))
    else:
        for upload, reading in found:
            _print_reading(upload, reading, _)
        if refused:
            print(_("Nothing was kept: first correct the refused files."), file=sys.stderr)
        else:
            print(_("Kept as imports {numbers}.", numbers=", ".join(map(str, numbers))))
    return FAILED if refused else OK


def _check(options: argparse.Namespace, _: Translator) -> int:
    """Say what files hold, each on its own; 1 if one is refused."""
    store = Store(None) if options.units else Store(options.data)
    register = _register(options, store)
    code = OK
    for path in options.files:
        upload = Upload(path.name, path.read_bytes())
        reading = read(upload.data, options.table, register, options.as_of, store.hasher)
        if options.json:
            print(json.dumps(_contract(reading, register, _), ensure_ascii=False))
        else:
            _print_reading(upload, reading, _)
        code = FAILED if isinstance(reading, Refused) and not options.json else code
    return code


def _register(options: argparse.Namespace, store: Store) -> Register:
    """The units that are kept, or those of the file given."""
    if not options.units:
        return store.register()
    reading = read(options.units.read_bytes(), "units", Register([]), options.as_of, store.hasher)
    return store.register([reading] if isinstance(reading, Reading) else [])


def _contract(reading: Reading | Refused, register: Register, _: Translator) -> dict[str, object]:
    """A reading as one JSON object: outcome, counts, rejects by line, totals by month, unit and source."""
    if isinstance(reading, Refused):
        message = _(reasons.REFUSALS[reading.reason], **reading.fields)
        return {"outcome": "refuse", "refuse_class": reading.reason, "message": message}
    counted = [row for row in reading.rows if row["line"] not in reading.excluded]
    people = [int(str(row.get("admitted", 1))) for row in counted]
    names = {code: unit.name for code, unit in register.units.items()}

    def totals(labels: list[str | None]) -> dict[str, int]:
        summed: Counter[str] = Counter()
        for label, number in zip(labels, people, strict=True):
            if label is not None:
                summed[label] += number
        return dict(sorted(summed.items()))

    return {
        "outcome": "load",
        "table": reading.table,
        "rows_valid": len(counted),
        "rows_rejected": len(reading.problems),
        "rejects": [
            {
                "line": p.line,
                "column": p.column,
                "class": p.reason,
                "message": _(reasons.ROW_REASONS[p.reason]),
            }
            for p in reading.problems
        ],
        "excluded": [{"line": line, "class": kind} for line, kind in sorted(reading.excluded.items())],
        "by_month": totals([_month(row) for row in counted]),
        "by_unit": totals([names.get(str(row.get("unit_code"))) for row in counted]),
        "by_source": totals([_text(row.get("source")) for row in counted]),
        "warnings": [f"{kind}: {_(reasons.WARNINGS[kind])}" for kind in reading.warnings],
    }


def _month(row: dict[str, object]) -> str | None:
    """The month a row counts in, as 2021-05."""
    for name in ("decision_date", "ceremony_date", "admission_month"):
        day = row.get(name)
        if isinstance(day, date):
            return f"{day:%Y-%m}"
    return f"{row['year']}-{row['month']:02d}" if row.get("month") else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _summary(upload: Upload, reading: Reading | Refused, _: Translator) -> dict[str, object]:
    """What a file brought, for scripts."""
    if isinstance(reading, Refused):
        message = _(reasons.REFUSALS[reading.reason], **reading.fields)
        return {"file": upload.name, "refuse_class": reading.reason, "message": message}
    counts = {"rows_kept": len(reading.rows), "rows_rejected": len(reading.problems)}
    return {"file": upload.name, "table": reading.table, **counts}


def _print_reading(upload: Upload, reading: Reading | Refused, _: Translator) -> None:
    """What a file holds, for people."""
    if isinstance(reading, Refused):
        print(f"{upload.name}: {_(reasons.REFUSALS[reading.reason], **reading.fields)}")
        return
    print(
        _(
            "{file}: {table}, accepted {accepted}, rejected {rejected}.",
            file=upload.name,
            table=reading.table,
            accepted=len(reading.rows),
            rejected=len(reading.problems),
        )
    )
    header_of = {name: header for header, name in reading.columns.items()}
    for problem in reading.problems:
        where = _("line {line}", line=problem.line)
        column = f", {header_of[problem.column]}" if problem.column in header_of else ""
        print(f"  {where}{column}: {_(reasons.ROW_REASONS[problem.reason])}")
    for warning in reading.warnings:
        print(f"  {_(reasons.WARNINGS[warning])}")


def _mark(options: argparse.Namespace, _: Translator) -> int:
    """Undo or redo an import."""
    store = Store(options.data)
    try:
        (store.undo if options.what == "undo" else store.redo)(options.import_id, _who(options))
    except KeyError:
        return _fail(_("There is no import {number} to {what}.", number=options.import_id, what=options.what))
    return _show_query(options, _, "imports", store=store)


def _show_query(
    options: argparse.Namespace,
    _: Translator,
    name: str,
    given: Sequence[str] = (),
    store: Store | None = None,
) -> int:
    """Print a query's result; parameters not given take what the overview page takes."""
    store = store or Store(options.data)
    as_of = account.default_as_of(store, date.today())
    values: dict[str, object] = {
        "as_of": as_of,
        "basis": "decision",
        "unit": None,
        "source": None,
        "officer": None,
        "readmissions": False,
    }
    values |= dict(pair.partition("=")[::2] for pair in given)
    values.setdefault("year", int(str(values["as_of"])[:4]))
    frame = store.query(name, **{key: values[key] for key in parameters(name)})
    if options.json:
        print(frame.to_json(orient="records", date_format="iso", force_ascii=False))
    else:
        with pd.option_context("display.width", 200, "display.max_rows", None, "display.max_columns", None):
            print(frame.to_string(index=False))
    return OK


def _sample(options: argparse.Namespace, _: Translator) -> int:
    """Load the sample."""
    store = Store(options.data)
    batch.load_sample(store, _who(options), date.today())
    return _show_query(options, _, "imports", store=store)


if __name__ == "__main__":
    sys.exit(main())
