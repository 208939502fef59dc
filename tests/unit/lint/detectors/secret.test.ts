import { describe, expect, it } from 'vitest';
import { finder, masksOf } from './detect.ts';

const found = finder('secret');

/** As random as a key, the same every time. Keys are put together here, so that none stands in the repository. */
function random(length: number, alphabet: string): string {
  let state = 12_345;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return alphabet[Math.floor(state / 65_536) % alphabet.length];
  }).join('');
}
const WORD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LETTERS = WORD.slice(0, 52);
const UPPER = `${WORD.slice(0, 26)}0123456789`;
const HEX = '0123456789abcdef';

const KEYS: readonly [provider: string, key: string][] = [
  ['AWS', `AKIA${random(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`],
  ['AWS session', `ASIA${random(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`],
  ['GitHub', `ghp_${random(36, WORD)}`],
  ['GitHub, fine-grained', `github_pat_${random(22, WORD)}_${random(59, WORD)}`],
  ['GitLab', `glpat-${random(20, WORD)}`],
  ['Slack', `xoxb-${random(12, '0123456789')}-${random(24, WORD)}`],
  ['Stripe', `sk_live_${random(24, WORD)}`],
  ['OpenAI', `sk-proj-${random(60, WORD)}`],
  ['Anthropic', `sk-ant-api03-${random(93, WORD)}AA`],
  ['Google', `AIza${random(35, WORD)}`],
  ['Azure storage', `AccountKey=${random(86, WORD)}==`],
  ['npm', `npm_${random(36, WORD)}`],
  ['PyPI', `pypi-AgEIcHlwaS5vcmc${random(70, WORD)}`],
  ['SendGrid', `SG.${random(22, WORD)}.${random(43, WORD)}`],
  ['Mailchimp', `${random(32, HEX)}-us12`],
  ['Twilio', `SK${random(32, HEX)}`],
  ['Shopify', `shpat_${random(32, HEX)}`],
  ['Hugging Face', `hf_${random(34, LETTERS)}`],
  ['Docker', `dckr_pat_${random(27, WORD)}`],
  ['DigitalOcean', `dop_v1_${random(64, HEX)}`],
  ['Telegram', `${random(9, '123456789')}:AA${random(33, WORD)}`],
  ['Vault', `hvs.${random(95, WORD)}`],
  ['Alibaba', `LTAI${random(20, WORD)}`],
  ['Adobe', `p8e-${random(32, WORD)}`],
  ['Artifactory', `AKCp${random(69, WORD)}`],
  ['Atlassian', `ATATT3${random(186, WORD)}`],
  ['Bedrock', `ABSK${random(120, WORD)}=`],
  ['Brevo', `xkeysib-${random(64, HEX)}-${random(16, WORD)}`],
  ['ClickHouse', `4b1d${random(38, WORD)}`],
  ['Cloudflare', `cfut_${random(40, WORD)}${random(8, HEX)}`],
  ['Duffel', `duffel_live_${random(43, WORD)}`],
  ['Dynatrace', `dt0c01.${random(24, UPPER)}.${random(64, UPPER)}`],
  ['EasyPost', `EZAK${random(54, WORD)}`],
  ['Fly', `fm2_${random(120, WORD)}`],
  ['GitLab, routable', `glpat-${random(40, WORD)}.01${random(7, HEX)}`],
  ['GitLab, runner', `GR1348941${random(20, WORD)}`],
  ['Grafana Cloud', `glc_${random(60, WORD)}`],
  ['Harness', `pat.${random(22, WORD)}.${random(24, WORD)}.${random(20, WORD)}`],
  ['Heroku', `HRKU-AA${random(58, WORD)}`],
  ['MaxMind', `${random(6, WORD)}_${random(29, WORD)}_mmk`],
  ['Octopus', `API-${random(26, UPPER)}`],
  ['OpenShift', `sha256~${random(43, WORD)}`],
  ['Plaid', `access-production-${random(8, HEX)}-1a2b-3c4d-5e6f-${random(12, HEX)}`],
  ['PlanetScale', `pscale_tkn_${random(43, WORD)}`],
  ['Prefect', `pnu_${random(36, WORD)}`],
  ['ReadMe', `rdme_${random(70, HEX)}`],
  ['Resend', `re_${random(8, WORD)}_${random(24, WORD)}`],
  ['RubyGems', `rubygems_${random(48, HEX)}`],
  ['Sentry', `sntryu_${random(64, HEX)}`],
  ['Shippo', `shippo_live_${random(40, HEX)}`],
  ['SonarQube', `squ_${random(40, HEX)}`],
  ['Sourcegraph', `sgp_local_${random(40, HEX)}`],
  ['Supabase', `sb_secret_${random(31, WORD)}`],
  ['Tailscale', `tskey-auth-${random(12, WORD)}-${random(32, WORD)}`],
  ['Terraform Cloud', `${random(14, WORD)}.atlasv1.${random(67, WORD)}`],
  ['Typeform', `tfp_${random(59, WORD)}`],
  ['Vercel', `vcp_${random(56, WORD)}`],
  ['Yandex', `AQVN${random(36, WORD)}`],
  ['JSON Web Token', `eyJ${random(33, WORD)}.eyJ${random(60, WORD)}.${random(43, WORD)}`],
];

