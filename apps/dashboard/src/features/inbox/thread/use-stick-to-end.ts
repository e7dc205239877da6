import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Within this distance of the end the reader is taken to follow what happens. */
const nearEndPx = 80;

/**
 * Keeps the newest words in view for one who follows, and leaves one alone who reads further up; the
 * latter is told that something new came.
 */
export function useStickToEnd(scroller: RefObject<HTMLElement | null>, contentKey: string) {
  const following = useRef(true);
  const [newBelow, setNewBelow] = useState(false);

  const toEnd = () => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    setNewBelow(false);
  };

  // The content's key changes with every message and every part of an answer.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || contentKey === '') return;
    if (following.current) element.scrollTop = element.scrollHeight;
    else setNewBelow(true);
  }, [contentKey, scroller]);

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    following.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx;
    if (following.current) setNewBelow(false);
  };

  return { onScroll, newBelow, toEnd };
}
