/*
 * What floats over a page must not cover where somebody writes, nor the buttons at the foot of it. Who
 * stands there says so with the ref below, and the toasts stay above the highest of them.
 */
const atFoot = new Set<HTMLElement>();
let news: HTMLElement | null = null;
let sizes: ResizeObserver | null = null;

/** Above this much of the window nothing is pushed: a toast that is out of sight tells nobody. */
const highest = 0.6;

/** A ref for an element at the foot of the page that toasts must leave free. */
export function keepClear(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) return undefined;
  atFoot.add(element);
  watch(element);
  return () => {
    atFoot.delete(element);
    forget(element);
  };
}

/** A ref for the place of the toasts: it learns what to leave free as `--foot`, in px. */
export function staysClear(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) return undefined;
  news = element;
  watch(element);
  return () => {
    news = null;
    forget(element);
  };
}

function watch(element: HTMLElement): void {
  if (sizes === null) {
    sizes = new ResizeObserver(place);
    addEventListener('resize', place);
  }
  sizes.observe(element);
  place();
}

function forget(element: HTMLElement): void {
  sizes?.unobserve(element);
  place();
  if (atFoot.size > 0 || news !== null) return;
  sizes?.disconnect();
  sizes = null;
  removeEventListener('resize', place);
}

function place(): void {
  if (news === null) return;
  const column = news.getBoundingClientRect();
  const heights = [...atFoot].map((element) => {
    const { top, left, right, height } = element.getBoundingClientRect();
    const under = height > 0 && left < column.right && right > column.left;
    return under ? innerHeight - top : 0;
  });
  const foot = Math.min(Math.max(0, ...heights), innerHeight * highest);
  news.style.setProperty('--foot', `${Math.round(foot)}px`);
}
