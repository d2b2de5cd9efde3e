-- One row per year: re-admissions, which are shown apart from new members.
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
select
    year,
    sum(admissions)::bigint as readmissions
from admissions_to_date($as_of, $basis, $unit, $source, $officer, true, scope_ := $scope)
where admission_type = 'readmission'
group by year
order by year
