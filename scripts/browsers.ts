/** Finds the browsers on this machine, without starting any. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

const CHROMIUM_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];
const FIREFOX_NAMES = ['firefox-esr', 'firefox', 'firefox-developer-edition'];

const CHROMIUM_PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};
const FIREFOX_PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: ['C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
};

function find(variable: string, names: readonly string[], places: readonly string[] = []): string | null {
  const named = process.env[variable];
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      if (existsSync(file)) return file;
    }
  }
  return places.find((place) => existsSync(place)) ?? null;
}

/** Path of a Chromium-family browser, or null. `SIGNOFF_CHROMIUM` names another one. */
export function findChromium(): string | null {
  return find('SIGNOFF_CHROMIUM', CHROMIUM_NAMES, CHROMIUM_PLACES[process.platform]);
}

/** Path of a Firefox, or null. `SIGNOFF_FIREFOX` names another one. */
export function findFirefox(): string | null {
  return find('SIGNOFF_FIREFOX', FIREFOX_NAMES, FIREFOX_PLACES[process.platform]);
}

/** True where a window can be shown. */
export function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}
