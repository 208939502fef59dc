-- How long texts are kept, what may not go, and what is left of what went.

do $$
begin
  -- May take out what a team no longer keeps. The server acts as this role only inside a purge.
  if not exists (select from pg_roles where rolname = 'signoff_purge') then
    create role signoff_purge nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
  execute format('grant signoff_purge to %I', current_user)
    || case when current_setting('server_version_num')::int >= 160000 then ' with inherit false, set true' else '' end;
end
$$;
grant usage on schema signoff to signoff_purge;

alter table signoff.teams
  -- Days after the last that happened to a request; null keeps everything.
  add column retention_days integer check (retention_days between 1 and 36500);
grant update (retention_days) on signoff.teams to signoff_app;

create table signoff.legal_holds (
  team uuid not null references signoff.teams,
  id uuid not null,
  -- Null holds everything of the team.
  request uuid,
  reason text not null check (length(btrim(reason)) between 1 and 2000),
  placed_by uuid not null,
  placed_at bigint not null,
  lifted_by uuid,
  lifted_at bigint,
  primary key (team, id),
  foreign key (team, placed_by) references signoff.members (team, id),
  foreign key (team, lifted_by) references signoff.members (team, id),
  check ((lifted_by is null) = (lifted_at is null))
);

-- What browsers are told of a request that went: that it went.
create table signoff.purged_requests (
  team uuid not null references signoff.teams,
  id uuid not null,
  author uuid not null,
  purged_at bigint not null,
  version bigint not null,
  primary key (team, id),
  foreign key (team, author) references signoff.members (team, id)
);
create index purged_requests_by_version on signoff.purged_requests (team, version, id);

do $$
declare
  own constant text := '(team = nullif(current_setting(''app.team'', true), '''')::uuid)';
  name text;
begin
  foreach name in array array['legal_holds', 'purged_requests'] loop
    execute format('alter table signoff.%I enable row level security', name);
    execute format('alter table signoff.%I force row level security', name);
    execute format('create policy own_team on signoff.%I to signoff_app using %s with check %s', name, own, own);
    execute format('grant select, insert on signoff.%I to signoff_app', name);
  end loop;
  foreach name in array array['requests', 'request_versions', 'decisions', 'clearances', 'releases', 'log_contents'] loop
    execute format('create policy purge on signoff.%I to signoff_purge using %s', name, own);
    execute format('grant select, delete on signoff.%I to signoff_purge', name);
  end loop;
  execute format('create policy purge on signoff.legal_holds for select to signoff_purge using %s', own);
  grant select on signoff.legal_holds to signoff_purge;
end
$$;
grant update (lifted_by, lifted_at) on signoff.legal_holds to signoff_app;

-- Nothing under hold goes, whoever tries.
create function signoff.refuse_under_hold() returns trigger language plpgsql as $$
declare
  what uuid := case when tg_table_name = 'requests' then (to_jsonb(old) ->> 'id') else (to_jsonb(old) ->> 'request') end;
begin
  if what is null then
    raise exception 'only what belongs to a request can be purged' using errcode = 'insufficient_privilege';
  end if;
  if exists (
    select from signoff.legal_holds h
      where h.team = old.team and h.lifted_at is null and (h.request is null or h.request = what)
  ) then
    raise exception 'under legal hold' using errcode = 'check_violation', constraint = 'under_legal_hold';
  end if;
  return old;
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['requests', 'request_versions', 'decisions', 'clearances', 'releases', 'log_contents'] loop
    execute format(
      'create trigger under_hold before delete on signoff.%I for each row execute function signoff.refuse_under_hold()', name);
  end loop;
end
$$;

-- The contents of a purged request are the one thing that leaves the log's tables; the entries and the tree stay.
drop trigger append_only on signoff.log_contents;
create trigger append_only before update or truncate on signoff.log_contents
  for each statement execute function signoff.refuse_change();
create function signoff.refuse_unless_purge() returns trigger language plpgsql as $$
begin
  if current_user <> 'signoff_purge' then
    raise exception 'the log is append-only' using errcode = 'insufficient_privilege';
  end if;
  return null;
end
$$;
create trigger purge_only before delete on signoff.log_contents
  for each statement execute function signoff.refuse_unless_purge();
