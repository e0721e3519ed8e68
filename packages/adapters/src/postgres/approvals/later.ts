/** What later warnings of the series of `w`, none that was recalled, leave as it was: `Later[]` of the domain. */
export const LATER = `(select coalesce(jsonb_agg(jsonb_build_object('standing', coalesce(n.content -> 'standing', '[]'::jsonb))), '[]'::jsonb) from warnings n
    where n.series_id = w.series_id and n.status = w.status and n.number > w.number and n.recalled_at is null)`;
