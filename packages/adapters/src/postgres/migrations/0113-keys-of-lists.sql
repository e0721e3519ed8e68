-- People are looked for by thousands of keys of one list. With the list in front, and nothing analysed yet, the planner read all of the list for each page.
drop index subscribers_on_list;
create unique index subscribers_on_list on subscribers (list_key, list_id) where list_key is not null;
