-- One row per import, newest first.
select
    import_id, imported_at, imported_by, table_name, file_name, sheet,
    rows_kept, rows_new, rows_same, rows_changed, rows_rejected, is_sample, undone
from imports
order by import_id desc
