-- How admins answered what authors asked to have accepted, for the author to read. Answers from before were not kept.
alter table signoff.word_asks
  add column answer text check (answer in ('accepted', 'declined')),
  add column reason text check (length(reason) between 1 and 2000),
  add check (answer is null or closed_at is not null),
  add check ((answer is not distinct from 'declined') = (reason is not null));
grant update (answer, reason) on signoff.word_asks to signoff_app;
create index word_asks_own on signoff.word_asks (team, member, at);
