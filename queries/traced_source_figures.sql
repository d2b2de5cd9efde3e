-- One row per organization, or one below it, and period, with its newest line.
-- $as_of         day up to which reports count
-- $year          year the period lies in, or null for all
-- $source        one source organization, or null for all
select
    source_figure_rows.import_id,
    imports.file_name,
    imports.sheet,
    source_figure_rows.line,
    source_figure_rows.unit_code,
    units.unit_name,
    date_trunc('month', coalesce(source_figure_rows.report_date, source_figure_rows.period_end))::date as month,
    source_figure_rows.source,
    if(source_figure_rows.sub_org = '', 'organization', 'organization_below') as kind,
    source_figure_rows.introduced,
    source_figure_rows.admitted
from source_figure_rows
inner join imports on imports.import_id = source_figure_rows.import_id
left join units on units.unit_code = source_figure_rows.unit_code
where
    not imports.undone
    and coalesce(source_figure_rows.report_date, source_figure_rows.period_start) <= $as_of::date
    and ($year is null or $year between year(source_figure_rows.period_start) and year(source_figure_rows.period_end))
    and ($source is null or source_figure_rows.source = $source)
qualify row_number() over (
    partition by
        source_figure_rows.source, source_figure_rows.sub_org,
        source_figure_rows.period_start, source_figure_rows.period_end
    order by source_figure_rows.import_id desc, source_figure_rows.line desc
) = 1
order by source_figure_rows.import_id desc, source_figure_rows.line
