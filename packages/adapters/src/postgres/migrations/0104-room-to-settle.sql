-- A settled row is longer than a queued one by its times, its provider and the name of its state: of pages filled to the half a seventh of the rows found no
-- room where they were, and went to another page with an entry in each index (see 0060).
alter table deliveries set (fillfactor = 40);
-- Counts are changed in place as well; no index names how many.
alter table unit_counts set (fillfactor = 50);
alter table province_counts set (fillfactor = 50);
