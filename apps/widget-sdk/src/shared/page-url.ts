/** The page's address without what may be private in it: no query and no fragment. */
export const pageUrl = (): string | undefined =>
  /^http/.test(location.protocol)
    ? (location.origin + location.pathname).slice(0, 2_000)
    : undefined;
