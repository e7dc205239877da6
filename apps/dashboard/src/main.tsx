import './api/jitless.ts';
import { Toaster } from '@platform/ui/toast';
import { UiProvider } from '@platform/ui/ui-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/client.ts';
import { StepUpDialog } from './features/security/step-up-dialog.tsx';
import { pageNonce } from './lib/page-nonce.ts';
import { router } from './router.tsx';
import { TextsProvider, useTexts } from './texts/use-texts.tsx';
import './styles.css';

function App() {
  const t = useTexts();
  return (
    <UiProvider
      locale={document.documentElement.lang}
      nonce={pageNonce()}
      words={{
        close: t('common.close'),
        copy: t('common.copy'),
        copied: t('common.copied'),
        now: t('common.now'),
        source: t('common.source'),
        unsupported: t('common.unsupported'),
        optional: t('common.optional'),
      }}
    >
      <RouterProvider router={router} />
      <StepUpDialog />
      <Toaster />
    </UiProvider>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <TextsProvider>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </TextsProvider>
  </StrictMode>,
);
