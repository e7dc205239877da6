import { BrandMark } from '@platform/ui/brand-mark';
import type { FormEventHandler, ReactNode } from 'react';
import { usePageTitle } from '../../shell/use-page-title.ts';
import { useTexts } from '../../texts/use-texts.tsx';

const card = 'flex w-full max-w-96 flex-col gap-4 rounded-panel border border-line bg-surface p-6';

/** One card on paper. */
export function AuthCard(props: {
  title: string;
  lead: string;
  /** Absent where there is nothing to fill in. */
  onSubmit?: FormEventHandler<HTMLFormElement>;
  footer?: ReactNode;
  children: ReactNode;
}) {
  const t = useTexts();
  usePageTitle(props.title);
  const content = (
    <>
      <div>
        <h1 tabIndex={-1} className="font-medium text-xl">
          {props.title}
        </h1>
        <p className="wrap-anywhere text-ink-2">{props.lead}</p>
      </div>
      {props.children}
    </>
  );
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-12 sm:pt-[14vh]">
      <a
        href="/"
        className="mb-6 flex items-center gap-2.5 font-medium text-ink text-lg no-underline"
      >
        <BrandMark size={24} />
        {t('common.appName')}
      </a>
      {props.onSubmit ? (
        <form noValidate onSubmit={props.onSubmit} className={card}>
          {content}
        </form>
      ) : (
        <div className={card}>{content}</div>
      )}
      <p className="pt-4 text-ink-2">{props.footer}</p>
    </main>
  );
}
