/** Twenty members at work on one team: what they were told is kept, to be held against what the store has. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Store } from '../../../team-store/store.ts';
import type { Command, Mutation, MutationResult } from '../../../utils/api/commands.ts';
import type { Role } from '../../../utils/api/ids.ts';
import { requestExport, verifyExport } from '../exports.ts';
import { type Browser, createTeam, creation, draftOf, newVersion, type TestTeam } from '../helpers.ts';
import type { Chance } from './form.ts';

const AUTHORS = 12;
const REVIEWERS = 8;

export interface Told {
  readonly mutation: Mutation;
  readonly device: string;
  readonly result: MutationResult;
  /** Sent before under another name: nothing is to be written again. */
  readonly again: boolean;
}

interface Known {
  readonly author: string;
  readonly request: string;
  number: number;
  fingerprint: string;
}

/** What the members share: reviewers hear of what authors have asked. */
interface Desk {
  readonly chance: Chance;
  readonly requests: Known[];
  readonly told: Map<string, Told>;
  /** Answers that are no answer to what was asked. */
  readonly odd: string[];
}

class Member {
  readonly browser: Browser;
  readonly #desk: Desk;
  readonly #isAuthor: boolean;
  #pending: Mutation[] = [];
  #again = new Set<string>();
  #last: Mutation[] = [];

  constructor(browser: Browser, desk: Desk, isAuthor: boolean) {
    this.browser = browser;
    this.#desk = desk;
    this.#isAuthor = isAuthor;
  }