describe('secret', () => {
  it.each(KEYS)('finds a key of %s', (_, key) => {
    expect(found(`my key ${key}, why does it not work?`)).toEqual([key]);
    expect(found(`KEY="${key}"`)).toEqual([key]);
  });

  it.each(KEYS)('leaves what is not quite a key of %s alone', (_, key) => {
    expect(found(`my key x${key} here`)).toEqual([]);
    expect(found(`my key ${key.slice(0, 12)} here`)).toEqual([]);
  });

  it('shows four signs of a key, and nothing of a password', () => {
    const key = `ghp_${random(36, WORD)}`;
    expect(masksOf('secret', key)).toEqual([`${key.slice(0, 5)}${'•'.repeat(35)}`]);
    expect(masksOf('secret', 'password: Sommer2026!x')).toEqual(['••••••••••!•']);
  });

  it.each([
    ['password: Sommer2026', 'Sommer2026'],
    ['The wifi password is fjord!Blue42.', 'fjord!Blue42'],
    ['pw: Tr0ub4dor', 'Tr0ub4dor'],
    ['Authorization: Bearer q7Zt0pL2xV9mB4nC6sD1', 'q7Zt0pL2xV9mB4nC6sD1'],
    ['passordet er Bergen1814', 'Bergen1814'],
    ['DB_PASSWORD=tr0ub4dor&3', 'tr0ub4dor&3'],
    ['"api_key": "q7Zt0pL2xV9mB4nC6sD1"', 'q7Zt0pL2xV9mB4nC6sD1'],
    ['https://admin:hunter2@db.ourbrand.com/', 'hunter2'],
    ['postgres://app:wint3rPw@10.2.3.4/shop', 'wint3rPw'],
    [
      'https://hooks.slack.com/services/T0AB12CD3/B0AB12CD3/q7Zt0pL2xV9mB4nC6sD1',
      'T0AB12CD3/B0AB12CD3/q7Zt0pL2xV9mB4nC6sD1',
    ],
    [
      'https://brand.webhook.office.com/webhookb2/1a2b3c4d-1a2b@9z8y-7x6w/IncomingWebhook/0f1e2d3c4b5a/9a8b',
      '1a2b3c4d-1a2b@9z8y-7x6w/IncomingWebhook/0f1e2d3c4b5a/9a8b',
    ],
    ['https://hooks.zapier.com/hooks/catch/1234567/b1c2d3e/ fires', '1234567/b1c2d3e/'],
  ])('%j', (text, value) => {
    expect(found(text)).toEqual([value]);
  });

  it('finds a key that is given as a password once', () => {
    const key = `ghp_${random(36, WORD)}`;
    expect(found(`password: ${key}`)).toEqual([key]);
    expect(found(`https://ola:${key}@host.no`)).toEqual([key]);
  });

  it('takes a private key as a whole, and its first line where it is cut off', () => {
    const block = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIB\n-----END EC PRIVATE KEY-----';
    expect(found(`Here: ${block} done`)).toEqual([block]);
    expect(found('-----BEGIN RSA PRIVATE KEY----- MIIE')).toEqual(['-----BEGIN RSA PRIVATE KEY-----']);
    expect(found('-----BEGIN PUBLIC KEY-----')).toEqual([]);
  });

  it.each([
    'Set OPENAI_API_KEY=<your key>',
    `AKIA${'IOSFODNN7'}EXAMPLE is the sample`,
    `ghp_${'x'.repeat(36)}`,
    'commit 9a57595d1050d8fff99dc073670ee2bb41c925f6',
    'sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'id 123e4567-e89b-12d3-a456-426614174000',
    'password: required, and 12 characters',
    'password=********',
    'password: $PASSWORD',
    'password: passord123',
    'password: YourPass123',
    'password: example-Pass1',
    'password: xxxx1234',
    `ghp_${'a'.repeat(36)}`,
    'bearer internationalizations',
    'token: available',
    'Your password is safe',
    'passordet er hemmelig',
    'The token is valid for 15 minutes',
    'api_key = aaaaaaaaaaaaaaaa1',
    'Never post your API keys',
    'https://user:password@ourbrand.com',
    'ratio 16:9@60fps',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});
