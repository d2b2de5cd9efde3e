-- One row per month up to the as-of month: admissions, 0 for an empty month, null for an unknown one.
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions count as new members
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
with counted as (
    select month, sum(admissions)::bigint as admissions
    from admissions_to_date($as_of, $basis, $unit, $source, $officer, $readmissions, scope_ := $scope)
    group by month
)

select
    months.month,
    months.year,
    months.month_number,
    months.has_roster,
    if(months.is_known, coalesce(counted.admissions, 0), null) as admissions
from months_known($as_of, $basis, $unit, $source, $officer, scope_ := $scope) as months
left join counted on counted.month = months.month
order by months.month
