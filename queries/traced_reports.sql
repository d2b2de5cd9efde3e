-- One row per unit and period: the newest line of its newest report made up to a day.
-- $as_of         day up to which reports count
-- $year          year the period lies in, or null for all
-- $unit          code of one unit, or null for all
-- $officer       code of one officer in charge, or null for all
select
    pool_report_rows.import_id,
    imports.file_name,
    imports.sheet,
    pool_report_rows.line,
    pool_report_rows.unit_code,
    units.unit_name,
    date_trunc('month', pool_report_rows.report_date)::date as month,
    null::varchar as source,
    'report' as kind,
    pool_report_rows.in_pool,
    pool_report_rows.expected,
    pool_report_rows.period_start,
    pool_report_rows.period_end
from pool_report_rows
inner join imports on imports.import_id = pool_report_rows.import_id
left join units on units.unit_code = pool_report_rows.unit_code
left join places_on($as_of, 'as_was') as placed on placed.unit_code = pool_report_rows.unit_code
where
    not imports.undone
    and pool_report_rows.report_date <= $as_of::date
    and ($year is null or $year between year(pool_report_rows.period_start) and year(pool_report_rows.period_end))
    and ($unit is null or pool_report_rows.unit_code = $unit)
    and ($officer is null or placed.officer_code = $officer)
qualify row_number() over (
    partition by pool_report_rows.unit_code, pool_report_rows.period_start, pool_report_rows.period_end
    order by pool_report_rows.report_date desc, pool_report_rows.import_id desc, pool_report_rows.line desc
) = 1
order by pool_report_rows.import_id desc, pool_report_rows.line
