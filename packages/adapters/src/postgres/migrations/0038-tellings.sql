-- Whoever moves while a warning is in force is told of it again, of the places that are new: the second telling, and so on. fanout
alter table deliveries add column telling smallint not null default 1;
alter table deliveries drop constraint deliveries_warning_id_subscriber_id_channel_key;
alter table deliveries add constraint deliveries_once unique (warning_id, subscriber_id, channel, telling);
