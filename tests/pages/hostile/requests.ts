/** A page in the shape of Bluesky's composer that publishes by every way a page has, without any press of its button. */

const RECORD = '/xrpc/com.atproto.repo.createRecord';

/**
 * Each way publishes `text` and says `sent` or `failed`. Written as source: it runs in the page, after `sabotage`.
 * `body(text)` is the request's body as the platform's own page makes it.
 */
export const WAYS: Readonly<Record<string, string>> = {
  fetch: `answered(fetch(RECORD, { method: 'POST', headers: HEADERS, body: body(text) }))`,
  'fetch with bytes': `answered(fetch(RECORD, { method: 'POST', headers: HEADERS, body: new TextEncoder().encode(body(text)) }))`,
  'fetch with a buffer': `answered(fetch(RECORD, { method: 'POST', headers: HEADERS, body: new TextEncoder().encode(body(text)).buffer }))`,
  'fetch with a blob': `answered(fetch(RECORD, { method: 'POST', headers: HEADERS, body: new Blob([body(text)]) }))`,
  'fetch with a Request': `answered(fetch(new Request(RECORD, { method: 'POST', headers: HEADERS, body: body(text) })))`,
  'fetch with a URL': `answered(fetch(new URL(RECORD, location.href), { method: 'post', headers: HEADERS, body: body(text) }))`,
  'fetch by another host': `answered(fetch('https://bsky.app:443' + RECORD, { method: 'POST', headers: HEADERS, body: body(text) }))`,
  'an address that changes': `answered(fetch({ n: 0, toString() { return this.n++ ? RECORD : '/other'; } }, { method: 'POST', headers: HEADERS, body: body(text) }).then((response) => response.url.endsWith('/other') ? Promise.reject(new Error('asked once')) : response))`,
  'a method that changes': `answered(fetch(RECORD, { n: 0, get method() { return this.n++ ? 'POST' : 'PUT'; }, headers: HEADERS, body: body(text) }).then((response) => response.headers.get('x-method') === 'PUT' ? Promise.reject(new Error('asked once')) : response))`,
  'a body that changes': `answered(fetch(RECORD, { n: 0, method: 'POST', headers: HEADERS, get body() { return this.n++ ? body(text) : body(text); } }))`,
  'fetch in a proxy of the page': `(() => { const real = fetch; window.fetch = new Proxy(real, { apply: (target, self, args) => Reflect.apply(target, self, args) }); return answered(window.fetch(RECORD, { method: 'POST', headers: HEADERS, body: body(text) })); })()`,
  XMLHttpRequest: `asked(new XMLHttpRequest(), body(text))`,
  'XMLHttpRequest with bytes': `asked(new XMLHttpRequest(), new TextEncoder().encode(body(text)))`,
  'XMLHttpRequest, waiting': `(() => { const xhr = new XMLHttpRequest(); xhr.open('POST', RECORD, false); try { xhr.send(body(text)); return xhr.status === 200 ? 'sent' : 'failed'; } catch { return 'failed'; } })()`,
  'a frame of its own': `(() => { const frame = document.createElement('iframe'); document.body.append(frame); return answered(frame.contentWindow.fetch(RECORD, { method: 'POST', headers: HEADERS, body: body(text) })); })()`,
};

/** What a page may have put in place of the browser's functions before it publishes. */
export const SABOTAGE = `
  RegExp.prototype.exec = () => null;
  RegExp.prototype.test = () => false;
  String.prototype.match = () => null;
  String.prototype.toUpperCase = () => 'GET';
  Object.defineProperty(URL.prototype, 'pathname', { get: () => '/' });
  EventTarget.prototype.dispatchEvent = () => true;
  EventTarget.prototype.addEventListener = function () {};
  window.CustomEvent = class {};
  Object.defineProperty(CustomEvent.prototype, 'detail', { get: () => 'pass' });
  TextDecoder.prototype.decode = () => '{}';
  Array.prototype.some = () => false;
  Array.prototype.findIndex = () => -1;
  Reflect.apply = (target, self, args) => target.call(self, ...args);
`;

export const requestsPage = (sabotage = false): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Requests</title><link rel="icon" href="data:,">
<script>
  // The first script of the page: what it takes now is what it has for ever.
  const early = { fetch: window.fetch };
  const RECORD = '${RECORD}';
  const HEADERS = { 'content-type': 'application/json', authorization: 'Bearer token-of-the-page' };
  const body = (text) => JSON.stringify({ repo: 'did:plc:a', collection: 'app.bsky.feed.post', record: { text } });
  const answered = (promise) => promise.then((response) => response.ok ? 'sent' : 'failed ' + response.status, (error) => 'failed');
  const asked = (xhr, body) => new Promise((resolve) => {
    xhr.onload = () => resolve(xhr.status === 200 ? 'sent' : 'failed ' + xhr.status);
    xhr.onerror = () => resolve('failed');
    xhr.open('POST', RECORD);
    for (const [name, value] of Object.entries(HEADERS)) xhr.setRequestHeader(name, value);
    xhr.send(body);
  });
  ${sabotage ? SABOTAGE : ''}
</script></head>
<body><nav><a href="/profile/northwind.example">@northwind.example</a></nav>
<div data-testid="composePostView" role="dialog"><div class="ProseMirror" contenteditable="true" role="textbox" style="min-height:60px;white-space:pre-wrap"></div>
<button data-testid="composerPublishBtn" type="button">Post</button></div></body></html>`;
