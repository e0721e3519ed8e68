-- sweeper: what became of a call, once its delivery was dropped for its age
alter table supply_calls add column channel text, add column state text, add column handed_over_at timestamptz;

-- sweeper: the last bounce for want of a mailbox whose delivery was dropped for its age
alter table subscribers add column email_bounced_at timestamptz;
