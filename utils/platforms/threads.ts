import type { PlatformAdapter } from './adapter.ts';
import { all, cookie, grouped, linkBeside } from './dom.ts';
import { labelledBox, labelledControls } from './labelled.ts';
import { USUAL } from './usual.ts';

const EDITOR = '[contenteditable="true"][role="textbox"][data-lexical-editor="true"]';
const POST = /\/(@[^/]+)\/post\/([^/?#]+)/;
const PROFILE = /^\/@([^/?#]+)\/?$/;

/** Threads: one Lexical editor a post of the chain, all in one dialog with one Post; else in the page's own box. */
export const threadsAdapter: PlatformAdapter = {
  ...USUAL,
  id: 'threads',
  name: 'Threads',
  matches: ['https://www.threads.com/*', 'https://www.threads.net/*'],

  findComposers(document) {
    const boxes = grouped(
      all(document, EDITOR),
      (editor) => editor.closest('[role="dialog"]') ?? labelledBox(editor),
    );
    return [...boxes].map(([root, editors]) => ({
      root,
      editors,
      publishControls: labelledControls(root, editors),
    }));
  },

  /** The last profile before the first text is the author's; those above belong to the post that is answered. */
  account({ root, editors: [first] }) {
    const handles = all(root, 'a[href]').flatMap((link) => {
      const isBefore = first !== undefined && (link.compareDocumentPosition(first) & 4) !== 0;
      return isBefore ? [PROFILE.exec(link.getAttribute('href') ?? '')?.[1]] : [];
    });
    // The id of the person signed in: general knowledge of Meta's sites, where the composer shows no link.
    return (
      handles.filter((handle) => handle !== undefined).at(-1) ?? cookie(root.ownerDocument, 'ds_user_id')
    );
  },

  /** In the page the post that is answered stands around the box, so the nearest link to a post is looked for. */
  replyTo({ root, editors }) {
    for (let at: Element | null = root; at !== null; at = at.parentElement) {
      const post = linkBeside({ root: at, editors }, POST, 'before');
      if (post !== null || at.matches('[role="dialog"]')) return post;
    }
    return null;
  },
  quotes: (composer) => linkBeside(composer, POST, 'after'),
};
