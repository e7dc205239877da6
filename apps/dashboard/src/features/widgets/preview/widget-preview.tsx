import type { WidgetSettings } from '@platform/api-contract/types';
import { Segmented } from '@platform/ui/segmented';
import clsx from 'clsx';
import { Monitor, Moon, Smartphone, Sun } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import { useTexts } from '../../../texts/use-texts.tsx';
import { readableAccent, textOn } from './contrast.ts';
import { Launcher, PreviewPanel } from './preview-panel.tsx';

export type PreviewContent = {
  assistantName: string;
  workspaceName: string;
  greeting: string;
  suggestedQuestions: readonly string[];
};

/** The widget's own colours, which follow its setting and not the dashboard's theme. */
const palettes = {
  light: {
    '--paper': '#fbfaf8',
    '--surface': '#ffffff',
    '--ink': '#1b1a17',
    '--ink-2': '#5e5a52',
    '--ink-3': '#736e65',
    '--line': '#e6e2da',
    '--selected': '#ece8df',
  },
  dark: {
    '--paper': '#24221e',
    '--surface': '#1c1b18',
    '--ink': '#ece9e2',
    '--ink-2': '#a8a297',
    '--ink-3': '#9a9489',
    '--line': '#35322c',
    '--selected': '#35322c',
  },
} as const;

/**
 * The widget as it will stand on a page, drawn from the form as it is typed. It is a picture of the
 * widget and not the widget: the real one needs a saved setting and an allowed origin.
 */
export function WidgetPreview(props: { settings: WidgetSettings; content: PreviewContent }) {
  const t = useTexts();
  const { settings } = props;
  const [device, setDevice] = useState<'desktop' | 'phone'>('desktop');
  const [page, setPage] = useState<'light' | 'dark'>('light');
  const [open, setOpen] = useState(true);
  // `auto` follows the visitor's device, for which the switch of the page stands here.
  const theme = settings.theme === 'auto' ? page : settings.theme;
  const palette = palettes[theme];
  const style: Record<`--${string}`, string> = {
    ...palette,
    '--fill': settings.accent,
    '--on-fill': textOn(settings.accent),
    '--ai': readableAccent(settings.accent, palette['--surface'], palette['--ink']),
  };
  const phone = device === 'phone';
  return (
    <section aria-label={t('widgets.preview')} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-medium">{t('widgets.preview')}</h2>
        <div className="flex gap-2">
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
      <div className="flex justify-center rounded-panel border border-line bg-selected p-3 sm:p-4">
        <div
          className={clsx(
            'relative h-[clamp(32rem,calc(100dvh-15rem),46rem)] w-full overflow-hidden rounded-panel border',
            phone ? 'max-w-[22.5rem]' : 'max-w-full',
            page === 'light' ? 'border-[#e6e2da] bg-[#ffffff]' : 'border-[#35322c] bg-[#141311]',
          )}
          style={style as CSSProperties}
        >
          <PlainPage dark={page === 'dark'} />
          {open ? (
            <PreviewPanel
              settings={settings}
              content={props.content}
              phone={phone}
              onClose={() => setOpen(false)}
            />
          ) : null}
          {open && phone ? null : (
            <Launcher
              settings={settings}
              name={props.content.assistantName}
              open={open}
              onToggle={() => setOpen((now) => !now)}
            />
          )}
        </div>
      </div>
      <p className="text-ink-2 text-sm">{t('widgets.previewHint')}</p>
    </section>
  );
}

/** Lines where a site's own text would be: nothing that could be taken for one. */
function PlainPage({ dark }: { dark: boolean }) {
  const bar = dark ? 'bg-[#24221e]' : 'bg-[#f3f0ea]';
  return (
    <div aria-hidden className="flex flex-col gap-4 p-6">
      <div className={clsx('h-6 w-32 rounded-chip', bar)} />
      <div className={clsx('mt-4 h-9 w-3/5 rounded-chip', bar)} />
      {['w-11/12', 'w-5/6', 'w-4/5', 'w-3/4', 'w-11/12', 'w-2/3'].map((width) => (
        <div key={width} className={clsx('h-3 rounded-chip', bar, width)} />
      ))}
    </div>
  );
}
