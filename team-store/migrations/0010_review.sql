-- A remark at words of a version: the part and the range in its text, in UTF-16 units; null for one on the whole.
alter table signoff.comments
  add column words json;
