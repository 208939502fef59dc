import type { Page } from 'playwright-core';

/** A node of the browser's accessibility tree, as far as it is read here. https://chromedevtools.github.io/devtools-protocol/tot/Accessibility/ */
interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
  readonly description?: { readonly value?: unknown };
  readonly value?: { readonly value?: unknown };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
  readonly childIds?: readonly string[];
}

/** These are read by their names, which their content makes. */
const NAMED_BY_CONTENT = new Set(['button', 'link', 'heading', 'DisclosureTriangle', 'option', 'checkbox']);
const UNSAID = new Set(['InlineTextBox', 'LineBreak', 'Legend', 'LabelText']);
/** States that are read out, with the value that goes without saying. */
const STATES: Readonly<Record<string, unknown>> = {
  expanded: undefined,
  pressed: undefined,
  checked: undefined,
  selected: false,
  disabled: false,
  required: false,
  invalid: 'false',
  modal: false,
  keyshortcuts: '',
  hasPopup: 'false',
};
const TIME = '‹time›';

const textOf = (value: { readonly value?: unknown } | undefined): string =>
  String(value?.value ?? '')
    .replace(/\s+/g, ' ')
    .trim();

/** A page as a screen reader finds it. */
export interface Spoken {
  /** The whole of it, a line a thing, indented. */
  readonly lines: readonly string[];
  /** What has the focus, as it is read when it gets it. */
  readonly focus: string;
}

/** Reads the browser's own accessibility tree. Ages and times are left out, as they would be others with each run. */
export async function readTree(page: Page): Promise<Spoken> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: readonly AxNode[] };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const childrenOf = ({ childIds = [] }: AxNode): AxNode[] => childIds.flatMap((id) => byId.get(id) ?? []);
  const spokenIn = (node: AxNode): string[] =>
    textOf(node.role) === 'StaticText' ? [textOf(node.name)] : childrenOf(node).flatMap(spokenIn);
  const timesIn = (node: AxNode): string[] =>
    childrenOf(node).flatMap((child) => (textOf(child.role) === 'time' ? spokenIn(child) : timesIn(child)));
  const nameOf = (node: AxNode): string =>
    timesIn(node).reduce((name, time) => name.replace(time, TIME), textOf(node.name));

  const lineOf = (node: AxNode): string => {
    const [name, value, about] = [nameOf(node), textOf(node.value), textOf(node.description)];
    const states = (node.properties ?? [])
      .filter((one) => one.name in STATES && one.value.value !== STATES[one.name])
      .map((one) => (one.value.value === true ? ` ${one.name}` : ` ${one.name}=${one.value.value}`));
    return [
      textOf(node.role),
      name === '' ? '' : ` “${name}”`,
      value === '' ? '' : `: ${value}`,
      ...states,
      about === '' || name.includes(about) ? '' : ` (${about})`,
    ].join('');
  };

  const linesOf = (node: AxNode, depth: number): string[] => {
    const role = textOf(node.role);
    if (UNSAID.has(role)) return [];
    const name = textOf(node.name);
    const inside = (deeper: number): string[] =>
      childrenOf(node).flatMap((child) => linesOf(child, depth + deeper));
    if (node.ignored || role === 'none' || (role === 'generic' && name === '')) return inside(0);
    const indent = '  '.repeat(depth);
    if (role === 'StaticText') return name === '' ? [] : [`${indent}“${name}”`];
    if (role === 'time') return [`${indent}${TIME}`];
    return [`${indent}${lineOf(node)}`, ...(NAMED_BY_CONTENT.has(role) ? [] : inside(1))];
  };

  const [root] = nodes;
  const focused = nodes.findLast(({ properties = [] }) =>
    properties.some(({ name, value }) => name === 'focused' && value.value === true),
  );
  return {
    lines: root === undefined ? [] : linesOf(root, 0),
    focus: focused === undefined ? 'nothing' : lineOf(focused),
  };
}

/** Keeps what live regions of a page say from now on. To be called before the page is opened. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { __said: said });
    const last = new WeakMap<Element, string>();
    const hear = (changed: Node): void => {
      const element = changed instanceof Element ? changed : changed.parentElement;
      const region = element?.closest('[role="status"], [role="alert"], [aria-live="polite"]');
      if (region === null || region === undefined) return;
      const words = (region.textContent ?? '').replace(/\s+/g, ' ').trim();
      if (words === (last.get(region) ?? '')) return;
      last.set(region, words);
      if (words !== '') said.push(words);
    };
    new MutationObserver((records) => {
      for (const { target } of records) hear(target);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { readonly __said: string[] }).__said.splice(0));
}
