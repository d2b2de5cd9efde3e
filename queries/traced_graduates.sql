-- One row per person who finished a class, or per unit and source of those known by number, with its newest line.
-- $as_of         day up to which classes have ended
-- $class_kind    'awareness' for classes before the admission, 'new_member' for those after it
-- $year          year the class ended in, or null for all
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
with newest as (
    select
        class_graduate_rows.graduate_key,
        class_graduate_rows.import_id,
        class_graduate_rows.line,
        imports.file_name,
        imports.sheet,
        count(*) over (partition by class_graduate_rows.graduate_key) - 1 as earlier_lines
    from class_graduate_rows
    inner join imports on imports.import_id = class_graduate_rows.import_id
    where not imports.undone
    qualify row_number() over (
        partition by class_graduate_rows.graduate_key
        order by class_graduate_rows.import_id desc, class_graduate_rows.line desc
    ) = 1
),

ended as (
    select *, max(coalesce(end_date, certificate_date)) over (partition by class_place) as ended_on
    from class_graduates
    where class_kind = $class_kind
)

select
    newest.import_id,
    newest.file_name,
    newest.sheet,
    newest.line,
    placed.shown_code as unit_code,
    units.unit_name,
    date_trunc('month', ended.ended_on)::date as month,
    coalesce(ended.source, 'unknown') as source,
    if(ended.is_person, 'person', 'number') as kind,
    ended.graduates,
    newest.earlier_lines
from ended
inner join newest on newest.graduate_key = ended.graduate_key
left join places_on($as_of, 'as_is') as placed on placed.unit_code = ended.unit_code
left join units on units.unit_code = placed.shown_code
where
    ended.ended_on <= $as_of::date
    and ended.graduates > 0
    and ($year is null or year(ended.ended_on) = $year)
    and ($unit is null or placed.shown_code = $unit)
    and ($source is null or coalesce(ended.source, 'unknown') = $source)
    and ($officer is null or placed.officer_code = $officer)
order by newest.import_id desc, newest.line
