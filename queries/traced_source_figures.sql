-- One row per organization, or one below it, and period, with its newest line known on a day.
-- $as_of         day up to which reports count; one without a day is known from the last day of its period
-- $year          year the period lies in, or null for all
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
with newest as (
    select source_figure_rows.*, imports.file_name, imports.sheet
    from source_figure_rows
    inner join imports on imports.import_id = source_figure_rows.import_id
    where
        not imports.undone
        and coalesce(source_figure_rows.report_date, source_figure_rows.period_end) <= $as_of::date
    qualify row_number() over (
        partition by
            source_figure_rows.source, source_figure_rows.sub_org,
            source_figure_rows.period_start, source_figure_rows.period_end
        order by source_figure_rows.import_id desc, source_figure_rows.line desc
    ) = 1
)

select
    newest.import_id,
    newest.file_name,
    newest.sheet,
    newest.line,
    placed.shown_code as unit_code,
    units.unit_name,
    date_trunc('month', coalesce(newest.report_date, newest.period_end))::date as month,
    newest.source,
    if(newest.sub_org = '', 'organization', 'organization_below') as kind,
    newest.introduced,
    newest.admitted,
    newest.period_start,
    newest.period_end
from newest
left join places_on($as_of, $scope) as placed on placed.unit_code = newest.unit_code
left join units on units.unit_code = placed.shown_code
where
    ($year is null or $year between year(newest.period_start) and year(newest.period_end))
    and (newest.unit_code is null or placed.shown_code is not null)
    -- An organization's own totals know no units: they are part of the whole block alone.
    and (
        ($unit is null and $officer is null and not starts_with($scope, 'like'))
        or (newest.sub_org <> '' and newest.unit_code is not null)
    )
    and ($unit is null or placed.shown_code = $unit)
    and ($source is null or newest.source = $source)
    and ($officer is null or placed.officer_code = $officer)
order by newest.import_id desc, newest.line
