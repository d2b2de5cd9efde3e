-- One row per year, month and source organization with admissions.
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions count as new members
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
select
    year,
    month_number,
    source,
    sum(admissions)::bigint as admissions
from admissions_to_date($as_of, $basis, $unit, $source, $officer, $readmissions, scope_ := $scope)
where admissions > 0
group by year, month_number, source
order by year, month_number, source
