-- One row per unit of the register as it stands on a day, in official order.
-- $as_of         day
select
    units.unit_code,
    units.unit_name,
    units.unit_type,
    units.sector,
    places.officer_code,
    places.officer_label,
    lives.entered,
    lives.gone,
    nullif(places.heir, units.unit_code) as heir
from units
inner join lives_on($as_of) as lives on lives.unit_code = units.unit_code
left join unit_places as places
    on places.unit_code = units.unit_code
    and $as_of::date >= places.known_from
    and $as_of::date < places.known_to
order by units.order_no nulls last, units.unit_name collate vi, units.unit_code
