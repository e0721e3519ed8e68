-- sweeper: when a warning's deliveries and batches were dropped for their age; what was counted of them stays
alter table warnings add column retired_at timestamptz;
create index warnings_not_retired on warnings (expires_at) where retired_at is null;
