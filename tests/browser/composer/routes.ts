import type { Hands } from './hands.ts';
import type { Place } from './places.ts';

/** One way by which a person or a page publishes. */
export interface Route {
  readonly name: string;
  /** Whether there is anything to try it on. */
  exists(place: Place): boolean;
  /** Whether the test page, like its platform, publishes on it. */
  publishes(place: Place): boolean;
  go(hands: Hands, place: Place): Promise<void>;
}

const hasButton = ({ post }: Place): boolean => post !== '';
const hasShortcut = ({ shortcut }: Place): boolean => shortcut === true;
const hasEnter = ({ enter }: Place): boolean => enter === true;
const hasForm = ({ form }: Place): boolean => form !== undefined;
const hasMenu = ({ menu }: Place): boolean => menu !== undefined;

const onButton = (name: string, go: (hands: Hands, post: string) => Promise<void>): Route => ({
  name,
  exists: hasButton,
  publishes: hasButton,
  go: (hands, { post }) => go(hands, post),
});

const inEditor = (
  name: string,
  modifier: 'Control' | 'Meta' | undefined,
  publishes: Route['publishes'],
): Route => ({
  name,
  // Enter alone is a new line where it does not publish.
  exists: modifier === undefined ? publishes : () => true,
  publishes,
  async go(hands, { editor }) {
    await hands.focus(editor);
    await hands.press('Enter', modifier);
  },
});

export const ROUTES: readonly Route[] = [
  onButton('click', (hands, post) => hands.click(post)),
  onButton('Enter on the button', async (hands, post) => {
    await hands.focus(post);
    await hands.press('Enter');
  }),
  onButton('Space on the button', async (hands, post) => {
    await hands.focus(post);
    await hands.press('Space');
  }),
  inEditor('Ctrl+Enter', 'Control', hasShortcut),
  inEditor('Cmd+Enter', 'Meta', hasShortcut),
  inEditor('Enter', undefined, hasEnter),
  onButton('click by the page', (hands, post) => hands.byPage(post, 'click')),
  {
    name: 'form.requestSubmit()',
    exists: hasForm,
    publishes: hasForm,
    go: (hands, { form = '' }) => hands.byPage(form, 'requestSubmit'),
  },
  {
    name: 'menu',
    exists: hasMenu,
    publishes: hasMenu,
    go: (hands, { menu = '' }) => hands.click(menu),
  },
];
