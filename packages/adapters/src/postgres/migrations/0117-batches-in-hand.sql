-- Batches that senders have in hand: read with the fence, ten times a second. Renewing a lease leaves it as it is.
create index batches_in_hand on batches (channel, lane) where lease_owner is not null and done_at is null;
