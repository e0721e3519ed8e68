-- Deliveries that ended without telling anybody, in the order of their end: the sweeper asks whether another warning owes the news.
create index deliveries_ended on deliveries (settled_at, id) where state in ('expired', 'recalled');
