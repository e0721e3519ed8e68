-- Who is asked to confirm is found without reading the deliveries of everybody else.
create index deliveries_asked on deliveries (warning_id, subscriber_id) where audience in ('agency', 'relay');
create index subscribers_supply on subscribers (id) where supply;

alter table call_list_reads rename column relays to receivers;
