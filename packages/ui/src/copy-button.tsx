import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { useUi } from './ui-provider.tsx';

/**
 * Copies `text`. With `children` it is a button with words, otherwise an icon. Where the clipboard is
 * refused (an insecure origin) `onFail` is told, so that the app can say how to copy by hand.
 */
export function CopyButton(props: {
  text: string;
  label?: string;
  children?: string;
  onFail?: () => void;
}) {
  const { words } = useUi();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      setCopied(true);
    } catch {
      props.onFail?.();
    }
  };
  const icon = copied ? (
    <Check aria-hidden className="size-4 text-ok" />
  ) : (
    <Copy aria-hidden className="size-4" />
  );
  return (
    <>
      {props.children ? (
        <Button icon={icon} onClick={() => void copy()}>
          {copied ? words.copied : props.children}
        </Button>
      ) : (
        <IconButton
          label={copied ? words.copied : (props.label ?? words.copy)}
          onClick={() => void copy()}
        >
          {icon}
        </IconButton>
      )}
      <span aria-live="polite" className="sr-only">
        {copied ? words.copied : ''}
      </span>
    </>
  );
}
