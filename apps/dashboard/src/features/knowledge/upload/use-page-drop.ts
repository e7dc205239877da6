import { useEffect, useRef, useState } from 'react';
import { isTyping } from '../../../shell/shortcuts/match-shortcut.ts';
import { readDropped } from './read-dropped.ts';

/**
 * Makes the whole page take files, dropped or pasted, while the calling component is mounted.
 * Returns whether files hover over the page now. Pasted text goes to `onText`.
 */
export function usePageDrop(options: {
  enabled: boolean;
  onFiles: (files: readonly File[]) => void;
  onText: (text: string) => void;
}): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(options);
  latest.current = options;
  const { enabled } = options;

  useEffect(() => {
    if (!enabled) return;
    const ended = new AbortController();
    const { signal } = ended;
    // Entering a child fires before leaving its parent: only the balance tells whether we are over.
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const rest = () => {
      depth = 0;
      setOver(false);
    };
    const onEnter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth -= 1;
      if (depth <= 0) rest();
    };
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const onDrop = (event: DragEvent) => {
      if (!event.dataTransfer || !carriesFiles(event)) return;
      event.preventDefault();
      rest();
      readDropped(event.dataTransfer).then((files) => latest.current.onFiles(files), reportError);
    };
    const onPaste = (event: ClipboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      if (!event.clipboardData || isTyping(target) || target.closest('[role="dialog"]')) return;
      const files = [...event.clipboardData.files];
      const words = event.clipboardData.getData('text/plain');
      if (files.length === 0 && words.trim() === '') return;
      event.preventDefault();
      if (files.length > 0) latest.current.onFiles(files);
      else latest.current.onText(words);
    };
    document.addEventListener('dragenter', onEnter, { signal });
    document.addEventListener('dragleave', onLeave, { signal });
    document.addEventListener('dragover', onOver, { signal });
    document.addEventListener('drop', onDrop, { signal });
    document.addEventListener('paste', onPaste, { signal });
    return () => ended.abort();
  }, [enabled]);
  return over;
}
