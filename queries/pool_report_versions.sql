-- One row per report of a unit about a period, earlier versions included, made up to a day.
-- $as_of  day up to which reports count
select
    unit_code,
    period_start,
    period_end,
    report_date,
    non_members,
    in_pool,
    class_done,
    in_verification,
    dossier_ready,
    expected,
    expected_youth,
    expected_union
from pool_reports
where report_date <= $as_of::date
order by period_start, period_end, unit_code, report_date
