/**
 * Digests of the pictures and films a composer shows, so that an approval is bound to their bytes. A preview in the
 * page's memory is read itself; where it is not the file (a smaller copy, a film that plays from pieces) the file that
 * was picked, pasted or dropped counts, when it is clear which one that was.
 */

export interface DigestPorts {
  /** The bytes at a `blob:` or `data:` address of the page. Rejects when they cannot be read. */
  readonly read: (address: string) => Promise<Blob>;
  readonly digest: (blob: Blob) => Promise<string>;
  /** A digest has become known: what holds media is to be read again. */
  readonly onKnown: () => void;
}

type Kind = 'image' | 'video';

const READABLE = /^(?:blob:|data:(?:image|video)\/)/;
const KEPT = 200;

/** Where a preview's bytes are, or null when it does not say. */
export function addressOf(preview: Element): string | null {
  const { currentSrc = '', src = '' } = preview as Partial<HTMLVideoElement>;
  const source = preview.querySelector('source[src]')?.getAttribute('src') ?? '';
  return [currentSrc, src, source].find((one) => one !== '') ?? null;
}

const kindOf = (preview: Element): Kind => (preview.localName === 'video' ? 'video' : 'image');

/** A long address is kept by its ends and length; a `data:` one is its own content. */
const keyOf = (address: string): string =>
  address.length <= 2_000 ? address : `${address.length}:${address.slice(0, 900)}:${address.slice(-900)}`;

export class MediaDigests {
  readonly #ports: DigestPorts;
  /** By address; null: being read; `unreadable`: never to be had. */
  readonly #known = new Map<string, string | null | 'unreadable'>();
  readonly #picked = new Map<string, Kind>();
  /** By digest: where it was last seen. */
  readonly #shown = new Map<string, WeakRef<Element>>();

  constructor(ports: DigestPorts) {
    this.#ports = ports;
  }

  /** Files that a person has given to the page. */
  async pick(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const kind = /^(image|video)\//.exec(file.type)?.[1] as Kind | undefined;
      if (kind === undefined) continue;
      try {
        this.#picked.set(await this.#ports.digest(file), kind);
        this.#ports.onKnown();
      } catch {
        // A file that is gone by now cannot be uploaded either.
      }
    }
  }

  /** The digest of what a preview shows, or null while (or as long as) it is not known. Synchronous, and cheap to repeat. */
  digestOf(preview: Element): string | null {
    const digest = this.#digestOf(preview);
    if (digest !== null) this.#show(digest, preview);
    return digest;
  }

  /** The preview in which a medium was last seen, while it is on the page. */
  previewOf(digest: string): Element | null {
    const preview = this.#shown.get(digest)?.deref();
    return preview?.isConnected === true ? preview : null;
  }

  #show(digest: string, preview: Element): void {
    this.#shown.delete(digest);
    this.#shown.set(digest, new WeakRef(preview));
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > KEPT && oldest !== undefined) this.#shown.delete(oldest);
  }

  #digestOf(preview: Element): string | null {
    const address = addressOf(preview);
    const own = address === null || !READABLE.test(address) ? 'unreadable' : this.#at(address);
    if (own === null) return null;
    if (own !== 'unreadable' && this.#picked.has(own)) return own;
    const kind = kindOf(preview);
    const picked = [...this.#picked].filter(([, one]) => one === kind);
    // A copy of one of several files: of which one is not for us to guess.
    const [only] = picked.length === 1 ? picked : [];
    return only?.[0] ?? (own === 'unreadable' ? null : own);
  }

  #at(address: string): string | null | 'unreadable' {
    const key = keyOf(address);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, null);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
    void this.#ports
      .read(address)
      .then((blob) => this.#ports.digest(blob))
      .catch(() => 'unreadable' as const)
      .then((digest) => {
        this.#known.set(key, digest);
        this.#ports.onKnown();
      });
    return null;
  }
}
