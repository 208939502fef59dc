-- Policies with steps, groups, people who stand in for others, overrides, comments, and pauses.

create table signoff.groups (
  team uuid not null references signoff.teams,
  id text not null check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  title text not null check (length(btrim(title)) between 1 and 200),
  created_at bigint not null,
  primary key (team, id)
);

create table signoff.group_members (
  team uuid not null,
  group_id text not null,
  member uuid not null,
  primary key (team, group_id, member),
  foreign key (team, group_id) references signoff.groups (team, id) on delete cascade,
  foreign key (team, member) references signoff.members (team, id)
);
create index group_members_by_member on signoff.group_members (team, member);

-- Somebody is away, and somebody else decides in their place. One row a member: the last that was said counts.
create table signoff.absences (
  team uuid not null,
  member uuid not null,
  delegate uuid not null,
  from_at bigint not null,
  until_at bigint not null,
  primary key (team, member),
  foreign key (team, member) references signoff.members (team, id),
  foreign key (team, delegate) references signoff.members (team, id),
  constraint stands_for_another check (delegate <> member),
  check (from_at < until_at)
);
create index absences_by_delegate on signoff.absences (team, delegate);

-- What a version needs, by the policy of this ruleset. Rules that are published later add a row, none is changed.
create table signoff.request_plans (
  team uuid not null,
  request uuid not null,
  number integer not null,
  ruleset integer not null,
  plan json not null,
  -- What the author said of the post when the version was handed in.
  declared json not null,
  at bigint not null,
  primary key (team, request, number, ruleset),
  foreign key (team, request, number) references signoff.request_versions (team, request, number)
);

alter table signoff.decisions
  -- The step of the plan that it was made in; null for those from before there were steps.
  add column step text,
  -- In whose place it was made; null for those from before, which were made in the member's own.
  add column seat uuid,
  add constraint seat_of_another check (seat <> author and seat <> editor),
  add constraint seat_is_member foreign key (team, seat) references signoff.members (team, id);
create unique index decisions_one_a_seat on signoff.decisions (team, request, number, seat) where seat is not null;

alter table signoff.clearances
  add column one_use boolean not null default false,
  add column revoked_at bigint,
  add column revoked_for text check (revoked_for in ('new-rules', 'used')),
  add check ((revoked_at is null) = (revoked_for is null)),
  drop constraint clearances_team_request_number_key;
create unique index clearances_in_force on signoff.clearances (team, request, number) where revoked_at is null;
grant update (revoked_at, revoked_for) on signoff.clearances to signoff_app;

alter table signoff.requests
  -- What new rules did to it, until its author sends another version or it is decided.
  add column recheck json,
  -- How it came to be closed other than by a reviewer.
  add column closed json,
  add column reminders integer not null default 0,
  add column escalated_at bigint;
grant update (recheck, closed, reminders, escalated_at) on signoff.requests to signoff_app;
create index requests_open on signoff.requests (team, expires_at) where state in ('waiting', 'changes-requested', 'approved');

-- Somebody who may has let a version out without its approvals. Bound to the content by the foreign key.
create table signoff.overrides (
  team uuid not null,
  id uuid not null,
  request uuid not null,
  number integer not null,
  author uuid not null,
  editor uuid not null,
  fingerprint text not null,
  member uuid not null,
  reason text not null check (length(btrim(reason)) > 0),
  at bigint not null,
  primary key (team, id),
  foreign key (team, request, number, author, editor, fingerprint)
    references signoff.request_versions (team, request, number, author, editor, fingerprint),
  foreign key (team, member) references signoff.members (team, id)
);
create index overrides_by_request on signoff.overrides (team, request);

create table signoff.comments (
  team uuid not null,
  id uuid not null,
  request uuid not null,
  number integer not null,
  member uuid not null,
  -- `reviewers`: not for the request's author.
  audience text not null check (audience in ('team', 'reviewers')),
  body text not null,
  -- The draft as its writer would have it, to the letter; its author may take it over as a new version.
  suggestion json,
  fingerprint text,
  at bigint not null,
  primary key (team, id),
  foreign key (team, request, number) references signoff.request_versions (team, request, number),
  foreign key (team, member) references signoff.members (team, id),
  check ((suggestion is null) = (fingerprint is null)),
  check (suggestion is not null or length(btrim(body)) > 0)
);
create index comments_by_request on signoff.comments (team, request, at);

create table signoff.pauses (
  team uuid not null references signoff.teams,
  id uuid not null,
  scope json not null,
  reason text not null check (length(btrim(reason)) between 1 and 2000),
  placed_by uuid not null,
  placed_at bigint not null,
  until_at bigint,
  lifted_by uuid,
  lifted_at bigint,
  version bigint not null,
  primary key (team, id),
  foreign key (team, placed_by) references signoff.members (team, id),
  foreign key (team, lifted_by) references signoff.members (team, id),
  check ((lifted_by is null) = (lifted_at is null))
);
create index pauses_by_version on signoff.pauses (team, version, id);
grant update (lifted_by, lifted_at, version) on signoff.pauses to signoff_app;

do $$
declare
  own constant text := '(team = nullif(current_setting(''app.team'', true), '''')::uuid)';
  name text;
begin
  foreach name in array array['groups', 'group_members', 'absences', 'request_plans', 'overrides', 'comments', 'pauses'] loop
    execute format('alter table signoff.%I enable row level security', name);
    execute format('alter table signoff.%I force row level security', name);
    execute format('create policy own_team on signoff.%I to signoff_app using %s with check %s', name, own, own);
    execute format('grant select, insert on signoff.%I to signoff_app', name);
  end loop;
  foreach name in array array['request_plans', 'overrides', 'comments'] loop
    execute format('create policy purge on signoff.%I to signoff_purge using %s', name, own);
    execute format('grant select, delete on signoff.%I to signoff_purge', name);
    execute format(
      'create trigger under_hold before delete on signoff.%I for each row execute function signoff.refuse_under_hold()', name);
  end loop;
end
$$;
grant update (title) on signoff.groups to signoff_app;
grant delete on signoff.groups, signoff.group_members, signoff.absences to signoff_app;
grant update (delegate, from_at, until_at) on signoff.absences to signoff_app;
