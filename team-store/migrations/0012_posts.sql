-- What became of what was let out: the posts as their platform names them; small pictures of what is asked for.

create table signoff.publications (
  team uuid not null,
  id uuid not null,
  clearance uuid not null,
  request uuid not null,
  -- The platform's own name of the post, and its permanent address where the platform says one.
  post text not null check (length(post) between 1 and 500),
  address text check (address ~ '^https://' and length(address) <= 2000),
  member uuid not null,
  device uuid not null,
  browser_at bigint not null,
  at bigint not null,
  primary key (team, id, post),
  -- A message that is sent once more names the same post.
  unique (team, clearance, post),
  foreign key (team, clearance) references signoff.clearances (team, id),
  foreign key (team, device) references signoff.devices (team, id)
);
create index publications_by_request on signoff.publications (team, request, at);
create index releases_by_request on signoff.releases (team, request, at);

alter table signoff.request_versions
  -- `[{ digest, image }]`; null for none.
  add column thumbnails json;

-- What authors ask to have on the list of accepted words; told to admins.
create table signoff.word_asks (
  team uuid not null,
  id uuid not null,
  member uuid not null,
  pack text not null check (length(pack) between 1 and 200),
  rule text not null check (length(rule) between 1 and 200),
  words text not null check (length(words) between 1 and 200),
  note text not null check (length(note) <= 2000),
  at bigint not null,
  closed_by uuid,
  closed_at bigint,
  primary key (team, id),
  foreign key (team, member) references signoff.members (team, id),
  foreign key (team, closed_by) references signoff.members (team, id),
  check ((closed_by is null) = (closed_at is null))
);
create index word_asks_open on signoff.word_asks (team, at) where closed_at is null;

-- How long answers have taken lately.
create index decisions_by_time on signoff.decisions (team, at);

do $$
declare
  own constant text := '(team = nullif(current_setting(''app.team'', true), '''')::uuid)';
begin
  alter table signoff.publications enable row level security;
  alter table signoff.publications force row level security;
  execute format('create policy own_team on signoff.publications to signoff_app using %s with check %s', own, own);
  grant select, insert on signoff.publications to signoff_app;
  alter table signoff.word_asks enable row level security;
  alter table signoff.word_asks force row level security;
  execute format('create policy own_team on signoff.word_asks to signoff_app using %s with check %s', own, own);
  grant select, insert on signoff.word_asks to signoff_app;
  execute format('create policy purge on signoff.publications to signoff_purge using %s', own);
  grant select, delete on signoff.publications to signoff_purge;
  create trigger under_hold before delete on signoff.publications
    for each row execute function signoff.refuse_under_hold();
end
$$;
grant update (closed_by, closed_at) on signoff.word_asks to signoff_app;
