/**
 * How the script in the page's own world and ours find each other. Both run at `document_start`, before any script of
 * the page: whichever comes second calls, and one hands the other an element that is never in the document. Events on
 * it reach both worlds at once and synchronously, and the page has no way to it.
 *
 * Events carry plain strings only: objects do not cross worlds alike in all browsers, and JSON asks functions that a
 * page can replace.
 */

/** Dispatched on the document by our world: is somebody there? */
export const CALL = 'signoff-call';
/** Dispatched on the document by the page's world; `relatedTarget` is the element. */
export const HERE = 'signoff-here';

/** On the element. A question: `<number> <endpoint> <r|u> <body>`; `u`: the body cannot be read. */
export const QUESTION = 'question';
/**
 * The answer to the question that is being asked: `pass`, `refuse` or `wait`, after which {@link LATER} comes. Without any
 * answer nobody is there.
 */
export const ANSWER = 'answer';
/** `<number> pass` or `<number> refuse`: the answer to a question that had to wait. */
export const LATER = 'later';
/** `<number> <reply>`: the request that was asked about has succeeded. */
export const SUCCESS = 'success';

/** True while no script of the page can have run: only then may the two look for each other. */
export function isBeforePage(document: Document): boolean {
  return document.readyState === 'loading' && document.scripts.length === 0;
}
