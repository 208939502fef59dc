/** A real OpenID Connect provider on this machine, whose people sign in without typing anything. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ClientMetadata, Provider } from 'oidc-provider';

export interface Person {
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
}

export interface TestProvider {
  readonly issuer: string;
  readonly client: { readonly id: string; readonly secret: string };
  /** By subject; what is changed counts from the next sign-in on. */
  readonly people: Map<string, Person>;
  /** Registers a store's redirect address. */
  allow(callback: string): void;
  /**
   * What a browser does at the provider: signs in as this person, or says no, and is sent back.
   * @param to where the store has sent the browser
   * @returns the address at the store that it is sent back to
   */
  visit(to: string, subject: string | null): Promise<string>;
  close(): Promise<void>;
}

const CLIENT = { id: 'signoff', secret: 'a client secret, long enough for the provider' };

export async function startProvider(): Promise<TestProvider> {
  const people = new Map<string, Person>();
  const callbacks: string[] = [];
  let handle: ReturnType<Provider['callback']> | null = null;
  let provider: Provider | null = null;
  const server = createServer((request, response) => {
    const subject = new URL(request.url ?? '/', 'http://provider.invalid').searchParams.get('as');
    if (!request.url?.startsWith('/answer')) return void handle?.(request, response);
    const result =
      subject === null
        ? { error: 'access_denied', error_description: 'the person said no' }
        : { login: { accountId: subject } };
    void provider?.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  });
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const client = (): ClientMetadata => ({
    client_id: CLIENT.id,
    client_secret: CLIENT.secret,
    redirect_uris: [...callbacks],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  });
  /** Made anew when an address is registered: clients are fixed when a provider is made. */
  const make = (): void => {
    const made = new Provider(issuer, {
      clients: [client()],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      cookies: { keys: ['a key of the tests'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: () => '/answer' },
      pkce: { required: () => true },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
      async loadExistingGrant(context) {
        const { Grant } = context.oidc.provider;
        const grant = new Grant({
          accountId: context.oidc.session?.accountId ?? '',
          clientId: context.oidc.client?.clientId ?? '',
        });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    });
    provider = made;
    handle = made.callback();
  };
  return {
    issuer,
    client: CLIENT,
    people,
    allow(callback) {
      callbacks.push(callback);
      make();
    },
    async visit(to, subject) {
      const jar = new Map<string, string>();
      let at = new URL(to);
      for (let step = 0; step < 8 && at.origin === issuer; step += 1) {
        if (at.pathname === '/answer' && subject !== null) at.searchParams.set('as', subject);
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
        for (const set of response.headers.getSetCookie()) {
          const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
          jar.set(name, value);
        }
        const location = response.headers.get('location');
        if (location === null)
          throw new Error(`the provider stayed at ${at.pathname}: ${await response.text()}`);
        at = new URL(location, at);
      }
      return at.href;
    },
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
