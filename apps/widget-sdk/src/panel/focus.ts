/** Tab at either end of `area` goes to its other end. */
export function keepFocusInside(area: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== 'Tab') return;
  const reachable = [...area.querySelectorAll<HTMLElement>('button,textarea,input,a[href]')].filter(
    (each) =>
      !each.matches(':disabled') && !each.closest('[inert]') && each.getClientRects().length > 0,
  );
  const first = reachable[0];
  const last = reachable.at(-1);
  const now = (area.getRootNode() as ShadowRoot).activeElement;
  if (event.shiftKey ? now === first : now === last) {
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}
