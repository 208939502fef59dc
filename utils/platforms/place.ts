interface Place {
  readonly hostname: string;
  readonly pathname: string;
}

/** Where a frame belongs: its address, or for one that a page has made itself (`about:blank`, `srcdoc`) the page's. */
export function placeOf(frame: Pick<Window, 'location' | 'origin' | 'parent'>): Place {
  const { location, origin, parent } = frame;
  if (!/^about:/.test(location.href)) return location;
  try {
    if (parent !== frame && parent.location.origin === origin) return parent.location;
  } catch {
    // Another origin's page has made it.
  }
  if (!URL.canParse(origin)) return location;
  return { hostname: new URL(origin).hostname, pathname: '/' };
}
