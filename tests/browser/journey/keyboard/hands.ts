import type { InPage } from '../../harness/in-page.ts';
import type { Look, Looks } from './look.ts';

/** What a browser does for somebody at the keyboard of one page. */
export interface KeyDriver {
  /** Presses a key by its name, with a modifier where the name has one: `Control+Enter`. */
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** What has the focus, and what had it at the last call where that is still there; in Signoff's closed root, too. */
  look(): Promise<Looks>;
  /** Resolves when the page has, or has no more, text that matches. @throws Error when that takes too long */
  untilText(text: RegExp, is: boolean): Promise<void>;
  /** The words of the page as they are now, those for screen readers included. */
  text(): Promise<string>;
  /** @returns the text of the file that the browser saves when `act` is done */
  download(act: () => Promise<void>): Promise<string>;
  /** Signoff's own controls inside a platform's page. */
  readonly signoff: InPage;
  close(): Promise<void>;
}

/** Somebody at the keyboard, without a mouse. Each stop on the way is held to what the keyboard's user needs. */
export interface Hands extends Omit<KeyDriver, 'look' | 'untilText'> {
  /** Waits until the page shows or says text that matches. */
  until(text: RegExp): Promise<void>;
  /** Waits until it shows and says no such text any more. */
  untilGone(text: RegExp): Promise<void>;
  /**
   * Goes on with Tab until something with the role and a name that matches has the focus, and takes a press.
   * @throws Error when it is never come to, or a stop on the way is out of sight, unmarked or a trap
   */
  reach(role: string, name: RegExp): Promise<Look>;
  /** As `reach`, backwards with Shift+Tab. */
  reachBack(role: string, name: RegExp): Promise<Look>;
  /** Waits until something with the role and name has the focus by itself. */
  arrive(role: string, name: RegExp): Promise<Look>;
  /** What has the focus. */
  focused(): Promise<Look>;
}

/** So many keys a person would not press. */
const MOST_STOPS = 120;
/** A date with a time has six places and a button. */
const MOST_PARTS = 8;
/** How long anything may take to come about. */
export const PATIENCE_MS = 45_000;

/**
 * @param isOurs false for stops of a platform's page, which are not Signoff's to mark
 */
export function handsOn(driver: KeyDriver, isOurs: (look: Look) => boolean = () => true): Hands {
  const called = ({ role, name }: Look): string => `${role} “${name.slice(0, 60)}”`;

  /** One press of Tab, and what it must not do: stay, hide the focus, leave it unmarked. */
  const move = async (key: string, from: Look): Promise<Look> => {
    await driver.press(key);
    let looks = await driver.look();
    for (let part = 0; looks.isSame && from.hasParts && part < MOST_PARTS; part += 1) {
      await driver.press(key);
      looks = await driver.look();
    }
    const { now, before, isSame } = looks;
    if (isSame && from.isStop) throw new Error(`${key} does not leave ${called(from)}.`);
    if (before !== null && from.isStop && isOurs(from) && before.ring === from.ring)
      throw new Error(`${called(from)} looks the same with the focus and without: “${from.ring}”.`);
    check(now);
    return now;
  };

  const check = (look: Look): void => {
    if (!look.isStop || !isOurs(look)) return;
    if (!look.isSeen) throw new Error(`${called(look)} has the focus and cannot be seen.`);
    if (look.ring === '') throw new Error(`${called(look)} has the focus and nothing shows it.`);
  };

  const arrive = async (role: string, name: RegExp): Promise<Look> => {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const { now } = await driver.look();
      if (now.role === role && name.test(now.name) && !now.isBusy) {
        check(now);
        return now;
      }
      if (performance.now() > end) throw new Error(`Not ${role} ${name} but ${called(now)} has the focus.`);
    }
  };

  const walk = async (key: string, role: string, name: RegExp): Promise<Look> => {
    const passed: string[] = [];
    let at = (await driver.look()).now;
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      at = await move(key, at);
      // Beyond lies the browser's own window, which is not the page's to mark.
      if (at.role === 'page') break;
      if (at.role === role && name.test(at.name)) return at.isBusy ? arrive(role, name) : at;
      passed.push(called(at));
    }
    throw new Error(`${key} does not come to ${role} ${name}; it came to ${passed.join(', ')}.`);
  };

  const wait = async (text: RegExp, is: boolean): Promise<void> => {
    try {
      await driver.untilText(text, is);
    } catch (cause) {
      throw new Error(`Waited for ${is ? '' : 'no '}${text}; the page says: ${await driver.text()}`, {
        cause,
      });
    }
  };

  const { signoff, press, type, text, download, close } = driver;
  return {
    signoff,
    press,
    type,
    text,
    download,
    close,
    until: (text) => wait(text, true),
    untilGone: (text) => wait(text, false),
    reach: (role, name) => walk('Tab', role, name),
    reachBack: (role, name) => walk('Shift+Tab', role, name),
    arrive,
    focused: async () => (await driver.look()).now,
  };
}
