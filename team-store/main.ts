/** `node team-store/main.ts`: the team store alone. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { backUp } from './backup/back-up.ts';
import { restore } from './backup/restore.ts';
import { readEnvironment } from './environment.ts';
import { StartError } from './errors.ts';
import { createPasswordLinks, resetSecondFactors } from './locked-out.ts';
import { stopOnSignals } from './operation/shutdown.ts';
import { type StoreOptions, startStore } from './store.ts';
import { PASSWORD_LINK_HOURS } from './team/passwords.ts';

const HELP = `npm run store -- [options]                  start the store
npm run store -- [options] backup FILE      write all that the database keeps into a file; the store may run
npm run store -- [options] restore FILE     put such a file into a database that has no team yet
  --port N      port to listen on (8455)
  --host HOST   address to listen on (127.0.0.1)
  --data DIR    folder for the embedded database and the store's secret (.data)
  --password-link EMAIL
                print a one-time link with which this member sets a new password, and end
  --reset-second-factor EMAIL
                take this member's second factors away, and end
Environment:
  DATABASE_URL         a PostgreSQL of your own instead of the embedded one
  SIGNOFF_MIGRATE_URL  the same database by the user that owns it, when DATABASE_URL's does not
  SIGNOFF_SECRET       at least 32 characters, seals the teams' signing keys (otherwise kept in the data folder)
  SIGNOFF_PUBLIC_URL   where people reach the store, such as https://signoff.example.com
  SIGNOFF_TRUST_PROXY  addresses of reverse proxies whose X-Forwarded-For is believed
  SIGNOFF_WEBHOOK_ALLOW  hosts that webhooks and exports may reach although they are not public
  SIGNOFF_OIDC_ALLOW     hosts that teams may name for single sign-on although they are not public
  SIGNOFF_METRICS_TOKEN  whoever reads /metrics must have it; without it there are none
  SIGNOFF_EXPORT_DIR     folder to which the teams' logs are exported on a schedule
  SIGNOFF_EXPORT_HOURS   hours between two exports of a team's log (24)`;

interface Call {
  readonly options: StoreOptions;
  /** E-mail address of the member who needs a new password; null for everything else. */
  readonly passwordLink: string | null;
  /** E-mail address of the member who lost the second factor; null for everything else. */
  readonly resetFactor: string | null;
  /** `backup` or `restore` with its file; null to start the store. */
  readonly copy: { readonly command: 'backup' | 'restore'; readonly file: string } | null;
}

function readCopy(positionals: readonly string[]): Call['copy'] {
  const [command, file, ...more] = positionals;
  if (command === undefined) return null;
  if (command !== 'backup' && command !== 'restore')
    throw new StartError('config_invalid', `There is no command ${command}; --help lists what there is.`);
  if (file === undefined || more.length > 0)
    throw new StartError('config_invalid', `${command} takes one file, such as: ${command} signoff.backup`);
  return { command, file };
}

function readCall(): Call | null {
  const { values, positionals } = parseArgs({
    options: {
      port: { type: 'string', default: '8455' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      'password-link': { type: 'string' },
      'reset-second-factor': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) return null;
  const { options, unknown } = readEnvironment(
    { port: values.port, host: values.host, data: values.data },
    process.env,
  );
  for (const name of unknown) console.error(`${name} is not a variable of the store; --help lists them.`);
  return {
    options,
    passwordLink: values['password-link'] ?? null,
    resetFactor: values['reset-second-factor'] ?? null,
    copy: readCopy(positionals),
  };
}

async function printPasswordLinks(options: StoreOptions, email: string): Promise<void> {
  for (const { team, link } of await createPasswordLinks(options, email))
    console.log(
      `New password for ${email} in the team “${team}”; the link works once, for ${PASSWORD_LINK_HOURS} hours, while the store runs:\n${link}`,
    );
}

async function printFactorReset(options: StoreOptions, email: string): Promise<void> {
  const teams = await resetSecondFactors(options, email);
  if (teams.length === 0) console.log(`${email} has no second factor; nothing was changed.`);
  for (const team of teams)
    console.log(`${email} signs in to the team “${team}” without a second factor until a new one is set up.`);
}

async function runCopy(options: StoreOptions, { command, file }: NonNullable<Call['copy']>): Promise<void> {
  const { rows, teams } = await (command === 'backup' ? backUp : restore)(options, file);
  const what = `${rows} rows of ${teams} ${teams === 1 ? 'team' : 'teams'}`;
  console.log(
    command === 'backup'
      ? `${what} are in ${file}. The secret that opens the teams’ signing keys is not: keep it apart.`
      : `${what} from ${file} are in the database.`,
  );
}

async function main(): Promise<void> {
  const call = readCall();
  if (call === null) {
    console.log(HELP);
    return;
  }
  const { options, passwordLink, resetFactor, copy } = call;
  if (passwordLink !== null) return printPasswordLinks(options, passwordLink);
  if (resetFactor !== null) return printFactorReset(options, resetFactor);
  if (copy !== null) return runCopy(options, copy);
  // Sentences for people go to stdout; the log is JSON on stderr.
  const store = await startStore({ ...options, logger: { level: 'info', stream: process.stderr } });
  stopOnSignals({
    close: () => store.close(),
    say: (line) => console.log(line),
    onError: (error) => console.error(error),
  });
  console.log(`Team store: ${store.url}`);
  const link = await store.setupLink();
  if (link !== null)
    console.log(`There is no team yet. Create it with this link; it works once, for 24 hours:\n${link}`);
}

try {
  await main();
} catch (error) {
  const usage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (error instanceof StartError || usage) console.error(error.message);
  else console.error(error);
  process.exitCode = usage || (error instanceof StartError && error.code === 'config_invalid') ? 2 : 1;
}
