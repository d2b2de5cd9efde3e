-- One row per organization, or one below it, and period: what it told, as known on a day.
-- $as_of         day up to which reports count; one without a day is known from the last day of its period
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
with known as (
    select source_figure_rows.*
    from source_figure_rows
    inner join imports on imports.import_id = source_figure_rows.import_id
    where
        not imports.undone
        and coalesce(source_figure_rows.report_date, source_figure_rows.period_end) <= $as_of::date
    qualify row_number() over (
        partition by
            source_figure_rows.source, source_figure_rows.sub_org,
            source_figure_rows.period_start, source_figure_rows.period_end
        order by source_figure_rows.import_id desc
    ) = 1
)

select
    known.source,
    known.sub_org,
    placed.shown_code as unit_code,
    units.unit_name,
    known.period_start,
    known.period_end,
    known.report_date,
    known.members_total,
    known.eligible,
    known.introduced,
    known.sent_to_class,
    known.admitted,
    known.rating
from known
left join places_on($as_of, $scope) as placed on placed.unit_code = known.unit_code
left join units on units.unit_code = placed.shown_code
where
    (known.unit_code is null or placed.shown_code is not null)
    and ($unit is null or placed.shown_code = $unit)
    and ($source is null or known.source = $source)
    and ($officer is null or placed.officer_code = $officer)
order by
    known.source, known.period_start, known.period_end,
    units.order_no nulls last, units.unit_name collate vi nulls last, known.sub_org collate vi
