-- console: why a warning was recalled, in the words of who did it.

alter table warnings add column recall_reason text;
