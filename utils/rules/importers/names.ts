/** Ids of rules, from whatever a source calls them. */

/** Lower-case words joined by hyphens: `RedHat.PassiveVoice` is `red-hat-passive-voice`. Empty when there is no letter. */
export function kebab(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1-$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}

/** Gives each name once; the second of a kind ends in `-2`. */
export class Ids {
  readonly #taken = new Set<string>();

  take(name: string, otherwise: string): string {
    const base = kebab(name) || otherwise;
    let id = base;
    for (let i = 2; this.#taken.has(id); i++) id = `${base}-${i}`;
    this.#taken.add(id);
    return id;
  }
}
