/**
 * `npm start`: everything on this machine, for trying Signoff with your own hands. Builds the extension and the practice
 * composers, starts the team store with a demo team, and opens a browser for each of the roles asked for, already joined.
 */
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { DEMO_TEAM, seedDemoTeam } from '../team-store/demo-team.ts';
import { startStore } from '../team-store/store.ts';
import { findChromium, findFirefox, hasDisplay } from './browsers.ts';
import { openJoined } from './open-joined.ts';
import { buildPages } from './pages.ts';
import { servePlayground } from './playground.ts';
import { problem, say } from './say.ts';

const HELP = `npm start -- [options]
  --port N             port of the team store (8455)
  --playground-port N  port of the practice composers (8456)
  --data DIR           where the store keeps its data (.data)
  --as ROLES           browsers to open, for example author,reviewer (that is the default), admin, auditor
  --no-browser         open none`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8455' },
    'playground-port': { type: 'string', default: '8456' },
    data: { type: 'string', default: '.data' },
    as: { type: 'string', default: 'author,reviewer' },
    'no-browser': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  say(HELP);
  process.exit(0);
}

/** Where each role's work begins; the author's is the playground. */
const FIRST_PAGE: Record<string, string> = {
  reviewer: 'popup.html',
  admin: 'options.html',
  auditor: 'popup.html',
};

const closing: (() => Promise<void>)[] = [];
let stopped = false;

async function stop(code: number): Promise<never> {
  if (!stopped) {
    stopped = true;
    say('\nStopping …');
    for (const close of closing.reverse()) await close().catch(problem);
    say('Stopped. Your data is kept; npm start goes on from here.');
  }
  process.exit(code);
}
process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));

function portOf(text: string, option: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`--${option} takes a port number from 0 to 65535, not "${text}".`);
}

try {
  const port = portOf(values.port, 'port');
  const playgroundPort = portOf(values['playground-port'], 'playground-port');
  const wanted = values.as.split(',').map((role) => role.trim());
  const people = wanted.map((role) => {
    const person = DEMO_TEAM.members.find((member) => member.roles.some((own) => own === role));
    if (person === undefined)
      throw new Error(`--as takes author, reviewer, admin or auditor, not "${role}".`);
    return { role, person };
  });
  const data = resolve(values.data);

  say('Building the extension and the practice composers …');
  process.env.SIGNOFF_PLAYGROUND = '1';
  const { buildExtension } = await import('./build.ts');
  await buildExtension({ zips: false });
  await buildPages();

  say('Starting the team store …');
  const store = await startStore({ port, dataDir: data });
  closing.push(() => store.close());
  await seedDemoTeam(store);
  const playground = await servePlayground(playgroundPort).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${playgroundPort} is in use; choose another with --playground-port.`);
  });
  closing.push(() => playground.close());

  say(`
Team store   ${store.url}
Playground   ${playground.url}
Data         ${data}

Members of the demo team "${DEMO_TEAM.name}" (they exist only in this store):`);
  for (const member of DEMO_TEAM.members) {
    say(`  ${member.roles.join(', ').padEnd(9)} ${member.email.padEnd(26)} password: ${member.password}`);
  }

  const program = findChromium() ?? findFirefox();
  if (values['no-browser'] || !hasDisplay() || program === null) {
    const folder = resolve('.output', 'playground');
    say(`
Load the extension: Chromium → chrome://extensions → Developer mode → Load unpacked → ${join(folder, 'chrome-mv3')}
                    Firefox  → about:debugging#/runtime/this-firefox → Load Temporary Add-on → ${join(folder, 'firefox-mv3', 'manifest.json')}
Then join: store address ${store.url}, sign in as one of the members above, and write a post on the playground.`);
  } else {
    for (const { role, person } of people) {
      say(`Opening a browser for the ${role}, ${person.name} …`);
      const browser = await openJoined({
        program,
        profile: join(data, 'browsers', role),
        store: store.url,
        who: person,
        page: role === 'author' ? playground.url : (FIRST_PAGE[role] ?? 'popup.html'),
      });
      closing.push(() => browser.close());
    }
  }
  say('\nCtrl-C stops everything.');
} catch (error) {
  problem(error);
  await stop(1);
}
