import type { WidgetSettings } from '@platform/api-contract/types';
import clsx from 'clsx';
import { ArrowUp, ChevronDown, Clock, FileText, MessagesSquare, User, X } from 'lucide-react';
import { useTexts } from '../../../texts/use-texts.tsx';
import type { PreviewContent } from './widget-preview.tsx';

/** The panel in the widget's own measures: 380 x 640 beside the launcher, the whole screen on phones. */
export function PreviewPanel(props: {
  settings: WidgetSettings;
  content: PreviewContent;
  phone: boolean;
  onClose: () => void;
}) {
  const t = useTexts();
  const { settings, content, phone } = props;
  const subtitle =
    settings.subtitle || t('widgets.previewSubtitle', { name: content.workspaceName });
  const [question, ...others] = content.suggestedQuestions;
  return (
    <div
      className={clsx(
        'absolute z-10 flex flex-col overflow-hidden bg-surface text-[15px] text-ink leading-[1.5]',
        phone
          ? 'inset-0'
          : 'max-h-[calc(100%-1rem)] w-[23.75rem] max-w-[calc(100%-2rem)] rounded-widget border border-line shadow-float',
      )}
      style={
        phone
          ? undefined
          : {
              insetBlockEnd: `calc(${settings.offsetPx}px + 68px)`,
              [settings.position]: `${settings.offsetPx}px`,
              height: `min(640px, calc(100% - ${settings.offsetPx}px - 84px))`,
            }
      }
    >
      <header className="flex items-center gap-2 border-line border-b px-3 py-2.5">
        <Clock aria-hidden className="mx-1.5 size-5 shrink-0 text-ink-2" strokeWidth={1.6} />
        <div className="min-w-0 flex-1">
          <p dir="auto" className="truncate font-medium">
            {content.assistantName}
          </p>
          <p dir="auto" className="truncate text-ink-2 text-sm">
            {subtitle}
          </p>
        </div>
        {settings.askForPerson ? (
          <User aria-hidden className="mx-1.5 size-5 shrink-0 text-ink-2" strokeWidth={1.6} />
        ) : null}
        <button
          type="button"
          aria-label={t('widgets.previewClose')}
          onClick={props.onClose}
          className="flex size-8 items-center justify-center rounded-control text-ink-2"
        >
          <X aria-hidden className="size-5" strokeWidth={1.6} />
        </button>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-hidden p-4">
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
          {content.greeting}
        </p>
        <p
          dir="auto"
          className="wrap-anywhere ms-10 self-end rounded-panel bg-paper px-3 py-2 text-ink"
        >
          {question ?? t('widgets.previewQuestion')}
        </p>
        <div className="border-ai border-s-2 ps-3">
          <p>
            {t('widgets.previewAnswer')}
            <sup className="ms-0.5 font-medium text-ai text-xs">1</sup>
          </p>
          {settings.showSources ? (
            <p className="mt-2 inline-flex items-center gap-1.5 rounded-chip border border-line px-2 py-0.5 text-ink-2 text-xs">
              <FileText aria-hidden className="size-3" />
              {t('widgets.previewSource')}
              <span className="font-medium text-ai">1</span>
            </p>
          ) : null}
        </div>
        <ul className="mt-auto flex flex-col items-start gap-2">
          {others.map((each) => (
            <li
              key={each}
              dir="auto"
              className="wrap-anywhere rounded-panel border border-line px-3 py-1.5 text-sm"
            >
              {each}
            </li>
          ))}
        </ul>
      </div>
      <footer className="flex items-center gap-2 border-line border-t p-3">
        <span className="flex-1 rounded-panel border border-line px-3 py-2 text-ink-3">
          {t('widgets.previewPlaceholder')}
        </span>
        <span className="flex size-10 items-center justify-center rounded-full bg-(--fill) text-(--on-fill)">
          <ArrowUp aria-hidden className="size-5" />
        </span>
      </footer>
    </div>
  );
}

export function Launcher(props: {
  settings: WidgetSettings;
  name: string;
  open: boolean;
  onToggle: () => void;
}) {
  const { settings } = props;
  const Icon = props.open ? ChevronDown : MessagesSquare;
  return (
    <button
      type="button"
      aria-expanded={props.open}
      aria-label={settings.launcherLabel ? undefined : props.name}
      onClick={props.onToggle}
      className="absolute z-10 flex h-14 min-w-14 max-w-[calc(100%-2rem)] items-center justify-center gap-2.5 rounded-full bg-(--fill) px-3.5 font-medium text-(--on-fill) text-[15px] shadow-float"
      style={{
        insetBlockEnd: `${settings.offsetPx}px`,
        [settings.position]: `${settings.offsetPx}px`,
      }}
    >
      <Icon aria-hidden className="size-6 shrink-0" strokeWidth={1.75} />
      {settings.launcherLabel ? (
        <span dir="auto" className="truncate">
          {settings.launcherLabel}
        </span>
      ) : null}
    </button>
  );
}
