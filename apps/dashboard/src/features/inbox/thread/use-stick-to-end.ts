import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Within this distance of the end the reader is taken to follow what happens. */
const nearEndPx = 80;

/**
 * Keeps the newest words in view for one who follows, and leaves one alone who reads further up; the
 * latter is told that something new came.
 */
export function useStickToEnd(scroller: RefObject<HTMLElement | null>, contentKey: string) {
  const following = useRef(true);
  const heightPx = useRef(0);
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

  // The composer grows while one writes; the last words stay above it.
  useEffect(() => {
    const element = scroller.current;
    if (!element || contentKey === '') return;
    const observer = new ResizeObserver(() => {
      heightPx.current = element.clientHeight;
      if (following.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
    // With the content, because the element is there only once there is any.
  }, [scroller, contentKey]);

  const onScroll = () => {
    const element = scroller.current;
    // A change of height scrolls as well, and says nothing of what the reader wants.
    if (!element || element.clientHeight !== heightPx.current) return;
    following.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx;
    if (following.current) setNewBelow(false);
  };

  return { onScroll, newBelow, toEnd };
}
