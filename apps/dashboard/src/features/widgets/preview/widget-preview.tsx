import type { VisitorStart, WidgetSettings } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Notice } from '@platform/ui/notice';
import { Segmented } from '@platform/ui/segmented';
import clsx from 'clsx';
import { Monitor, Moon, PanelBottomClose, PanelBottomOpen, Smartphone, Sun } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../../texts/use-texts.tsx';
import { isPreviewState, type PreviewShow } from './frame/messages.ts';

export type PreviewContent = Pick<
  VisitorStart,
  'assistantName' | 'workspaceName' | 'greeting' | 'suggestedQuestions' | 'whenUnsure'
>;

const frameAddress = `${import.meta.env.BASE_URL}widget-preview.html`;

/**
 * The real panel of the widget, in a page of its own, dressed with the form as it is typed. It is not
 * operated here: its buttons would need a saved widget and a visitor.
 */
export function WidgetPreview(props: { settings: WidgetSettings; content: PreviewContent }) {
  const t = useTexts();
  const { settings, content } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const [device, setDevice] = useState<'desktop' | 'phone'>('desktop');
  const [page, setPage] = useState<'light' | 'dark'>('light');
  const [panel, setPanel] = useState<'open' | 'closed'>('open');
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);

  const show: PreviewShow = {
    type: 'parley.preview.show',
    start: { ...content, settings, token: '', visitorId: '', conversation: null },
    page,
    open: panel === 'open',
  };
  const latest = useRef(show);
  latest.current = show;
  // The frame is told whenever a word of it changes, and once when it says that it is there.
  const words = JSON.stringify(show);
  useEffect(() => {
    if (words) frame.current?.contentWindow?.postMessage(latest.current, location.origin);
  }, [words]);
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      if (event.source !== frame.current?.contentWindow || !isPreviewState(event.data)) return;
      if (event.data.type === 'parley.preview.failed') setFailed(true);
      else frame.current?.contentWindow?.postMessage(latest.current, location.origin);
    };
    addEventListener('message', listen);
    return () => removeEventListener('message', listen);
  }, []);

  return (
    <section aria-label={t('widgets.preview')} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-medium">{t('widgets.preview')}</h2>
        <div className="flex flex-wrap gap-2">
          <Segmented
            label={t('widgets.previewPanel')}
            iconsOnly
            value={panel}
            onValueChange={setPanel}
            options={[
              {
                value: 'open',
                label: t('widgets.previewOpen'),
                icon: <PanelBottomOpen aria-hidden />,
              },
              {
                value: 'closed',
                label: t('widgets.previewClosed'),
                icon: <PanelBottomClose aria-hidden />,
              },
            ]}
          />
          <Segmented
            label={t('widgets.previewPage')}
            iconsOnly
            value={page}
            onValueChange={setPage}
            options={[
              { value: 'light', label: t('widgets.previewLight'), icon: <Sun aria-hidden /> },
              { value: 'dark', label: t('widgets.previewDark'), icon: <Moon aria-hidden /> },
            ]}
          />
          <Segmented
            label={t('widgets.previewDevice')}
            iconsOnly
            value={device}
            onValueChange={setDevice}
            options={[
              {
                value: 'desktop',
                label: t('widgets.previewDesktop'),
                icon: <Monitor aria-hidden />,
              },
              {
                value: 'phone',
                label: t('widgets.previewPhone'),
                icon: <Smartphone aria-hidden />,
              },
            ]}
          />
        </div>
      </div>
      {failed ? (
        <Notice
          tone="danger"
          title={t('widgets.previewFailed')}
          action={
            <Button
              onClick={() => {
                setFailed(false);
                setAttempt((now) => now + 1);
              }}
            >
              {t('common.retry')}
            </Button>
          }
        >
          {t('widgets.previewFailedHint')}
        </Notice>
      ) : (
        <div className="flex justify-center rounded-panel border border-line bg-selected p-3 sm:p-4">
          <iframe
            key={attempt}
            ref={frame}
            src={frameAddress}
            title={t('widgets.preview')}
            inert
            className={clsx(
              'h-[clamp(32rem,calc(100dvh-15rem),46rem)] w-full rounded-control border border-line bg-surface',
              device === 'phone' ? 'max-w-[23.5rem]' : 'max-w-full',
            )}
          />
        </div>
      )}
      <p className="text-ink-2 text-sm">{t('widgets.previewHint')}</p>
    </section>
  );
}
