"""The same abilities without a screen: python -m ketnap import, check, undo, history, show, forecast and others."""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd

from ketnap import batch, export
from ketnap.i18n import LANGUAGES, Translator, mark
from ketnap.ingest import contract, delimited, reasons
from ketnap.ingest.decode import Refusal
from ketnap.ingest.read import Reading, Refused, read, read_all
from ketnap.store import ROOT, SETTINGS, Store, StoreFailure, Upload, parameters, query_names
from ketnap.tables import BASES, SOURCES, TABLE

OK, FAILED = 0, 1
NOTHING_TO = {
    "undo": mark("There is no import {number} to undo."),
    "redo": mark("There is no import {number} to redo."),
}
# What a setting may be assumed to be.
ASSUMABLE = {
    "term_first_year": r"20\d\d",
    "term_last_year": r"20\d\d",
    "default_rate": r"\d{1,2}(\.\d{1,4})?",
    "denominator": "year_open|term_open",
    "count_readmissions": "yes|no",
    "shock_months": r"((19|20)\d\d-(0[1-9]|1[0-2])(,(?=.)|$))*",
    "leaving_percent": r"\d(\.\d+)?|10",
    "transfers": r"-?\d{1,6}",
    "late_percent": r"[0-5]?\d|60",
    "report_deadlines": r"(\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d=\d{4}-\d\d-\d\d(;(?=.)|$))*",
    "organization_weights": r"([a-z0-9_]+=\d{1,3}(,(?=.)|$))*",
}
PARAMETERS: dict[str, Callable[[str], object]] = {
    "as_of": date.fromisoformat,
    "year": int,
    "first_day": date.fromisoformat,
    "last_day": date.fromisoformat,
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
    except StoreFailure as failure:
        return _fail(_(failure.sentence))
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

    command = commands.add_parser("cells", parents=[common], help="header and rows of any delimited file, as JSON")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.set_defaults(run=_cells)

    _add_kept(commands, common)
    _add_forecast(commands, common)
    return parser


def _add_kept(commands: argparse._SubParsersAction, common: argparse.ArgumentParser) -> None:
    """The commands on what is kept."""
    for name, text in (("undo", "take an import out of every figure"), ("redo", "bring an undone import back")):
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


def _add_forecast(commands: argparse._SubParsersAction, common: argparse.ArgumentParser) -> None:
    """The command that forecasts: what is asked and what is supposed."""
    command = commands.add_parser("report", parents=[common], help="write a document of the figures")
    command.add_argument("--format", choices=("docx", "pptx", "xlsx"), default="docx", help="format (default: docx)")
    command.add_argument(
        "--kind", choices=("report", "notices", "officers", "units"), default="report", help="which one"
    )
    _viewing(command)
    command.add_argument("--template", type=Path, metavar="FILE", help="the office's own .docx template")
    command.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: a name of its own here)")
    command.set_defaults(run=_report)

    command = commands.add_parser("forecast", parents=[common], help="how likely the year and the term are")
    _viewing(command)
    command.add_argument("--units", action="store_true", help="every unit and source too (with --json)")
    command.add_argument(
        "--shock", choices=("goes_on", "unmarked", "over"), help="what the marked months are taken for"
    )
    command.add_argument(
        "--assume",
        nargs="*",
        type=_assumption,
        default=[],
        metavar="NAME=VALUE",
        help=f"settings for this call alone: {', '.join(SETTINGS)}",
    )
    command.add_argument("--scenario", type=Path, help="a file of scenarios (JSON) of which the first is supposed")
    command.set_defaults(run=_forecast)


def _viewing(command: argparse.ArgumentParser) -> None:
    """What says which figures a command is about."""
    command.add_argument("--as-of", type=date.fromisoformat, help="day up to which is known (default: as the pages)")
    command.add_argument("--year", type=int, help="year (default: the as-of day's)")
    for name in ("unit", "officer", "source"):
        help_ = f"code of one {name} (default: the whole block)"
        command.add_argument(f"--{name}", help=help_, choices=SOURCES if name == "source" else None)
    command.add_argument("--basis", choices=BASES, default=BASES[0], help="date that counts")


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


def _assumption(text: str) -> tuple[str, str]:
    """The name and value of a setting written as NAME=VALUE."""
    name, _equals, value = text.partition("=")
    if name not in SETTINGS:
        raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(SETTINGS)}")
    if not re.fullmatch(ASSUMABLE[name], value):
        raise argparse.ArgumentTypeError(f"{value!r} is no value of {name}")
    return name, value


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


def _who(options: argparse.Namespace) -> str:
    return options.by or batch.signature()


def _import(options: argparse.Namespace, _: Translator) -> int:
    """Keep files, all in one transaction; nothing if one of them is refused."""
    uploads = [export.upload(path.name, path.read_bytes()) for path in options.files]
    chosen = {upload.hash: options.table for upload in uploads} if options.table else {}
    with closing(Store(options.data)) as store:
        found = batch.read_batch(store, uploads, date.today(), chosen)
        numbers = [] if batch.unread(found) else batch.keep_batch(store, found, _who(options))
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
                return _fail(f"{options.units.name}: {contract.sentence(units, _)}")
            register = store.register([units])
        meanings = store.meanings()
        found = [(u, read_all(u.data, options.table, register, options.as_of, store.hasher, meanings)) for u in uploads]
    for upload, tables in found:
        if options.json:
            print(json.dumps(contract.contract(tables, register, _), ensure_ascii=False))
        else:
            for one in tables:
                _print_reading(upload, one, _)
    refused = batch.unread([(upload, one) for upload, tables in found for one in tables])
    return FAILED if refused and not options.json else OK


