import type { Widget } from '@platform/api-contract/types';
import { CopyButton } from '@platform/ui/copy-button';
import { RelativeTime } from '@platform/ui/relative-time';
import { toast } from '@platform/ui/toast';
import { Globe } from 'lucide-react';
import { useTexts } from '../../../texts/use-texts.tsx';

/** The one line to paste, and where it was really seen. */
export function Snippet({ widget }: { widget: Widget }) {
  const t = useTexts();
  return (
    <>
      <section className="flex flex-col gap-2">
        <h2 className="font-medium">{t('widgets.snippet')}</h2>
        <p className="text-ink-2">{t('widgets.snippetHint')}</p>
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
          tabIndex={0}
          className="scrollbar-thin overflow-x-auto rounded-control border border-line bg-surface p-3 font-mono text-sm"
        >
          <code>{widget.snippet}</code>
        </pre>
        <div>
          <CopyButton
            text={widget.snippet}
            onFail={() => toast.fail(t('common.copyFailed'), { detail: widget.snippet })}
          >
            {t('widgets.copySnippet')}
          </CopyButton>
        </div>
      </section>
      <section className="flex flex-col gap-2">
        <h2 className="font-medium">{t('widgets.seen')}</h2>
        {widget.seenPages.length === 0 ? (
          <p className="text-ink-2">{t('widgets.seenNowhere')}</p>
        ) : (
          <ul className="border-line border-t">
            {widget.seenPages.map((page) => (
              <li
                key={page.url}
                className="flex items-center gap-2.5 border-line border-b py-2 text-sm"
              >
                <Globe aria-hidden className="size-4 shrink-0 text-ink-2" />
                <bdi className="wrap-anywhere min-w-0 flex-1">{page.url}</bdi>
                <RelativeTime at={page.lastSeenAt} className="shrink-0 text-ink-2" />
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
