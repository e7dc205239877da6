/**
 * The nonce of this page's content security policy, or `undefined` where the server set none. The
 * browser hides the attribute from selectors and keeps the property.
 */
export function pageNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce || undefined;
}
