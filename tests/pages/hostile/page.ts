/**
 * A page in the shape of X's composer that does what it can to get a post past the gate: it publishes on any phase of a
 * press, hears every event first if it can, and has put its own functions in place of the browser's.
 */
export const ROUTES = [
  'pointerdown',
  'mousedown',
  'touchstart',
  'pointerup',
  'mouseup',
  'touchend',
  'click',
  'dblclick',
  'keydown',
  'keypress',
  'keyup',
  'submit',
] as const;

const SABOTAGE = `
  for (const name of ['matches', 'closest', 'attachShadow', 'checkVisibility', 'getClientRects'])
    Element.prototype[name] = () => { heard.push('patched ' + name); return null; };
  Node.prototype.contains = () => false;
  Document.prototype.querySelectorAll = () => [];
  Event.prototype.composedPath = () => [];
  Event.prototype.preventDefault = () => {};
  Event.prototype.stopImmediatePropagation = () => {};
  Object.defineProperty(Event.prototype, 'isTrusted', { get: () => false });
  window.addEventListener = () => {};
`;

/** @param how.sabotage replaces the browser's functions in the page's own world first. */
export const hostilePage = (
  how: { readonly sabotage?: boolean; readonly dialog?: boolean } = {},
): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Hostile</title>
<style>body { margin: 0; font: 18px sans-serif; background: #fff; color: #000 } form { margin: 60px 100px; width: 600px }
[contenteditable] { min-height: 60px; border: 1px solid #ccc; white-space: pre-wrap } dialog { width: 700px; height: 300px }</style>
<script>
  window.heard = []; window.posted = []; window.keys = [];
  // The first script of the page, on the first target of every event.
  const publishes = (event) => {
    const on = event.target.id;
    if (!event.type.startsWith('key')) return on === 'post' || event.type === 'submit';
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return on === 'editor';
    return on === 'post' && (event.key === 'Enter' || event.key === ' ');
  };
  for (const route of ${JSON.stringify(ROUTES)})
    EventTarget.prototype.addEventListener.call(window, route, (event) => publishes(event) && heard.push(route), true);
  for (const type of ['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'paste', 'focusin'])
    EventTarget.prototype.addEventListener.call(document, type, (event) => {
      if (!event.target.isContentEditable) keys.push(type + ':' + event.target.localName + ':' + (event.key ?? event.data ?? ''));
    }, true);
  ${how.sabotage ? SABOTAGE : ''}
</script></head>
<body>
${how.dialog ? '<dialog id="dialog" role="dialog">' : ''}
<form id="form"><div data-testid="UserAvatar-Container-fund"></div>
<div id="editor" data-testid="tweetTextarea_0" contenteditable="true" role="textbox" aria-label="Post text"></div>
<button id="post" type="submit" data-testid="tweetButtonInline">Post</button></form>
${how.dialog ? '</dialog><script>dialog.showModal()</script>' : ''}
<p id="elsewhere">Elsewhere</p>
<script>
  const listen = EventTarget.prototype.addEventListener;
  for (const route of ${JSON.stringify(ROUTES)}) {
    if (route === 'submit') continue;
    listen.call(document.getElementById('post'), route, (event) => publishes(event) && posted.push(route));
  }
  listen.call(document.getElementById('editor'), 'keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) posted.push('shortcut');
  });
  listen.call(document.getElementById('form'), 'submit', (event) => {
    posted.push('submit');
    // Sabotage has taken preventDefault from the page as well.
    event.returnValue = false;
  });
</script></body></html>`;

declare global {
  interface Window {
    /** Routes whose events reached a listener of the page. */
    readonly heard: string[];
    /** Routes on which the page would have published. */
    readonly posted: string[];
    /** What the page heard of typing outside its editor. */
    readonly keys: string[];
  }
}
