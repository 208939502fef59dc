/** Policies of an organisation in real browsers. Writes the machine's policy files, where it may, and takes them back. */
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { builtExtension, ownCopy } from '../harness/build.ts';
import { launchChromium } from '../harness/chromium.ts';
import { launchFirefox } from '../harness/firefox.ts';

const SETTINGS = {
  store: 'https://signoff.example.com',
  lockConnection: true,
  skipWelcome: true,
  lockSites: 'yes',
};
const CHROMIUM_FILE = `/etc/chromium/policies/managed/signoff-test-${randomUUID()}.json`;
const FIREFOX_FILE = '/etc/firefox/policies/policies.json';

const mayWrite = process.platform === 'linux' && process.getuid?.() === 0;
const SKIPPED = 'skipped: no right to write policy files';
const made: string[] = [];

async function write(file: string, policy: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  made.push(file);
  await writeFile(file, JSON.stringify(policy));
}

afterAll(async () => {
  for (const file of made) await rm(file, { force: true });
});

/** https://chromium.googlesource.com/chromium/src/+/main/components/crx_file/id_util.cc: of the key, in letters a to p. */
function fixedId(): { readonly id: string; readonly key: string } {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const hex = createHash('sha256').update(der).digest('hex').slice(0, 32);
  const id = [...hex].map((digit) => 'abcdefghijklmnop'.charAt(Number.parseInt(digit, 16))).join('');
  return { id, key: der.toString('base64') };
}

describe.skipIf(!mayWrite)(mayWrite ? 'a policy' : SKIPPED, () => {
  it('sets and locks the store of Chromium', async () => {
    const { id, key } = fixedId();
    const extension = await ownCopy(builtExtension('chrome'));
    const manifest = join(extension, 'manifest.json');
    await writeFile(manifest, JSON.stringify({ ...JSON.parse(await readFile(manifest, 'utf8')), key }));
    await write(CHROMIUM_FILE, { '3rdparty': { extensions: { [id]: { ...SETTINGS, lockSites: true } } } });
    const browser = await launchChromium({ extension });
    try {
      expect(browser.extensionId).toBe(id);
      const page = await browser.extensionPage('welcome.html');
      const field = page.locator('input[inputmode="url"][readonly]');
      await field.waitFor();
      expect(await field.inputValue()).toBe(SETTINGS.store);
    } finally {
      await browser.close();
      await rm(extension, { recursive: true, force: true });
    }
  });

  it.skipIf(existsSync(FIREFOX_FILE))('sets the store of Firefox, and names what is wrong', async () => {
    // An id of its own: a policy holds for the whole machine, and other tests' browsers are none of its business.
    const addonId = `managed-${randomUUID()}@signoff.example`;
    const extension = await ownCopy(builtExtension('firefox'));
    const manifest = join(extension, 'manifest.json');
    const before = JSON.parse(await readFile(manifest, 'utf8'));
    before.browser_specific_settings.gecko.id = addonId;
    await writeFile(manifest, JSON.stringify(before));
    const Extensions = { [addonId]: SETTINGS };
    await write(FIREFOX_FILE, { policies: { '3rdparty': { Extensions } } });
    const firefox = await launchFirefox({ extension, addonId });
    try {
      const page = await firefox.extensionPage('welcome.html');
      await page.waitForSelector('input[inputmode="url"][readonly]');
      expect(await page.$eval('input[inputmode="url"]', (input) => (input as HTMLInputElement).value)).toBe(
        SETTINGS.store,
      );
      const options = await firefox.extensionPage('options.html');
      await options.waitForFunction(() => document.body.innerText.includes('lockSites'));
    } finally {
      await firefox.close();
      await rm(extension, { recursive: true, force: true });
    }
  });
});