def _cells(options: argparse.Namespace, _: Translator) -> int:
    """Print the table of each file, or why it has none, as one line of JSON; nothing of Ketnap's is needed or kept."""
    for path in options.files:
        try:
            found = delimited.read(path.read_bytes()).as_json()
        except Refusal as refusal:
            found = {"error": refusal.reason}
        except OSError as error:
            found = {"error": error.strerror}
        print(json.dumps({"file": str(path), **found}))
    return OK


def _summary(upload: Upload, reading: Reading | Refused, _: Translator) -> dict[str, object]:
    """What a file brought, for scripts."""
    if isinstance(reading, Refused):
        return {"file": upload.name, "refuse_class": reading.reason, "message": contract.sentence(reading, _)}
    counts = {"rows_kept": reading.kept, "rows_rejected": len(reading.problems)}
    return {"file": upload.name, "table": reading.table, **counts}


def _print_reading(upload: Upload, reading: Reading | Refused, _: Translator) -> None:
    """What a file or a sheet of it holds, for people."""
    # Here and below: what computes figures takes seconds to load, and reading a file needs none of it.
    from ketnap import words

    sheet = reading.sheet or upload.sheet
    name = f"{upload.name} [{sheet}]" if sheet else upload.name
    if isinstance(reading, Refused):
        print(f"{name}: {contract.sentence(reading, _)}")
        return
    print(
        _(
            "{file}: {table}, accepted {accepted}, rejected {rejected}.",
            file=name,
            table=_(words.TABLE_NAMES[reading.table]),
            accepted=reading.kept,
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
    from ketnap import account

    day = as_of or account.default_as_of(store, date.today())
    values = {**account.View(day.year, day).parameters, "year": day.year}
    values |= {"first_day": date(day.year, 1, 1), "last_day": day, **given}
    frame = store.query(name, **{key: values[key] for key in parameters(name)})
    if options.json:
        print(frame.to_json(orient="records", date_format="iso", force_ascii=False))
    else:
        with pd.option_context("display.width", 200, "display.max_rows", None, "display.max_columns", None):
            print(frame.to_string(index=False))
    return OK


def _forecast(options: argparse.Namespace, _: Translator) -> int:
    """Say how likely a year and a term are to reach their targets; 1 if too little is known."""
    import msgspec

    from ketnap import outlook, words
    from ketnap.forecast import AS_IT_STANDS, TooLittle
    from ketnap.forecast.scenario import read as read_scenarios
    from ketnap.outlook.told import told

    scenario = AS_IT_STANDS
    try:
        if options.scenario:
            scenario = read_scenarios(options.scenario.read_bytes())[0]
    except (msgspec.MsgspecError, UnicodeDecodeError, IndexError) as error:
        return _fail(_("This is no file of scenarios: {reason}", reason=error))
    if options.shock:
        scenario = msgspec.structs.replace(scenario, shock=options.shock)
    with closing(Store(options.data)) as store:
        store.assume(dict(options.assume))
        view = _view(options, store, _)
        if isinstance(view, str):
            return _fail(view)
        found = outlook.outlook(store, view, scenario)
        if options.json:
            print(json.dumps(told(store, view, scenario, options.units), ensure_ascii=False))
        elif not isinstance(found, TooLittle):
            said = [words.forecast_sentence(found, view, _), words.term_forecast_sentence(found.term, _)]
            print("\n".join(sentence for sentence in said if sentence))
    if isinstance(found, TooLittle):
        return FAILED if options.json else _fail(words.too_little(found, _))
    return OK


def _report(options: argparse.Namespace, _: Translator) -> int:
    """Write a document of the figures; 1 if there is no such document, or the template cannot be filled in."""
    from ketnap import report

    if options.format not in report.formats(options.kind):
        return _fail(_("This document comes as Word (.docx) only."))
    if options.template and (options.kind, options.format) != ("report", "docx"):
        return _fail(_("A template of the office's own is for the report in Word (.docx) alone."))
    template = options.template.read_bytes() if options.template else None
    with closing(Store(options.data)) as store:
        view = _view(options, store, _)
        if isinstance(view, str):
            return _fail(view)
        try:
            made = report.document(store, view, options.kind, options.format, date.today(), _, template=template)
        except report.WrongTemplate as wrong:
            return _fail(_(wrong.sentence, reason=wrong.reason) if wrong.reason else _(wrong.sentence))
    path = options.out or Path(report.file_name(view, options.kind, options.format))
    path.write_bytes(made)
    print(json.dumps({"file": str(path), "bytes": len(made)}) if options.json else path)
    return OK


def _view(options: argparse.Namespace, store: Store, _: Translator):
    """The view the options ask for, or the sentence that says why there is none."""
    from ketnap import account

    day = options.as_of or account.default_as_of(store, date.today(), options.basis)
    if options.year and options.year > day.year:
        return _("The year {year} has not begun on {date}; the term tells of it.", year=options.year, date=_.date(day))
    parts = {name: getattr(options, name) for name in ("unit", "officer", "source")}
    units = store.query("units_on", as_of=day)
    for column, code in (("unit_code", options.unit), ("officer_code", options.officer)):
        if code and code not in set(units[column]):
            return _("Nobody has the code {code}.", code=code)
    again = store.setting("count_readmissions") == "yes"
    return account.View(options.year or day.year, day, options.basis, **parts, readmissions=again)


def _sample(options: argparse.Namespace, _: Translator) -> int:
    """Load the sample."""
    with closing(Store(options.data)) as store:
        batch.load_sample(store, _who(options), date.today())
        return _print_query(store, "imports", options)


if __name__ == "__main__":
    sys.exit(main())
