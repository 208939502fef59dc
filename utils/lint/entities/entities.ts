import { findCashtags } from './cashtags.ts';
import { findEmails } from './emails.ts';
import { findEmojis } from './emojis.ts';
import type { Entities, Entity } from './entity.ts';
import { findHashtags } from './hashtags.ts';
import { findMentions } from './mentions.ts';
import { findNumbers } from './numbers.ts';
import { findQuotes } from './quotes.ts';
import { findUrls } from './urls.ts';

type Finders = { readonly [Sort in keyof Entities]: (text: string, found: Entities) => Entities[Sort] };

const FINDERS: Finders = {
  urls: findUrls,
  mentions: (text, { urls }) => findMentions(text, urls),
  hashtags: (text, { urls }) => findHashtags(text, urls),
  cashtags: findCashtags,
  emails: findEmails,
  emojis: findEmojis,
  numbers: (text, { urls }) => findNumbers(text, urls),
  quotes: findQuotes,
};

/**
 * What stands in a text beside plain words. Each sort is found when first asked for, once, in time linear in the text.
 * Offsets are UTF-16 in `text`.
 */
export function findEntities(text: string): Entities {
  return new Lazy((sort, found) => FINDERS[sort](text, found));
}

type Paragraphs = readonly { readonly start: number; readonly passage: { readonly entities: Entities } }[];

/**
 * The entities of a text from those of its paragraphs: none reaches over a blank line or depends on what stands beyond one,
 * so that paragraphs that nobody touched are not looked through again. Offsets are UTF-16 in the text.
 */
export function joinEntities(paragraphs: Paragraphs): Entities {
  return new Lazy((sort) => {
    const moved = <E extends Entity>(entities: readonly E[], by: number): E[] =>
      entities.map((entity) => ({ ...entity, start: entity.start + by, end: entity.end + by }));
    return paragraphs.flatMap(({ start, passage }) =>
      moved<Entity>(passage.entities[sort], start),
    ) as readonly Entity[] as Entities[typeof sort];
  });
}

type Find = <Sort extends keyof Entities>(sort: Sort, found: Entities) => Entities[Sort];

class Lazy implements Entities {
  readonly #find: Find;
  readonly #found = new Map<keyof Entities, readonly Entity[]>();

  constructor(find: Find) {
    this.#find = find;
  }

  #of<Sort extends keyof Entities>(sort: Sort): Entities[Sort] {
    let found = this.#found.get(sort);
    if (found === undefined) {
      found = this.#find(sort, this);
      this.#found.set(sort, found);
    }
    // What the map holds for a sort came from the finder of that sort.
    return found as Entities[Sort];
  }

  get urls(): Entities['urls'] {
    return this.#of('urls');
  }

  get mentions(): Entities['mentions'] {
    return this.#of('mentions');
  }

  get hashtags(): Entities['hashtags'] {
    return this.#of('hashtags');
  }

  get cashtags(): Entities['cashtags'] {
    return this.#of('cashtags');
  }

  get emails(): Entities['emails'] {
    return this.#of('emails');
  }

  get emojis(): Entities['emojis'] {
    return this.#of('emojis');
  }

  get numbers(): Entities['numbers'] {
    return this.#of('numbers');
  }

  get quotes(): Entities['quotes'] {
    return this.#of('quotes');
  }
}
