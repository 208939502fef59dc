/** `node team-store/main.ts`: the team store alone. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { StartError } from './errors.ts';
import { createPasswordLinks } from './password-link.ts';
import { type StoreOptions, startStore } from './store.ts';
import { PASSWORD_LINK_HOURS } from './team/passwords.ts';

const HELP = `npm run store -- [options]
  --port N      port to listen on (8455)
  --host HOST   address to listen on (127.0.0.1)
  --data DIR    folder for the embedded database and the store's secret (.data)
  --password-link EMAIL
                print a one-time link with which this member sets a new password, and end
Environment:
  DATABASE_URL         a PostgreSQL of your own instead of the embedded one
  SIGNOFF_SECRET       at least 32 characters, seals the teams' signing keys (otherwise kept in the data folder)
  SIGNOFF_PUBLIC_URL   where people reach the store, such as https://signoff.example.com
  SIGNOFF_TRUST_PROXY  addresses of reverse proxies whose X-Forwarded-For is believed
  SIGNOFF_WEBHOOK_ALLOW  hosts that webhooks may reach although they are not public`;

interface Call {
  readonly options: StoreOptions;
  /** E-mail address of the member who needs a new password; null to start the store. */
  readonly passwordLink: string | null;
}

function readCall(): Call | null {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8455' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      'password-link': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const { DATABASE_URL, SIGNOFF_SECRET, SIGNOFF_PUBLIC_URL, SIGNOFF_TRUST_PROXY } = process.env;
  const { SIGNOFF_WEBHOOK_ALLOW } = process.env;
  const ownDatabase = DATABASE_URL !== undefined && DATABASE_URL !== '';
  const dataDir = values.data ?? (ownDatabase && SIGNOFF_SECRET ? undefined : '.data');
  const options = {
    port: /^\d+$/.test(values.port) ? Number(values.port) : Number.NaN,
    host: values.host,
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(ownDatabase ? { databaseUrl: DATABASE_URL } : {}),
    ...(SIGNOFF_SECRET ? { secret: SIGNOFF_SECRET } : {}),
    ...(SIGNOFF_PUBLIC_URL ? { publicUrl: SIGNOFF_PUBLIC_URL } : {}),
    ...(SIGNOFF_TRUST_PROXY ? { trustProxy: SIGNOFF_TRUST_PROXY } : {}),
    ...(SIGNOFF_WEBHOOK_ALLOW ? { webhookAllow: SIGNOFF_WEBHOOK_ALLOW } : {}),
  };
  return { options, passwordLink: values['password-link'] ?? null };
}

async function printPasswordLinks(options: StoreOptions, email: string): Promise<void> {
  for (const { team, link } of await createPasswordLinks(options, email))
    console.log(
      `New password for ${email} in the team “${team}”; the link works once, for ${PASSWORD_LINK_HOURS} hours, while the store runs:\n${link}`,
    );
}

async function main(): Promise<void> {
  const call = readCall();
  if (call === null) {
    console.log(HELP);
    return;
  }
  const { options, passwordLink } = call;
  if (passwordLink !== null) return printPasswordLinks(options, passwordLink);
  // Sentences for people go to stdout; the log is JSON on stderr.
  const store = await startStore({ ...options, logger: { level: 'info', stream: process.stderr } });
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    console.log('Stopping …');
    await store.close();
    console.log('Stopped.');
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
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
