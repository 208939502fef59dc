/** What is asked of a team's provider: its discovery document, the way to its sign-in page, and who came back from there. */
import * as oidc from 'openid-client';
import { codeOf } from '../errors.ts';
import { NotPublicError, type Resolver } from '../outbox/address.ts';
import { SignOnError } from './errors.ts';
import { FLOW_MS, type Flow } from './flow.ts';
import { ProviderAddressError, providerAddress, providerFetch } from './provider-fetch.ts';
import type { SignOnSettings } from './settings.ts';

export interface ProviderOptions {
  /** See `Core.oidcHosts`. */
  readonly hosts: ReadonlySet<string>;
  readonly resolve?: Resolver;
}

type Client = Pick<SignOnSettings, 'issuer' | 'clientId' | 'secret'>;

/** Who the provider says that it is, by a token that it signed for this store and this flow. */
export interface Person {
  readonly issuer: string;
  /** Never given to another person by the same issuer. */
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
}

function causes(error: unknown): unknown[] {
  const found: unknown[] = [];
  for (let one = error; one instanceof Error && found.length < 8; one = one.cause) found.push(one);
  return found;
}

/** Nobody answers there, or it is an address that the store does not ask; null when it is neither. */
function reachProblem(error: unknown): SignOnError | null {
  for (const one of causes(error)) {
    if (one instanceof SignOnError) return one;
    if (one instanceof NotPublicError || one instanceof ProviderAddressError)
      return new SignOnError('address', error);
    if (one instanceof DOMException && /^(Timeout|Abort)Error$/.test(one.name))
      return new SignOnError('unreachable', error);
    // System errors (ECONNREFUSED, ENOTFOUND, …) and those of TLS; the library's own begin with OAUTH_ or ERR_.
    const code = codeOf(one) ?? '';
    if (/^(E[A-Z]{3,}$|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH)/.test(code))
      return new SignOnError('unreachable', error);
    if (one instanceof oidc.ClientError || one instanceof oidc.ResponseBodyError) continue;
  }
  return null;
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata: `client_secret_basic` unless it says else. */
function authOf(methods: readonly string[] | undefined, secret: string): oidc.ClientAuth {
  if (methods === undefined || methods.includes('client_secret_basic')) return oidc.ClientSecretBasic(secret);
  return oidc.ClientSecretPost(secret);
}

/**
 * Asks for the discovery document, anew each time: what a provider says of itself may change, and its keys do.
 * @throws SignOnError `address`, `unreachable`, `not_provider`
 */
async function discover(
  { issuer, clientId, secret }: Client,
  options: ProviderOptions,
): Promise<oidc.Configuration> {
  const { hosts, resolve } = options;
  try {
    const { url } = providerAddress(issuer, hosts);
    const fetch: oidc.CustomFetch = providerFetch(hosts, resolve);
    const insecure = url.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    const found = await oidc.discovery(url, clientId, undefined, oidc.None(), {
      [oidc.customFetch]: fetch,
      execute: insecure,
    });
    const metadata = found.serverMetadata();
    // The browser is sent there: an address that is none of a provider's is told here and not by the browser.
    if (metadata.authorization_endpoint === undefined || metadata.token_endpoint === undefined)
      throw new SignOnError('not_provider');
    providerAddress(metadata.authorization_endpoint, hosts);
    const auth = authOf(metadata.token_endpoint_auth_methods_supported, secret);
    const config = new oidc.Configuration(metadata, clientId, undefined, auth);
    config[oidc.customFetch] = fetch;
    for (const make of insecure) make(config);
    return config;
  } catch (error) {
    throw reachProblem(error) ?? new SignOnError('not_provider', error);
  }
}

/**
 * Whether there is a provider at the issuer's address that can be used so. The client's id and secret are tried by the
 * first who signs in: no provider can be asked about them without a person.
 * @throws SignOnError `address`, `unreachable`, `not_provider`
 */
export async function tryProvider(client: Client, options: ProviderOptions): Promise<void> {
  await discover(client, options);
}

export interface Start {
  readonly team: string;
  /** Where the provider sends the browser back to. */
  readonly callback: string;
  /** A path of this store, for afterwards. */
  readonly next: string;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * @returns where the browser goes, and what it must bring back
 * @throws SignOnError `address`, `unreachable`, `not_provider`
 */
export async function startFlow(
  client: Client,
  { team, callback, next, now }: Start,
  options: ProviderOptions,
): Promise<{ readonly to: string; readonly flow: Flow }> {
  const config = await discover(client, options);
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const to = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid email profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const flow = { team, issuer: client.issuer, state, nonce, verifier, next, until: now + FLOW_MS };
  return { to: to.href, flow };
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function grantProblem(error: unknown): SignOnError {
  const reach = reachProblem(error);
  if (reach !== null) return reach;
  if (error instanceof oidc.AuthorizationResponseError)
    return new SignOnError(error.error === 'access_denied' ? 'declined' : 'answer', error);
  if (error instanceof oidc.ResponseBodyError) {
    if (error.error === 'invalid_client' || error.error === 'unauthorized_client')
      return new SignOnError('client', error);
    if (error.error === 'invalid_grant') return new SignOnError('expired', error);
  }
  if (error instanceof oidc.WWWAuthenticateChallengeError) return new SignOnError('client', error);
  return new SignOnError('answer', error);
}

/**
 * Takes the code that the browser came back with for an ID token; state, nonce, issuer, audience, signature and times of
 * it are checked by the library. E-mail address and name that the token lacks are asked of the userinfo endpoint.
 * @param url of the callback as it was asked for
 * @throws SignOnError `address`, `unreachable`, `not_provider`, `client`, `state`, `expired`, `declined`, `answer`
 */
export async function finishFlow(
  client: Client,
  { state, nonce, verifier }: Flow,
  url: URL,
  options: ProviderOptions,
): Promise<Person> {
  // Before the provider is asked anything: a callback that this browser did not start is nobody's.
  if (url.searchParams.get('state') !== state) throw new SignOnError('state');
  const config = await discover(client, options);
  try {
    const tokens = await oidc.authorizationCodeGrant(config, url, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new SignOnError('answer');
    const asksMore = text(claims.email) === null && config.serverMetadata().userinfo_endpoint !== undefined;
    const more = asksMore ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : claims;
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: text(more.email),
      emailVerified: more.email_verified === true,
      name: text(claims.name) ?? text(more.name),
    };
  } catch (error) {
    throw grantProblem(error);
  }
}
