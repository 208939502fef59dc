/**
 * The second line, in the page's own world: looks at requests that publish, asks our world whether what they say may go
 * out, and lets the very same request pass or fails it as a lost network would. It reads no headers, no cookies and no
 * other request's body, and changes no request.
 *
 * The page shares this world and can replace every function in it, so all that is used later is taken now, before the
 * page's first script, and is called without asking anything that could have been replaced.
 */
import type { Endpoint } from './endpoints.ts';
import { ANSWER, CALL, HERE, isBeforePage, LATER, QUESTION, SUCCESS } from './wire.ts';

type World = Window & typeof globalThis;
type Method<T, A extends readonly unknown[], R> = (this: T, ...args: A) => R;

/** A body's words, a promise of them, or null when they cannot be read without changing the request. */
type Read = string | null | Promise<string | null>;

export function guardRequests(world: World, endpoints: readonly Endpoint[]): void {
  const { document } = world;
  if (!isBeforePage(document)) return;

  const { apply, construct } = Reflect;
  const {
    Promise: RealPromise,
    TypeError: RealTypeError,
    DOMException: RealDOMException,
    CustomEvent: RealCustomEvent,
    URL: RealUrl,
    URLSearchParams: RealParams,
    TextDecoder: RealDecoder,
    Proxy: RealProxy,
    String: toText,
  } = world;
  const { create } = Object;
  const isView = ArrayBuffer.isView;

  /** A method as a plain function of its object. */
  const taken =
    <T, A extends readonly unknown[], R>(method: Method<T, A, R>) =>
    (self: T, ...args: A): R =>
      apply(method, self, args);
  const getter = <T>(prototype: object, name: string): ((self: T) => unknown) => {
    const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
    return (self) => (get === undefined ? undefined : apply(get, self, []));
  };

  const dispatch = taken(EventTarget.prototype.dispatchEvent);
  const listen = taken(EventTarget.prototype.addEventListener);
  const exec = taken(RegExp.prototype.exec);
  const upper = taken(String.prototype.toUpperCase);
  const then = taken(Promise.prototype.then);
  const decode = taken(TextDecoder.prototype.decode);
  const paramsText = taken(URLSearchParams.prototype.toString);
  const append = taken(URLSearchParams.prototype.append);
  const eachField = taken(FormData.prototype.forEach);
  const blobText = taken(Blob.prototype.text);
  const requestText = taken(Request.prototype.text);
  const requestClone = taken(Request.prototype.clone);
  const responseText = taken(Response.prototype.text);
  const responseClone = taken(Response.prototype.clone);
  const bytesOf = getter<ArrayBuffer>(ArrayBuffer.prototype, 'byteLength');
  const sizeOf = getter<Blob>(Blob.prototype, 'size');
  const pathOf = getter<URL>(URL.prototype, 'pathname');
  const requestUrl = getter<Request>(Request.prototype, 'url');
  const requestMethod = getter<Request>(Request.prototype, 'method');
  const responseOk = getter<Response>(Response.prototype, 'ok');
  const baseOf = getter<Document>(Node.prototype, 'baseURI');
  const detailOf = getter<Event>(CustomEvent.prototype, 'detail');
  const statusOf = getter<XMLHttpRequest>(XMLHttpRequest.prototype, 'status');
  const typeOfReply = getter<XMLHttpRequest>(XMLHttpRequest.prototype, 'responseType');
  const replyOf = getter<XMLHttpRequest>(XMLHttpRequest.prototype, 'response');
  const { parse, stringify } = JSON;
  const { getOwnPropertyDescriptor } = Object;
  const opened = new WeakMap<XMLHttpRequest, { endpoint: number; isAsync: boolean }>();
  const recall = taken(WeakMap.prototype.get as Method<typeof opened, [XMLHttpRequest], unknown>);
  const remember = taken(WeakMap.prototype.set as Method<typeof opened, [XMLHttpRequest, unknown], unknown>);
  const open = XMLHttpRequest.prototype.open as Method<XMLHttpRequest, readonly unknown[], void>;
  const send = XMLHttpRequest.prototype.send as Method<XMLHttpRequest, readonly unknown[], void>;

  const wire = document.createElement('i');
  let answer = '';
  listen(wire, ANSWER, (event) => {
    answer = toText(detailOf(event));
  });
  let number = 0;

  /** What waits for an answer that needs more than a moment. */
  const waiting = new Map<number, (isPass: boolean) => void>();
  const keep = taken(
    Map.prototype.set as Method<typeof waiting, [number, (isPass: boolean) => void], unknown>,
  );
  const awaited = taken(Map.prototype.get as Method<typeof waiting, [number], unknown>);
  const settle = taken(Map.prototype.delete as Method<typeof waiting, [number], unknown>);
  listen(wire, LATER, (event) => {
    const found = exec(/^(\d+) (pass|refuse)$/, toText(detailOf(event)));
    const mine = Number(found?.[1]);
    const decide = awaited(waiting, mine) as ((isPass: boolean) => void) | undefined;
    if (decide === undefined) return;
    settle(waiting, mine);
    decide(found?.[2] === 'pass');
  });

  /** Own properties only: a page may have given the prototypes others. */
  const at = (value: unknown, path: readonly string[]): unknown => {
    let found = value;
    for (let step = 0; step < path.length; step++) {
      if (typeof found !== 'object' || found === null) return undefined;
      found = getOwnPropertyDescriptor(found, path[step] ?? '')?.value;
    }
    return found;
  };
  /** What of a body our world is asked about; undefined when it is no post. */
  const wordsFor = (index: number, body: string): string | undefined => {
    const takes = endpoints[index]?.takes;
    if (takes === undefined) return body;
    let value: unknown;
    try {
      value = parse(body);
    } catch {
      return undefined; // nothing that the platform would take either
    }
    const what = at(value, takes.only.path);
    if (typeof what !== 'string' || exec(takes.only.is, what) === null) return undefined;
    const params = construct(RealParams, []) as URLSearchParams;
    for (let field = 0; field < takes.fields.length; field++) {
      const { name, path } = takes.fields[field] ?? { name: '', path: [] };
      const text = at(value, path);
      if (typeof text === 'string') append(params, name, text);
    }
    return paramsText(params);
  };

  /** @param decide is called at once, or when our world knows; never twice. */
  const ask = (
    endpoint: number,
    whole: string | null,
    decide: (mine: number | null, isLate: boolean) => void,
  ): void => {
    const mine = ++number;
    const body = whole === null ? null : wordsFor(endpoint, whole);
    if (body === undefined) {
      decide(mine, false);
      return;
    }
    const detail = `${mine} ${endpoint} ${body === null ? 'u' : 'r'} ${body ?? ''}`;
    answer = '';
    dispatch(wire, construct(RealCustomEvent, [QUESTION, { detail }]) as Event);
    if (answer === 'wait') keep(waiting, mine, (isPass) => decide(isPass ? mine : null, true));
    else decide(answer === 'refuse' ? null : mine, false);
  };
  const tell = (mine: number, reply: string): void => {
    dispatch(wire, construct(RealCustomEvent, [SUCCESS, { detail: `${mine} ${reply}` }]) as Event);
  };

  /** The index of the endpoint whose path an address has, or -1. */
  const endpointAt = (address: string): number => {
    let path: string;
    try {
      path = toText(pathOf(construct(RealUrl, [address, baseOf(document)]) as URL));
    } catch {
      return -1; // no address at all: the real function says so
    }
    for (let index = 0; index < endpoints.length; index++) {
      const endpoint = endpoints[index];
      if (endpoint !== undefined && exec(endpoint.path, path) !== null) return index;
    }
    return -1;
  };
  const isPublishing = (index: number, method: string): boolean => {
    const methods = endpoints[index]?.methods ?? [];
    for (let at = 0; at < methods.length; at++) if (methods[at] === upper(method)) return true;
    return false;
  };

  const isReal = <T>(get: (self: T) => unknown, value: unknown): value is T => {
    try {
      return typeof value === 'object' && value !== null && get(value as T) !== undefined;
    } catch {
      return false;
    }
  };
  const formText = (form: FormData): string => {
    const params = construct(RealParams, []) as URLSearchParams;
    eachField(form, (value, name) => {
      if (typeof value === 'string') append(params, name, value);
    });
    return paramsText(params);
  };
  const read = (body: unknown): Read => {
    if (typeof body === 'string') return body;
    if (body === null || body === undefined) return '';
    if (isView(body) || isReal(bytesOf, body))
      return decode(construct(RealDecoder, []) as TextDecoder, body as ArrayBuffer);
    if (isReal(sizeOf, body)) return blobText(body);
    for (const way of [() => paramsText(body as URLSearchParams), () => formText(body as FormData)]) {
      try {
        return way();
      } catch {
        // It is something else.
      }
    }
    return null;
  };

  const failed = (): Promise<never> =>
    construct(RealPromise, [
      (_: unknown, reject: (reason: unknown) => void) =>
        reject(construct(RealTypeError, ['Failed to fetch'])),
    ]) as Promise<never>;
  const quietly = (): null => null;

  const fetched = (real: typeof fetch, self: unknown, args: unknown[], mine: number): Promise<Response> => {
    const answered = apply(real, self, args) as Promise<Response>;
    then(
      answered,
      (response: Response) => {
        if (responseOk(response) !== true) return;
        then(responseText(responseClone(response)), (text: string) => tell(mine, text), quietly);
      },
      quietly,
    );
    return answered;
  };

  const fetchSeen = (target: typeof fetch, self: unknown, args: unknown[]): unknown => {
    const [input, init] = args;
    const request = isReal(requestUrl, input) ? input : null;
    // Asked for once: an object may say another address each time.
    const address = request === null ? toText(input) : toText(requestUrl(request));
    const plain = request === null && args.length > 0 ? [address, init] : args;
    const endpoint = endpointAt(address);
    if (endpoint === -1) return apply(target, self, args.length < 2 && request === null ? [address] : plain);

    const options = (init ?? {}) as { readonly method?: unknown; readonly body?: unknown };
    const named = options.method;
    const method = toText(named === undefined ? (request === null ? 'GET' : requestMethod(request)) : named);
    const { body } = options;
    const pinned: unknown[] = [
      request ?? address,
      create(options, {
        ...(named === undefined ? null : { method: { value: method } }),
        ...(body === undefined || body === null ? null : { body: { value: body } }),
      }),
    ];
    if (!isPublishing(endpoint, method)) return apply(target, self, pinned);
    const words: Read =
      (body === undefined || body === null) && request !== null
        ? requestText(requestClone(request))
        : read(body);
    const decided = (text: string | null): Promise<Response> => {
      let now: Promise<Response> | null = null;
      let resolve: ((response: Promise<Response>) => void) | null = null;
      ask(endpoint, text, (mine) => {
        now = mine === null ? failed() : fetched(target, self, pinned, mine);
        resolve?.(now);
      });
      if (now !== null) return now;
      return construct(RealPromise, [
        (settled: (response: Promise<Response>) => void) => {
          resolve = settled;
        },
      ]) as Promise<Response>;
    };
    if (typeof words === 'string' || words === null) return decided(words);
    return then(words, decided, () => decided(null));
  };

  const seen = <F extends object>(
    real: F,
    handler: (target: F, self: never, args: unknown[]) => unknown,
  ): F => new RealProxy(real, { apply: handler as never });

  const openSeen = (target: typeof open, self: XMLHttpRequest, args: unknown[]): unknown => {
    if (args.length < 2) return apply(target, self, args);
    const method = toText(args[0]);
    const address = toText(args[1]);
    const endpoint = endpointAt(address);
    const isPost = endpoint !== -1 && isPublishing(endpoint, method);
    const [, , ...more] = args;
    const result = apply(target, self, [method, address, ...more]);
    remember(opened, self, isPost ? { endpoint, isAsync: args.length < 3 || Boolean(args[2]) } : undefined);
    return result;
  };

  const refuse = (self: XMLHttpRequest, isAsync: boolean): void => {
    if (!isAsync)
      throw construct(RealDOMException, ['Failed to load the address.', 'NetworkError']) as DOMException;
    // What is not there fails as a lost network does, with the browser's own events and state.
    apply(open, self, ['GET', 'blob:null/0']);
    apply(send, self, []);
  };

  const sendSeen = (target: typeof send, self: XMLHttpRequest, args: unknown[]): unknown => {
    const known = recall(opened, self) as { endpoint: number; isAsync: boolean } | undefined;
    if (known === undefined) return apply(target, self, args);
    const words = read(args[0]);
    const toSend = (mine: number): unknown => {
      listen(self, 'load', () => {
        const status = Number(statusOf(self));
        if (status < 200 || status > 299) return;
        const kind = typeOfReply(self);
        if (kind === '' || kind === 'text') tell(mine, toText(replyOf(self)));
        else if (kind === 'json') tell(mine, stringify(replyOf(self)));
      });
      return apply(target, self, args);
    };
    let mine: number | null = null;
    let isDecided = false;
    // A blob's words come later; by then the page may have asked for another thing.
    ask(known.endpoint, typeof words === 'string' ? words : null, (asked, isLate) => {
      mine = asked;
      isDecided = true;
      if (!isLate || !known.isAsync) return;
      if (asked === null) refuse(self, true);
      else toSend(asked);
    });
    // What cannot wait is refused.
    if (!isDecided) return known.isAsync ? undefined : refuse(self, false);
    return mine === null ? refuse(self, known.isAsync) : toSend(mine);
  };

  const beaconSeen = (target: Navigator['sendBeacon'], self: Navigator, args: unknown[]): unknown => {
    const address = toText(args[0]);
    const endpoint = endpointAt(address);
    if (endpoint === -1 || !isPublishing(endpoint, 'POST')) return apply(target, self, [address, args[1]]);
    const words = read(args[1]);
    // It cannot wait for a blob, and tells nothing of what came of it.
    let isPass = false;
    ask(endpoint, typeof words === 'string' ? words : null, (mine, isLate) => {
      isPass = mine !== null && !isLate;
    });
    return isPass ? apply(target, self, [address, args[1]]) : false;
  };

  const guarded = new WeakSet<Document>();
  const isGuarded = taken(WeakSet.prototype.has as Method<typeof guarded, [Document], boolean>);
  const markGuarded = taken(WeakSet.prototype.add as Method<typeof guarded, [Document], unknown>);
  const isMade = (one: World): boolean => exec(/^about:/, one.location.href) !== null;

  /** A window without an address of its own, which the page has just made: no script is sure to be there before it. */
  const guardMade = (made: unknown): void => {
    try {
      const one = made as World;
      if (one === null || one === undefined || !isMade(one) || isGuarded(guarded, one.document)) return;
      guardWindow(one);
    } catch {
      // Another origin's.
    }
  };
  const windowSeen = (target: () => unknown, self: object, args: unknown[]): unknown => {
    const made = apply(target, self, args);
    guardMade(made);
    return made;
  };
  const documentSeen = (target: () => Document | null, self: object, args: unknown[]): unknown => {
    const made = apply(target, self, args) as Document | null;
    if (made !== null) guardMade(made.defaultView);
    return made;
  };
  const redefine = (prototype: object, name: string, handler: typeof windowSeen): void => {
    const known = Object.getOwnPropertyDescriptor(prototype, name);
    if (known?.get === undefined) return;
    Object.defineProperty(prototype, name, { ...known, get: seen(known.get, handler) });
  };

  function guardWindow(one: World): void {
    markGuarded(guarded, one.document);
    one.fetch = seen(one.fetch, fetchSeen);
    const { prototype } = one.XMLHttpRequest;
    prototype.open = seen(prototype.open as typeof open, openSeen) as typeof prototype.open;
    prototype.send = seen(prototype.send as typeof send, sendSeen) as typeof prototype.send;
    one.Navigator.prototype.sendBeacon = seen(one.Navigator.prototype.sendBeacon, beaconSeen);
    one.open = seen(one.open, windowSeen as never);
    for (const holder of [one.HTMLIFrameElement, one.HTMLFrameElement, one.HTMLObjectElement]) {
      redefine(holder.prototype, 'contentWindow', windowSeen);
      redefine(holder.prototype, 'contentDocument', documentSeen as typeof windowSeen);
    }
  }
  guardWindow(world);

  const here = (): void => {
    if (!isBeforePage(document)) return;
    dispatch(document, new MouseEvent(HERE, { relatedTarget: wire }));
  };
  listen(document, CALL, here, { capture: true, once: true });
  here();
}
