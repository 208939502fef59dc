/** The store's clock jumps an hour either way: order stays that of the record's numbers, and nothing lives longer for it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDueCheckpoints } from '../../../team-store/record/checkpoints.ts';
import { expireRequests } from '../../../team-store/team/sweep.ts';
import { clearanceSchema } from '../../../utils/api/entities.ts';
import { entriesOf, requestExport, verifyExport } from '../exports.ts';
import { type Browser, createTeam, startTestStore, type TestStore, type TestTeam } from '../helpers.ts';

const HOUR = 3_600_000;

let store: TestStore;
let team: TestTeam;
let ola: Browser;
let ingrid: Browser;
let boss: Browser;

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(
    store,
    { ola: ['author'], ingrid: ['reviewer'] },
    { clearanceHours: 2, requestHours: 3 },
  );
  [ola, ingrid, boss] = [await team.join('ola'), await team.join('ingrid'), await team.join('boss')];
});
afterAll(() => store.close());

async function approved(): Promise<{ id: string; iat: number; exp: number }> {
  const id = await ola.ask('Guaranteed');
  expect(await ingrid.send(ingrid.decision(await ola.request(id)))).toBe('applied');
  const jws = (await ola.request(id)).versions[0]?.clearance ?? '';
  const text = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString();
  const { iat, exp } = clearanceSchema.parse(JSON.parse(text));
  return { id, iat, exp };
}

describe('a clock that jumps', () => {
  it.each([HOUR, -HOUR, -HOUR, HOUR])(
    'by %i ms: commands, pulls, sessions and the record go on',
    async (jump) => {
      const { body: before } = await ola.pull();
      store.advance(jump);
      const id = await ola.ask('Guaranteed after the jump');
      expect(await ingrid.send(ingrid.decision(await ingrid.request(id)))).toBe('applied');
      const { status, body } = await ola.pull(`?cursor=${before.cursor}&after=${before.after}`);
      expect(status).toBe(200);
      expect(body.changes.map((change) => change.id)).toContain(id);
      await makeDueCheckpoints(store.core);
      const text = await (await requestExport(store.url, boss.joined.token)).text();
      expect(await verifyExport(text, { kid: boss.joined.key.kid })).not.toHaveProperty('code');
      const seqs = entriesOf(text).map(({ record }) => record.seq);
      expect(seqs).toEqual(seqs.map((_, at) => at + 1));
    },
  );

  it('is never asked for an order: what happened later has the higher number, whatever it is dated', async () => {
    const first = await ola.ask('Guaranteed first');
    store.advance(-HOUR);
    const second = await ola.ask('Guaranteed second');
    const one = await ola.request(first);
    const two = await ola.request(second);
    expect(two.createdAt).toBeLessThan(one.createdAt);
    const { changes } = (await ola.pull()).body;
    const versionOf = (id: string) => changes.find((change) => change.id === id)?.version ?? 0;
    expect(versionOf(second)).toBeGreaterThan(versionOf(first));
    store.advance(HOUR);
  });

  it('back gives no clearance a longer life than its policy: its end is signed into it', async () => {
    const cleared = await approved();
    expect(cleared.exp - cleared.iat).toBe(2 * 3_600);
    store.advance(-HOUR);
    await expireRequests(store.core);
    const jws = (await ola.request(cleared.id)).versions[0]?.clearance ?? '';
    const again = clearanceSchema.parse(
      JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()),
    );
    expect(again.exp).toBe(cleared.exp);
    const fresh = await approved();
    expect(fresh.exp).toBeLessThan(cleared.exp);
    expect(fresh.exp - fresh.iat).toBe(2 * 3_600);
    store.advance(HOUR);
  });

  it('forth past a request’s end closes it, and a jump back does not open it again', async () => {
    const id = await ola.ask('Guaranteed to expire');
    const decision = ingrid.decision(await ingrid.request(id));
    store.advance(3 * HOUR + 1);
    expect(await expireRequests(store.core)).toBeGreaterThan(0);
    expect((await ola.request(id)).state).toBe('expired');
    store.advance(-3 * HOUR - 1);
    expect(await ingrid.send(decision)).toBe('request_expired');
    expect((await ola.request(id)).state).toBe('expired');
    expect((await ola.request(id)).versions[0]?.clearance).toBeNull();
  });
});
