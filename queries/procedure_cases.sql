-- One row per admission known on the as-of day, re-admissions too: the dates its procedure is checked by, and the newest
-- line that brought it.
-- $as_of         day up to which everything counts as known
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
with standing as (
    select admission_rows.admission_key, admission_rows.import_id, admission_rows.line, admission_rows.official_date
    from admission_rows
    inner join imports on imports.import_id = admission_rows.import_id
    where not imports.undone
),

-- A file none of whose rows has the day somebody became a full member does not record it.
recording as (
    select distinct import_id
    from standing
    where official_date <= $as_of::date
),

-- A year none of whose decisions has a ceremony is one whose ceremonies nobody records.
ceremony_years as (
    select distinct year(coalesce(decision_date, ceremony_date)) as year
    from admissions
    where ceremony_date <= $as_of::date
),

newest as (
    select
        standing.admission_key,
        max(standing.import_id) as import_id,
        arg_max(standing.line, standing.import_id) as line,
        bool_or(recording.import_id is not null) as records_official
    from standing
    left join recording on recording.import_id = standing.import_id
    group by standing.admission_key
)

select
    coalesce(admissions.decision_date, admissions.ceremony_date, admissions.admission_month) as event_date,
    placed.shown_code as unit_code,
    units.unit_name,
    -- Of a quarter alone nothing but its beginning is sure.
    if(
        admissions.decision_precision = 'quarter',
        admissions.decision_date - interval 2 month,
        admissions.decision_date
    )::date as decision_date,
    admissions.decision_precision = 'day' as is_decision_exact,
    if(admissions.ceremony_date <= $as_of::date, admissions.ceremony_date, null) as ceremony_date,
    admissions.ceremony_precision = 'day' as is_ceremony_exact,
    -- A month written alone is kept as its last day; within the month of the decision it goes before it.
    case
        when
            admissions.certificate_date = last_day(admissions.certificate_date)
            and date_trunc('month', admissions.certificate_date) = date_trunc('month', admissions.decision_date)
            then admissions.decision_date
        when admissions.certificate_date <= $as_of::date then admissions.certificate_date
    end as certificate_date,
    if(admissions.official_date <= $as_of::date, admissions.official_date, null) as official_date,
    newest.records_official,
    ceremony_years.year is not null as records_ceremony,
    admissions.admission_type = 'readmission' as is_readmission,
    admissions.age_band,
    coalesce(admissions.struck_off, false) as struck_off,
    imports.file_name,
    imports.sheet,
    newest.line
from admissions
inner join newest on newest.admission_key = admissions.admission_key
inner join imports on imports.import_id = newest.import_id
left join ceremony_years
    on ceremony_years.year = year(coalesce(admissions.decision_date, admissions.ceremony_date))
left join places_on($as_of, $scope) as placed on placed.unit_code = admissions.unit_code
left join units on units.unit_code = placed.shown_code
where
    coalesce(admissions.decision_date, admissions.ceremony_date, admissions.admission_month) <= $as_of::date
    and (admissions.revoked_date > $as_of::date or (admissions.revoked_date is null and not admissions.annulled))
    and (admissions.unit_code is null or placed.shown_code is not null)
    and ($unit is null or placed.shown_code = $unit)
    and ($source is null or admissions.source = $source)
    and ($officer is null or placed.officer_code = $officer)
order by
    units.order_no nulls last, units.unit_name collate vi, placed.shown_code, event_date,
    imports.file_name, imports.sheet, newest.line
