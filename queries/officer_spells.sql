-- One row per unit, officer and unbroken time of charge, the first without beginning: who followed a unit when.
-- $as_of         day up to which assignments are known
-- $basis         date that counts: 'decision' or 'ceremony'
-- $readmissions  whether re-admissions count as new members
with turned as (
    select
        unit_code, officer_code, officer_label, known_from, known_to,
        officer_code is distinct from lag(officer_code) over (partition by unit_code order by known_from)
        or row_number() over (partition by unit_code order by known_from) = 1 as is_turn
    from unit_places
    where known_from <= $as_of::date
),

numbered as (
    select
        *,
        sum(if(is_turn, 1, 0)) over (partition by unit_code order by known_from) as spell
    from turned
),

spells as (
    select
        unit_code, spell, officer_code,
        min(officer_label) as officer_label,
        min(known_from) as from_date,
        max(known_to) - 1 as to_date
    from numbered
    group by unit_code, spell, officer_code
),

admitted as (
    select spells.unit_code, spells.spell, count(*)::bigint as admissions
    from spells
    inner join dated_admissions as dated
        on dated.unit_code = spells.unit_code
        and dated.event_date between spells.from_date and spells.to_date
    where
        dated.basis = $basis
        and dated.event_date <= $as_of::date
        and ($readmissions or dated.admission_type = 'new')
        and (not dated.annulled or dated.revoked_date > $as_of::date)
    group by spells.unit_code, spells.spell
)

select
    spells.unit_code,
    units.unit_name,
    spells.officer_code,
    spells.officer_label,
    nullif(spells.from_date, date '0001-01-01') as from_date,
    if(spells.to_date < $as_of::date, spells.to_date, null) as to_date,
    coalesce(admitted.admissions, 0) as admissions
from spells
inner join units on units.unit_code = spells.unit_code
left join admitted on admitted.unit_code = spells.unit_code and admitted.spell = spells.spell
where spells.officer_code is not null
order by units.order_no nulls last, units.unit_name collate vi, spells.unit_code, spells.from_date
