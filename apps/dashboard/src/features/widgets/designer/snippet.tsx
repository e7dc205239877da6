import type { Widget } from '@platform/api-contract/types';
import { CopyButton } from '@platform/ui/copy-button';
import { RelativeTime } from '@platform/ui/relative-time';
import { toast } from '@platform/ui/toast';
import { Globe } from 'lucide-react';
import { useTexts } from '../../../texts/use-texts.tsx';

/** The one line to paste into a site. */
export function Snippet({ snippet }: { snippet: string }) {
  const t = useTexts();
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-medium">{t('widgets.snippet')}</h2>
      <p className="text-ink-2">{t('widgets.snippetHint')}</p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        className="scrollbar-thin overflow-x-auto rounded-control border border-line bg-surface p-3 font-mono text-sm"
      >
        <code>{snippet}</code>
      </pre>
      <div>
        <CopyButton
          text={snippet}
          onFail={() => toast.fail(t('common.copyFailed'), { detail: snippet })}
        >
          {t('widgets.copySnippet')}
        </CopyButton>
      </div>
    </section>
  );
}

/** Where the widget was really loaded: the proof that the snippet works. */
export function SeenPages({ pages }: { pages: Widget['seenPages'] }) {
  const t = useTexts();
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-medium">{t('widgets.seen')}</h2>
      {pages.length === 0 ? (
        <p className="text-ink-2">{t('widgets.seenNowhere')}</p>
      ) : (
        <ul className="border-line border-t">
          {pages.map((page) => (
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
  );
}
