-- One row per unit anybody named: the unit it is shown as on a day, and that one's officer in charge.
-- $as_of         day
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
select
    unit_code,
    shown_code,
    officer_code,
    officer_label
from places_on($as_of, $scope)
order by unit_code
