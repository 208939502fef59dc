-- How approvals went in the last weeks is asked by time of asking and of overriding, within a team.
create index requests_by_time on signoff.requests (team, created_at);
create index overrides_by_time on signoff.overrides (team, at);
