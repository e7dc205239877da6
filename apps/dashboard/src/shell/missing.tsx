import { Compass } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.tsx';
import { usePageTitle } from './use-page-title.ts';

/**
 * What an address names and this person cannot have. Mistyped, removed and another workspace's all look
 * alike, so that nobody learns by trying which ids there are. `children` is the way back; `inside` is for
 * a pane of a screen that has its own heading.
 */
export function Missing(props: { inside?: boolean; children: ReactNode }) {
  const t = useTexts();
  const Heading = props.inside ? 'h2' : 'h1';
  usePageTitle(t('error.notFound'));
  return (
    <section className="flex flex-1 flex-col items-start gap-2 px-4 py-10 md:px-8">
      <Compass aria-hidden className="size-5 text-ink-2" />
      <Heading tabIndex={-1} className="font-medium text-lg">
        {t('error.notFound')}
      </Heading>
      <p className="max-w-prose text-ink-2">{t('error.missingDetail')}</p>
      <div className="mt-2">{props.children}</div>
    </section>
  );
}
