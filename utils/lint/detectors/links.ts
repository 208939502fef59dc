/** Addresses in a text, with or without `https://`, as far as the detectors of links need them. */
export interface Link {
  readonly start: number;
  readonly end: number;
  /** Lower case, without name and password. */
  readonly host: string;
  /** Offset of the host in the text. */
  readonly hostStart: number;
  /** With the colon, or empty. */
  readonly port: string;
  /** From the first `/`, `?` or `#` on. */
  readonly path: string;
}

const LINK =
  /(?:(https?:\/\/)(?:[^\s/@?#]{0,120}@)?|(?<![\p{L}\p{N}@._/-]))(\[[\da-f:.]{2,45}\]|(?:[\p{L}\p{N}_-]{1,63}\.){0,8}[\p{L}\p{N}_-]{1,63})(:\d{2,5})?((?:[/?#][^\s<>"“”]{0,2000})?)/giu;

export function linksIn(text: string): Link[] {
  const links: Link[] = [];
  for (const match of text.matchAll(LINK)) {
    const [written, scheme, host = '', port = '', rest = ''] = match;
    // Without a scheme it is a link when it has a dot and goes on, or is a name everybody knows for one's own machine.
    if (scheme === undefined && !(host.includes('.') || /^localhost$/i.test(host))) continue;
    const path = rest.replace(/[.,;:!?)\]'"]+$/, '');
    const end = match.index + written.length - (rest.length - path.length);
    const hostStart = end - path.length - port.length - host.length;
    links.push({ start: match.index, end, host: host.toLowerCase(), hostStart, port, path });
  }
  return links;
}
