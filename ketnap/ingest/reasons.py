"""Why a row or a file was not taken, in sentences: what happened and what to do."""

from ketnap.i18n import mark

# One sentence per reason class of a row. It quotes no cell: that may be about a person.
ROW_REASONS = {
    "bad_date": mark("The date cannot be read. Write it as day/month/year, for example 21/06/2021."),
    "missing_date": mark("The date is missing. Fill in the decision date, the ceremony date or the month."),
    "future_date": mark("The date lies in the future. Check the year."),
    "before_1930": mark("The date lies before 3/2/1930. Check the year."),
    "date_no_month": mark("The date names no month. Write at least month and year, for example 6/2021."),
    "bad_period": mark(
        "The period cannot be read. Write it for example as 6 tháng cuối năm 2021, Quý III/2021 or 7/2021 - 12/2021."
    ),
    "formula_error": mark("The cell holds a formula error. Correct the formula in the source file."),
    "unknown_unit": mark("The unit is not in the register. Correct its name, or add the unit or an alias to it."),
    "ambiguous_unit": mark("The name fits more than one unit. Write it as in the register, or use the unit's code."),
    "missing_unit": mark("The unit is missing."),
    "duplicate": mark("The same row stands above already. It is counted once; nothing to do."),
    "conflict_duplicate": mark(
        "This person stands above already with other data. Keep the right row, delete the other."
    ),
    "other_person": mark(
        "This code belongs to somebody else already kept, with another name or birth date. Correct the code,"
        " or undo the import it came with."
    ),
    "too_few_fields": mark("The row has fewer cells than the header. Fill in the missing cells."),
    "too_many_fields": mark(
        "The row has more cells than the header. A cell probably holds a separator: put it in quotes."
    ),
    "broken_quote": mark('A quotation mark is opened and not closed. Remove it or double it ("").'),
    "truncated_row": mark("The file ends in the middle of this row. Save or copy the file again."),
    "negative_count": mark("A number of people cannot be negative."),
    "bad_count": mark("This is not a whole number of people."),
    "missing_count": mark("The number is missing. Write 0 if there was none."),
    "missing_value": mark("A required cell is empty."),
    "same_unit": mark("A unit cannot be merged with or give members to itself. Check both units."),
    "ends_before": mark("The last day lies before the first one. Check both dates."),
    "plan_does_not_add_up": mark("The months do not add up to the year's plan. Correct the months or the year."),
    "unknown_word": mark("The word is none of those this column knows. Use the words of the template."),
}

EXCLUSIONS = {
    "readmission": mark("Re-admission: kept and shown apart, not counted as a new member."),
    "transfer": mark("Came from elsewhere or was restored: kept apart, not counted, since nobody was admitted here."),
    "annulled": mark("Annulled decision without a date: kept apart, not counted."),
}

WARNINGS = {
    "invalid_bytes": mark("A few letters are damaged (shown as \ufffd or “?”, or garbled). Check the names."),
    "legacy_encoding": mark("The file is in an old encoding; its letters were converted to Unicode."),
    "mojibake_repaired": mark("The file had been saved with garbled letters; they were repaired."),
    "date_order_mdy": mark("Every date of a column is written month/day/year; it was read that way."),
    "possible_duplicate": mark(
        "People of the same name without a code or full birth date were all counted. Check them."
    ),
    "ambiguous_source": mark("Some rows name two sources; they count as unknown source."),
    "unknown_source": mark("Some rows name a source the tool does not know; they count as other sources."),
    "ceremony_unreadable": mark("Some ceremony dates cannot be read; those rows count by the decision date."),
    "ambiguous_names": mark(
        "Some names or aliases belong to two units; rows that use them will be listed as ambiguous."
    ),
    "ceremony_before_decision": mark("Some ceremonies are dated before the decision. Check both dates."),
    "recognised": mark(
        "Some rows are noted as full membership recognised. Check that their dates are those of the admission: it counts"
        " in its own year only."
    ),
    "quarter_only": mark("Some rows name only the quarter; they count in its last month."),
    "annulled": mark("Some decisions are noted as annulled without a date; they are not counted."),
    "members_do_not_add_up": mark("In some rows official and probationary members do not add up to the total."),
    "pool_does_not_fit": mark("In some rows a part of the pool is larger than the whole. Check the numbers."),
    "second_table": mark("Another table begins below; it was not read. Put it into a file or sheet of its own."),
    "hidden_rows": mark("Some rows are hidden in the workbook; they were read like all others. Check them."),
    "hidden_sheet": mark("Only hidden sheets of the workbook hold anything; they were read."),
    "sheet_not_read": mark("A sheet was not read: it is hidden, or its columns are not understood."),
    "no_register": mark("There is no register of units yet: load the file of units first."),
}

REFUSALS = {
    "empty_file": mark("The file is empty."),
    "no_rows": mark("The file has a header but no rows."),
    "too_large": mark("The file, or what is packed in it, is larger than {megabytes} MB. Split it by year."),
    "too_many_columns": mark(
        "The file has more than {columns} columns; a roster has about fifteen. Delete the empty ones."
    ),
    "line_too_long": mark("Line {line} is longer than a megabyte. The file is damaged or not a roster."),
    "too_many_rows": mark("A sheet reaches beyond row {rows}. Delete what stands there, or split the list by year."),
    "too_many_cells": mark(
        "The workbook holds more than {cells} cells. Delete empty rows and columns, or split it by year."
    ),
    "too_many_sheets": mark("The workbook has more than {sheets} sheets. Keep those that hold lists."),
    "broken_file": mark(
        "The file is damaged or was not saved completely. Open it, save it again, upload the new copy."
    ),
    "hidden_sheet": mark("This sheet is hidden and was not read. If it holds a list, show it and save the file again."),
    "encrypted": mark("The workbook is protected by a password. Open it, take the password off and save it again."),
    "macros": mark(
        "The workbook holds macros. Open it and choose “Save as → Excel Workbook (.xlsx)”; that leaves them out."
    ),
    "xml_entities": mark(
        "The workbook holds entities no spreadsheet program writes. Open it in Excel and save it again."
    ),
    "workbook": mark("This kind of workbook cannot be read. Open it and choose “Save as → Excel Workbook (.xlsx)”."),
    "archive": mark("This is a ZIP archive. Unpack it and upload the files in it."),
    "html": mark("This is a web page, not a table. Open it in Excel and choose “Save as → CSV UTF-8”."),
    "not_csv": mark("This is not a table in text form. Open it in Excel and choose “Save as → CSV UTF-8”."),
    "lossy_encoding": mark(
        "Vietnamese letters were already lost to “?” or “\ufffd” when the file was saved. Save it again as “CSV UTF-8”."
    ),
    "mojibake": mark("The letters are garbled beyond repair. Save the original again as “CSV UTF-8”."),
    "unknown_encoding": mark(
        "Nobody can tell for certain in which old encoding the letters are; perhaps there are several. Convert the file to Unicode, then save it as “CSV UTF-8”."
    ),
    "no_header": mark("No row names the columns. Add a header row; the template shows one."),
    "no_date_column": mark("No column holds the date of the decision, the ceremony or the month of admission."),
    "no_year": mark("The months have no year. Write it into the title (“năm 2021”) or into a column “Năm”."),
    "wrong_table": mark(
        "The columns are not those of any table Ketnap keeps. The templates show which columns each table has."
    ),
    "missing_columns": mark("The file lacks the columns: {columns}."),
    "ambiguous_columns": mark("Two columns could both be “{column}”. Rename or delete one of them."),
    "ambiguous_table": mark("The columns fit more than one table. Choose the table yourself."),
}
