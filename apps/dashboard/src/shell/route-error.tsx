import { Button, buttonClass } from '@platform/ui/button';
import { EmptyState } from '@platform/ui/empty-state';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useTexts } from '../texts/use-texts.tsx';
import { FailurePanel } from './failure-panel.tsx';
import { Page } from './page.tsx';

/** A screen that broke: the rest of the app stands, and this part can be tried again. */
export function RouteError(props: ErrorComponentProps) {
  const t = useTexts();
  const router = useRouter();
  const retry = () => {
    props.reset();
    void router.invalidate();
  };
  return (
    <Page title={t('page.errorTitle')}>
      <h1 tabIndex={-1} className="pb-4 font-medium text-xl">
        {t('page.errorTitle')}
      </h1>
      <FailurePanel error={props.error} onRetry={retry} />
      <div className="flex gap-2 pt-4">
        <Link to="/" className={buttonClass('quiet')}>
          {t('page.toOverview')}
        </Link>
        <Button variant="quiet" onClick={() => location.reload()}>
          {t('page.reload')}
        </Button>
      </div>
    </Page>
  );
}

export function RouteNotFound() {
  const t = useTexts();
  return (
    <Page title={t('page.notFoundTitle')}>
      <EmptyState
        icon={<Compass aria-hidden />}
        title={t('page.notFoundTitle')}
        action={
          <Link to="/" className={buttonClass('primary')}>
            {t('page.toOverview')}
          </Link>
        }
      >
        {t('page.notFoundDetail')}
      </EmptyState>
    </Page>
  );
}
