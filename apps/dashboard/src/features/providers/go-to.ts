/** Leaves for a provider's sign-in page. The server has made the address and says it is one of the web. */
export function goTo({ url }: { url: string }): void {
  const { protocol } = new URL(url);
  if (protocol === 'https:' || protocol === 'http:') window.location.assign(url);
}
