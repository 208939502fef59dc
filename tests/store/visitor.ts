interface Seen {
  readonly status: number;
  readonly to: string | null;
  readonly text: string;
  readonly headers: Headers;
}

/** A person with a browser on the store's pages: keeps cookies, follows nothing by itself. */
export class Visitor {
  readonly url: string;
  cookie = '';

  constructor(url: string) {
    this.url = url;
  }

  async #go(path: string, init: RequestInit): Promise<Seen> {
    const response = await fetch(this.url + path, {
      ...init,
      redirect: 'manual',
      headers: { cookie: this.cookie, ...init.headers },
    });
    const set = response.headers.getSetCookie().at(-1);
    if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
    return {
      status: response.status,
      to: response.headers.get('location'),
      text: await response.text(),
      headers: response.headers,
    };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Seen> {
    return this.#go(path, { headers });
  }

  post(
    path: string,
    fields: Record<string, string> | [string, string][],
    headers: Record<string, string> = {},
  ): Promise<Seen> {
    return this.#go(path, {
      method: 'POST',
      headers: { origin: this.url, ...headers },
      body: new URLSearchParams(fields),
    });
  }
}
