-- Five thousand people are too many for an entry of an index: by a hash of them.
alter table fanout_jobs drop constraint fanout_jobs_warning_id_rank_only_subscribers_key;
create unique index fanout_jobs_once on fanout_jobs (warning_id, rank, hash_array_extended(only_subscribers, 0)) nulls not distinct;

-- The look at the person for each of their places is a third of an import's time; whoever erases a person erases their places.
alter table subscriber_units drop constraint subscriber_units_subscriber_id_fkey;
