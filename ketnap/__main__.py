"""The same abilities without a screen: python -m ketnap import | check | undo | redo | history | show | sample."""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd

from ketnap import account, batch, words
from ketnap.account import View
from ketnap.i18n import LANGUAGES, Translator, mark
from ketnap.ingest import reasons
from ketnap.ingest.match import Register
from ketnap.ingest.read import Reading, Refused, read
from ketnap.store import ROOT, Store, StoreDamaged, StoreLocked, Upload, parameters, query_names
from ketnap.tables import TABLE

OK, FAILED = 0, 1
NOTHING_TO = {
    "undo": mark("There is no import {number} to undo."),
    "redo": mark("There is no import {number} to redo."),
}
PARAMETERS: dict[str, Callable[[str], object]] = {
    "as_of": date.fromisoformat,
    "year": int,
    "basis": str,
    "unit": str,
    "source": str,
    "officer": str,
    "readmissions": lambda text: bool(["no", "yes"].index(text)),
}


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
    command.set_defaults(run=_show, name="imports", parameters=[])

    command = commands.add_parser("show", parents=[common], help="print a query of queries/ as a table")
    command.add_argument("name", choices=query_names(), metavar="NAME", help=", ".join(query_names()))
    command.add_argument("parameters", nargs="*", type=_parameter, metavar="NAME=VALUE", help="e.g. year=2021 unit=U01")
    command.set_defaults(run=_show)

    command = commands.add_parser("sample", parents=[common], help="load the synthetic sample")
    command.set_defaults(run=_sample)
    return parser


def _data_folder() -> Path:
    """Where the database is kept: the folder KETNAP_DATA names, else data/."""
    return Path(os.environ.get("KETNAP_DATA", ROOT / "data"))


def _parameter(text: str) -> tuple[str, object]:
    """The name and value of a query's parameter written as NAME=VALUE."""
    try:
        name, value = text.split("=", 1)
        return name, PARAMETERS[name](value)
    except (KeyError, ValueError):
        forms = "as_of=YYYY-MM-DD, year=YYYY, basis=, unit=, source=, officer=, readmissions=yes|no"
        raise argparse.ArgumentTypeError(f"{text!r} is none of {forms}") from None


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


def _who(options: argparse.Namespace) -> str:
    return options.by or batch.signature()


def _import(options: argparse.Namespace, _: Translator) -> int:
    """Keep files, all in one transaction; nothing if one of them is refused."""
    uploads = [Upload(path.name, path.read_bytes()) for path in options.files]
    chosen = {upload.hash: options.table for upload in uploads} if options.table else {}
    with closing(Store(options.data)) as store:
        found = batch.read_batch(store, uploads, date.today(), chosen)
        refused = any(isinstance(reading, Refused) for _upload, reading in found)
        numbers = [] if refused else batch.keep_batch(store, found, _who(options))
    if options.json:
        print(json.dumps({"imports": numbers, "files": [_summary(u, r, _) for u, r in found]}, ensure_ascii=False))
    else:
        for upload, reading in found:
            _print_reading(upload, reading, _)
        if not numbers:
            print(_("Nothing was kept: first correct the refused files or rows."), file=sys.stderr)
        else:
            print(_("Kept as imports {numbers}.", numbers=", ".join(map(str, numbers))))
    return OK if numbers else FAILED


def _check(options: argparse.Namespace, _: Translator) -> int:
    """Say what files hold, each on its own; 1 if one is refused."""
    uploads = [Upload(path.name, path.read_bytes()) for path in options.files]
    with closing(Store(None if options.units else options.data)) as store:
        register = store.register()
        if options.units:
            units = read(options.units.read_bytes(), "units", register, options.as_of, store.hasher)
            if isinstance(units, Refused):
                return _fail(f"{options.units.name}: {_refusal(units, _)}")
            register = store.register([units])
        found = [(u, read(u.data, options.table, register, options.as_of, store.hasher)) for u in uploads]
    for upload, reading in found:
        if options.json:
            print(json.dumps(_contract(reading, register, _), ensure_ascii=False))
        else:
            _print_reading(upload, reading, _)
    refused = any(isinstance(reading, Refused) for _upload, reading in found)
    return FAILED if refused and not options.json else OK


def _refusal(refused: Refused, _: Translator) -> str:
    """Why a file was refused and what to do."""
    return _(reasons.REFUSALS[refused.reason], **refused.fields)


def _contract(reading: Reading | Refused, register: Register, _: Translator) -> dict[str, object]:
    """A reading as one JSON object: outcome, counts, rejects by line, totals by month, unit and source."""
    if isinstance(reading, Refused):
        return {"outcome": "refuse", "refuse_class": reading.reason, "message": _refusal(reading, _)}
    counted = [row for row in reading.rows if row["line"] not in reading.excluded]
    people = [int(str(row.get("admitted", 1))) for row in counted]
    names = {code: unit.name for code, unit in register.units.items()}
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
        "by_month": _totals(people, [_month(row) for row in counted]),
        "by_unit": _totals(people, [names.get(str(row.get("unit_code"))) for row in counted]),
        "by_source": _totals(people, [_text(row.get("source")) for row in counted]),
        "warnings": [f"{kind}: {_(reasons.WARNINGS[kind])}" for kind in reading.warnings],
    }


def _totals(people: list[int], labels: list[str | None]) -> dict[str, int]:
    """The people added up by label; those without one are left out."""
    summed: Counter[str] = Counter()
    for label, number in zip(labels, people, strict=True):
        if label is not None:
            summed[label] += number
    return dict(sorted(summed.items()))


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
        return {"file": upload.name, "refuse_class": reading.reason, "message": _refusal(reading, _)}
    counts = {"rows_kept": len(reading.rows), "rows_rejected": len(reading.problems)}
    return {"file": upload.name, "table": reading.table, **counts}


def _print_reading(upload: Upload, reading: Reading | Refused, _: Translator) -> None:
    """What a file holds, for people."""
    if isinstance(reading, Refused):
        print(f"{upload.name}: {_refusal(reading, _)}")
        return
    print(
        _(
            "{file}: {table}, accepted {accepted}, rejected {rejected}.",
            file=upload.name,
            table=_(words.TABLE_NAMES[reading.table]),
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
    with closing(Store(options.data)) as store:
        try:
            (store.undo if options.what == "undo" else store.redo)(options.import_id, _who(options))
        except KeyError:
            return _fail(_(NOTHING_TO[options.what], number=options.import_id))
        return _print_query(store, "imports", options)


def _show(options: argparse.Namespace, _: Translator) -> int:
    """Print the result of a query."""
    with closing(Store(options.data)) as store:
        return _print_query(store, options.name, options, **dict(options.parameters))


def _print_query(
    store: Store, name: str, options: argparse.Namespace, as_of: date | None = None, **given: object
) -> int:
    """Print a query's result; parameters not given take what the overview page takes."""
    day = as_of or account.default_as_of(store, date.today())
    values = {**View(day.year, day).parameters, "year": day.year, **given}
    frame = store.query(name, **{key: values[key] for key in parameters(name)})
    if options.json:
        print(frame.to_json(orient="records", date_format="iso", force_ascii=False))
    else:
        with pd.option_context("display.width", 200, "display.max_rows", None, "display.max_columns", None):
            print(frame.to_string(index=False))
    return OK


def _sample(options: argparse.Namespace, _: Translator) -> int:
    """Load the sample."""
    with closing(Store(options.data)) as store:
        batch.load_sample(store, _who(options), date.today())
        return _print_query(store, "imports", options)


if __name__ == "__main__":
    sys.exit(main())
