/** Several servers, each a process of its own, on one database: what one does, the browsers of the others hear of. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStore } from '../../team-store/store.ts';
import { Browser, createTeam, freshDatabase, SECRET, Socket } from './helpers.ts';
import { type StoreProcess, startProcess } from './processes.ts';

let database: { owner: string; admin: string; drop(): Promise<void> };
let one: StoreProcess;
let other: StoreProcess;
let ola: Browser;
let ingrid: Browser;

const helloOf = (browser: Browser) => ({ type: 'hello', token: browser.joined.token });

/** The same browser at another server; its commands go on where they were. */
function move(browser: Browser, url: string): Browser {
  return Object.assign(new Browser(url, browser.joined), { seq: browser.seq });
}

/** Pokes until the history is at `cursor`. */
async function heard(socket: Socket, cursor: number): Promise<void> {
  for (let at = -1; at < cursor; ) {
    const message = await socket.take();
    if (message.type === 'poke' || message.type === 'ready') at = Number(message.cursor);
  }
}

const cursorOf = async (browser: Browser): Promise<number> => (await browser.pull()).body.cursor;

beforeAll(async () => {
  database = await freshDatabase();
  const first = await startStore({ port: 0, databaseUrl: database.owner, secret: SECRET });
  const team = await createTeam(first, { ola: ['author'], ingrid: ['reviewer'] });
  const joined = [await team.join('ola'), await team.join('ingrid')] as const;
  await first.close();
  [one, other] = await Promise.all([startProcess(database.owner), startProcess(database.owner)]);
  ola = move(joined[0], one.url);
  ingrid = move(joined[1], other.url);
});
afterAll(async () => {
  for (const { child } of [one, other]) child.kill('SIGKILL');
  await Promise.all([one.ended, other.ended]);
  await database.drop();
});

describe('two servers', () => {
  it('tell each other’s browsers what happens, both ways', async () => {
    const author = new Socket(one.url, helloOf(ola));
    const reviewer = new Socket(other.url, helloOf(ingrid));
    expect((await author.take()).type).toBe('ready');
    expect((await reviewer.take()).type).toBe('ready');
    const request = await ola.ask('Guaranteed at the first server');
    await heard(reviewer, await cursorOf(ola));
    expect(await ingrid.send(ingrid.decision(await ingrid.request(request)))).toBe('applied');
    await heard(author, await cursorOf(ingrid));
    expect((await ola.request(request)).state).toBe('approved');
    author.ws.terminate();
    reviewer.ws.terminate();
  });

  it('do not need a browser to come back to the same one, command by command', async () => {
    for (const url of [one.url, other.url, one.url]) {
      ola = move(ola, url);
      const request = await ola.ask('Guaranteed, going round');
      expect((await move(ingrid, url === one.url ? other.url : one.url).request(request)).state).toBe(
        'waiting',
      );
    }
    // What had no answer is sent again to the other, and is the same command.
    const command = ola.next({ kind: 'request.withdraw', request: await ola.ask('Guaranteed, taken back') });
    const first = await ola.push(command);
    ola = move(ola, other.url);
    const again = await ola.push(command);
    expect(again.body.results).toEqual(first.body.results);
    ola = move(ola, one.url);
  });

  it('lose one mid-flow: its browser goes to the other, sends again what had no answer, and misses nothing', async () => {
    const reviewer = new Socket(other.url, helloOf(ingrid));
    const author = new Socket(one.url, helloOf(ola));
    await author.take();
    await reviewer.take();
    const known = await ola.pull();
    const acknowledged: string[] = [];
    // The author asks again and again, and the server is killed somewhere in between.
    const open: { command: ReturnType<Browser['next']>; request: string }[] = [];
    const flow = (async () => {
      const { creation, draftOf } = await import('./helpers.ts');
      for (let count = 0; ; count += 1) {
        const command = creation(draftOf(`Guaranteed ${count}`));
        const mutation = ola.next(command);
        open.push({ command: mutation, request: command.request });
        const answer = await ola.push(mutation).catch(() => null);
        if (answer?.status !== 200) return;
        acknowledged.push(command.request);
        open.pop();
        if (acknowledged.length === 5) one.child.kill('SIGKILL');
      }
    })();
    await flow;
    expect(await one.ended).toBeNull();
    await author.closed;
    expect(acknowledged.length).toBeGreaterThanOrEqual(5);

    const moved = move(ola, other.url);
    const resent = await moved.push(...open.map(({ command }) => command));
    expect(resent.body.results?.map(({ outcome }) => outcome)).toEqual(open.map(() => 'applied'));
    const back = new Socket(other.url, helloOf(ola));
    expect((await back.take()).type).toBe('ready');
    const missed = await moved.pull(
      `?cursor=${known.body.cursor}&after=${encodeURIComponent(known.body.after)}`,
    );
    const seen = missed.body.changes.flatMap((change) => (change.entity === 'request' ? [change.id] : []));
    for (const request of [...acknowledged, ...open.map(({ request }) => request)])
      expect(seen.filter((id) => id === request)).toHaveLength(1);
    // And hears at its new server what the reviewer decides.
    const request = acknowledged[0] ?? '';
    expect(await ingrid.send(ingrid.decision(await ingrid.request(request)))).toBe('applied');
    await heard(back, await cursorOf(ingrid));
    expect((await moved.request(request)).state).toBe('approved');
    back.ws.terminate();
    reviewer.ws.terminate();
    one = await startProcess(database.owner);
    ola = move(moved, one.url);
  });

  it('catch up when a note was lost: whoever asks gets it all the same, and all are told to look afterwards', async () => {
    const author = new Socket(one.url, helloOf(ola));
    expect((await author.take()).type).toBe('ready');
    const request = await ola.ask('Guaranteed, and then silence');
    await heard(author, await cursorOf(ola));
    const before = await ola.pull();
    const version = await ingrid.request(request);
    // The listeners are cut off and kept out while something happens: its note reaches nobody.
    const name = new URL(database.admin).pathname.slice(1);
    const elsewhere = new pg.Client({
      connectionString: Object.assign(new URL(database.admin), { pathname: '/postgres' }).href,
    });
    await elsewhere.connect();
    await elsewhere.query(`alter database ${name} allow_connections false`);
    const cut = await elsewhere.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'signoff pokes'`,
      [name],
    );
    expect(cut.rowCount).toBe(2);
    expect(await ingrid.send(ingrid.decision(version))).toBe('applied');
    const floor = await ola.pull(
      `?cursor=${before.body.cursor}&after=${encodeURIComponent(before.body.after)}`,
    );
    const states = floor.body.changes.flatMap((change) =>
      change.entity === 'request' && change.data !== null ? [[change.id, change.data.state]] : [],
    );
    expect(states).toEqual([[request, 'approved']]);
    expect(author.heardSoFar).toBe(0);
    await elsewhere.query(`alter database ${name} allow_connections true`);
    await elsewhere.end();
    await heard(author, floor.body.cursor);
    author.ws.terminate();
  });
});
