-- One row per year and unit: admissions from 1 January to the as-of day of that year.
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions count as new members
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
select year, unit_code, admissions, in_doubt
from admissions_to_day($as_of, $basis, $unit, $source, $officer, $readmissions, scope_ := $scope)
order by year, unit_code nulls last
