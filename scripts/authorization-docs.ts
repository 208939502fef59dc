/** Writes `docs/authorization.md` from `tests/store/authorization.ts`: `node scripts/run.mjs scripts/authorization-docs.ts`. */
import { writeFileSync } from 'node:fs';
import { API, COMMANDS, PAGES } from '../tests/store/authorization.ts';
import { ROLES, type Role } from '../utils/api/ids.ts';
import { ROUTES } from '../utils/api/routes.ts';
import { say } from './say.ts';

export const AUTHORIZATION_FILE = new URL('../docs/authorization.md', import.meta.url);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const head = (cells: readonly string[]): string[] => [row(cells), row(cells.map(() => '---'))];
const foreignText = (foreign: string | number): string =>
  foreign === 'own team' ? 'sees and changes their own team alone' : String(foreign);

function apiRows(): string[] {
  return Object.entries(API).map(([name, { may, foreign, forThemselves }]) => {
    const { method, path } = ROUTES[name as keyof typeof API];
    const cells = ROLES.map((role) => (may.includes(role) ? 'yes' : 'wrong_role'));
    return row([`\`${method} ${path}\``, ...cells, foreignText(foreign), forThemselves ?? '']);
  });
}

function commandRows(): string[] {
  return Object.entries(COMMANDS).map(([kind, rule]) => {
    const refusal = (role: Role): string =>
      typeof rule.else === 'string' ? rule.else : (rule.else[role] ?? '');
    const cells = ROLES.map((role) => (rule.may.includes(role) ? 'yes' : refusal(role)));
    return row([`\`${kind}\``, ...cells, foreignText(rule.foreign), rule.forThemselves ?? '']);
  });
}

function pageRows(): string[] {
  return Object.entries(PAGES).map(([route, { may, foreign, note }]) => {
    const isOpen = may === 'anyone';
    const cells = ROLES.map((role) => (isOpen || may.includes(role) ? 'yes' : '403'));
    return row([`\`${route}\``, ...cells, isOpen ? 'yes' : 'to sign-in', foreignText(foreign), note ?? '']);
  });
}

/** The whole file as it should be. */
export function authorizationText(): string {
  return [
    '# Who may do what',
    '',
    'Written from `tests/store/authorization.ts` by `node scripts/run.mjs scripts/authorization-docs.ts`; do not edit it by',
    'hand. A test holds the running store against the same table: every route, every role, each way of not being signed in,',
    'and a member of another team who has every role there and names this team’s things. A route that is not in the table',
    'fails the test. What is refused changes nothing in the team but its record.',
    '',
    '## API',
    '',
    'Each needs the token of a connected browser. No token, or one unused for 90 days: 401 `unauthorized`. A token that was',
    'taken back, or of a member who left: 401 `token_revoked`. `POST /api/v1/join` is for whoever has a one-time code and its',
    'verifier.',
    '',
    ...head(['route', ...ROLES, 'of another team', 'every role for itself']),
    ...apiRows(),
    '',
    '## Commands',
    '',
    'In `POST /api/v1/push`, on a request that another member asked for.',
    '',
    ...head(['command', ...ROLES, 'of another team', 'its author']),
    ...commandRows(),
    '',
    '## Pages and everything else',
    '',
    ...head(['page', ...ROLES, 'not signed in', 'of another team', 'remarks']),
    ...pageRows(),
    '',
  ].join('\n');
}

if (import.meta.main) {
  writeFileSync(AUTHORIZATION_FILE, authorizationText());
  say('Written: docs/authorization.md');
}
