-- Whom each page of a file that is being taken in spoke of, and in which of its lines: a second row about one of them is told from a change, also after a
-- kill, without any memory of the file. Gone when the file is through. registry
create table list_pages (
  list_id smallint not null references lists (id),
  digest text not null,
  -- last line of the page
  line bigint not null,
  people bigint[] not null,
  lines int[] not null,
  primary key (list_id, digest, line)
);
