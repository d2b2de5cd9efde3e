-- One row per unit and year: members at the start of the year, carried on from the last number a unit gave.
-- $as_of         day up to which numbers count
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
select unit_code, officer_code, year, members, is_carried
from members_on($as_of, $scope)
order by year, unit_code
