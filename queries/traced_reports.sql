-- One row per unit and period: the newest line of its newest report made up to a day, or of each of its reports.
-- $last_day      day up to which reports count
-- $as_of         day whose units and officers in charge count
-- $year          year the period lies in, or null for all
-- $unit          code of one unit, or null for all
-- $officer       code of one officer in charge, or null for all
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
-- $versions      whether earlier reports of a unit on a period come along
with reported as (
    select
        *,
        row_number() over (
            partition by unit_code, period_start, period_end
            order by report_date desc, import_id desc, line desc
        ) = 1 as is_newest
    from pool_report_rows
    where
        report_date <= $last_day::date
        and import_id not in (select import_id from imports where undone)
    qualify row_number() over (
        partition by unit_code, period_start, period_end, report_date
        order by import_id desc, line desc
    ) = 1
)

select
    reported.import_id,
    imports.file_name,
    imports.sheet,
    reported.line,
    coalesce(placed.shown_code, reported.unit_code) as unit_code,
    units.unit_name,
    date_trunc('month', reported.report_date)::date as month,
    null::varchar as source,
    if(reported.is_newest, 'report', 'earlier_report') as kind,
    reported.in_pool,
    reported.expected,
    reported.period_start,
    reported.period_end
from reported
inner join imports on imports.import_id = reported.import_id
left join places_on($as_of, $scope) as placed on placed.unit_code = reported.unit_code
left join units on units.unit_code = coalesce(placed.shown_code, reported.unit_code)
where
    (reported.is_newest or $versions)
    and ($year is null or $year between year(reported.period_start) and year(reported.period_end))
    and (placed.unit_code is null or placed.shown_code is not null)
    and ($unit is null or coalesce(placed.shown_code, reported.unit_code) = $unit)
    and ($officer is null or placed.officer_code = $officer)
order by reported.import_id desc, reported.line