  #command(): Command {
    const { chance, requests, told } = this.#desk;
    const me = this.browser.joined.member.id;
    const text = `Guaranteed ${chance.between(0, 1e9)} ${'words '.repeat(chance.between(0, 40))}`;
    const own = requests.filter(({ author }) => author === me);
    if (this.#isAuthor && (own.length === 0 || chance.often(0.5))) {
      const before = this.#last.at(0)?.command;
      if (before?.kind === 'request.create' && chance.often(0.15)) {
        const applied = told.get(this.#last[0]?.id ?? '')?.result.outcome === 'applied';
        if (applied) return before;
      }
      const command = creation(draftOf(text));
      const { request, fingerprint } = command;
      requests.push({ author: me, request, number: 1, fingerprint });
      return command;
    }
    const known = chance.one(this.#isAuthor ? own : requests.slice(-30));
    const { request, number, fingerprint } = known;
    if (chance.often(0.2))
      return {
        kind: 'request.comment',
        request,
        comment: randomUUID(),
        version: 1,
        audience: 'team',
        text,
        suggestion: null,
      };
    if (!this.#isAuthor)
      return {
        kind: 'request.decide',
        request,
        decision: randomUUID(),
        version: number,
        fingerprint,
        verdict: chance.often(0.8) ? 'approve' : 'request-changes',
        reason: 'Seen.',
      };
    if (chance.often(0.1)) return { kind: 'request.withdraw', request };
    const command = newVersion(request, number + 1, draftOf(text));
    known.number += 1;
    known.fingerprint = command.fingerprint;
    return command;
  }

  #make(): Mutation[] {
    const { chance } = this.#desk;
    return Array.from({ length: chance.between(1, 4) }, () => {
      const command = this.#command();
      const mutation = this.browser.next(command);
      const isOld = this.#last.some((old) => old.command === command);
      if (isOld) this.#again.add(mutation.id);
      return mutation;
    });
  }

  #take(sent: readonly Mutation[], results: readonly MutationResult[]): void {
    const { told, odd } = this.#desk;
    for (const mutation of sent) {
      const result = results.find(({ seq }) => seq === mutation.seq);
      const before = told.get(mutation.id)?.result;
      if (result === undefined) odd.push(`no answer to command ${mutation.seq}`);
      else if (before !== undefined && JSON.stringify(before) !== JSON.stringify(result))
        odd.push(`${JSON.stringify(before)} became ${JSON.stringify(result)}`);
      else {
        const device = this.browser.joined.device;
        told.set(mutation.id, { mutation, device, result, again: this.#again.has(mutation.id) });
      }
    }
  }

  /** Sends what has no answer yet, or something new. @returns false when the store was not there */
  async step(isNew: boolean): Promise<boolean> {
    const { chance, odd } = this.#desk;
    if (this.#pending.length === 0 && isNew) this.#pending = this.#make();
    // What was answered is sent once more now and then, as after an answer that was lost.
    const sent = [...(chance.often(0.1) ? this.#last : []), ...this.#pending];
    if (sent.length === 0) return true;
    try {
      const { status, body } = await this.browser.push(...sent);
      if (status === 503) return false;
      if (status !== 200) {
        odd.push(`push was answered with ${status} ${body.code}`);
        return false;
      }
      this.#take(sent, body.results);
      if (this.#pending.length > 0) this.#last = this.#pending;
      this.#pending = [];
      return true;
    } catch {
      // The connection broke: whether the commands arrived is known after they are sent again.
      return false;
    }
  }

  get waits(): boolean {
    return this.#pending.length > 0;
  }
}

export interface Load {
  readonly team: TestTeam;
  readonly admin: Browser;
  readonly told: ReadonlyMap<string, Told>;
  readonly odd: readonly string[];
  /** All members at work until the store is gone, or `stop` says so. */
  work(stop: () => boolean): Promise<void>;
  /** Everyone sends what has no answer, until it has. @returns false when somebody still waits */
  settle(tries: number): Promise<boolean>;
}

/** A team of twenty, each with a connected browser. @param pushTo where they send to from then on */
export async function createLoad(store: Store, chance: Chance, pushTo: string): Promise<Load> {
  const names = [
    ...Array.from({ length: AUTHORS }, (_, at) => [`author${at}`, ['author']] as const),
    ...Array.from({ length: REVIEWERS }, (_, at) => [`reviewer${at}`, ['reviewer']] as const),
  ];
  const team = await createTeam(store, Object.fromEntries<readonly Role[]>(names));
  const desk: Desk = { chance, requests: [], told: new Map(), odd: [] };
  const joinAt = async (name: string): Promise<Browser> =>
    Object.assign(await team.join(name), { url: pushTo });
  const members: Member[] = [];
  for (const [name, [role]] of names) members.push(new Member(await joinAt(name), desk, role === 'author'));
  return {
    team,
    admin: await joinAt('boss'),
    told: desk.told,
    odd: desk.odd,
    async work(stop) {
      await Promise.all(
        members.map(async (member) => {
          while (!stop() && (await member.step(true)));
        }),
      );
    },
    async settle(tries) {
      for (let left = tries; left > 0 && members.some(({ waits }) => waits); left -= 1)
        await Promise.all(members.filter(({ waits }) => waits).map((member) => member.step(false)));
      return members.every(({ waits }) => !waits);
    },
  };
}

interface Row {
  readonly [column: string]: unknown;
}

/**
 * Holds what the members were told against tables and record.
 * @param adminUrl the superuser's address: row security would hide what is missing
 * @returns what is wrong, in words; nothing when all is as it should be
 */
export async function findLosses(load: Load, adminUrl: string): Promise<string[]> {
  const { team, told } = load;
  const wrong: string[] = [...load.odd];
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const rowsOf = async (sql: string): Promise<Row[]> => (await client.query(sql, [team.id])).rows;
  const count = async (sql: string): Promise<number> => Number((await rowsOf(sql))[0]?.n);
  try {
    const kept = new Map<string, Row[]>();
    for (const row of await rowsOf('select device, seq, id, outcome from signoff.mutations where team = $1'))
      kept.set(String(row.id), [...(kept.get(String(row.id)) ?? []), row]);
    const entered = new Map<string, string[]>();
    for (const row of await rowsOf(
      `select entry->>'mutation' as id, entry->>'outcome' as outcome from signoff.log
        where team = $1 and entry->>'mutation' is not null`,
    ))
      entered.set(String(row.id), [...(entered.get(String(row.id)) ?? []), String(row.outcome)]);
    const applied: Record<string, number> = {};
    for (const [id, { mutation, device, result, again }] of told) {
      const rows = kept.get(id) ?? [];
      const [row] = rows;
      if (
        rows.length !== 1 ||
        row?.outcome !== result.outcome ||
        row.device !== device ||
        Number(row.seq) !== mutation.seq
      )
        wrong.push(
          `${mutation.command.kind} was answered ${result.outcome}; kept are ${JSON.stringify(rows)}`,
        );
      const entries = entered.get(id) ?? [];
      if (entries.join() !== (again ? '' : result.outcome))
        wrong.push(`${mutation.command.kind} ${result.outcome} is on the record as [${entries}]`);
      if (result.outcome === 'applied' && !again)
        applied[mutation.command.kind] = (applied[mutation.command.kind] ?? 0) + 1;
    }
    if (kept.size !== told.size) wrong.push(`${kept.size} commands are kept, ${told.size} were answered`);
    const of = (kind: Command['kind']): number => applied[kind] ?? 0;
    const tables = {
      requests: of('request.create'),
      request_versions: of('request.create') + of('request.send-version'),
      decisions: of('request.decide'),
      comments: of('request.comment'),
    };
    for (const [table, expected] of Object.entries(tables)) {
      const found = await count(`select count(*) as n from signoff.${table} where team = $1`);
      if (found !== expected) wrong.push(`${table} has ${found} rows, ${expected} were acknowledged`);
    }
    const gaps = await count(
      `select count(*) as n from signoff.teams t where team = $1 and (log_size <> tree_size or log_size <> (
        select count(*) from signoff.log l where l.team = $1 and l.seq between 1 and t.log_size)
        or log_size <> (select count(*) from signoff.log l where l.team = $1))`,
    );
    if (gaps > 0) wrong.push('the record has gaps');
    const undeserved = await count(
      `select count(*) as n from signoff.clearances c where team = $1 and not exists (
        select from signoff.decisions d join signoff.request_versions v
          on v.team = d.team and v.request = d.request and v.number = d.number
        where d.team = c.team and d.request = c.request and d.fingerprint = c.fingerprint
          and v.fingerprint = c.fingerprint and d.kind = 'approve' and d.member not in (v.author, v.editor))`,
    );
    if (undeserved > 0) wrong.push(`${undeserved} clearances without the decisions for them`);
    const unfounded = await count(
      `select count(*) as n from signoff.requests r where team = $1 and state = 'approved' and not exists (
        select from signoff.clearances c where c.team = r.team and c.request = r.id and c.revoked_at is null)`,
    );
    if (unfounded > 0) wrong.push(`${unfounded} approved requests without a clearance`);
  } finally {
    await client.end();
  }
  const exported = await requestExport(load.admin.url, load.admin.joined.token);
  const verified = await verifyExport(await exported.text(), { kid: load.admin.joined.key.kid });
  if ('code' in verified) wrong.push(`the log: ${JSON.stringify(verified)}`);
  return wrong;
}
