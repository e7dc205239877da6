import { Link } from '@tanstack/react-router';
import clsx from 'clsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { Place } from './navigation.ts';

/** One line of the navigation. `stacked` is the bottom bar of phones: the icon above its word. */
export function NavLink(props: {
  place: Place;
  waiting: number;
  stacked?: boolean;
  onNavigate?: () => void;
}) {
  const t = useTexts();
  const { place } = props;
  const Icon = place.icon;
  const count = place.to === '/inbox' && props.waiting > 0 ? props.waiting : 0;
  return (
    <Link
      to={place.to}
      activeOptions={{ exact: place.to === '/' }}
      onClick={() => props.onNavigate?.()}
      activeProps={{ className: 'bg-selected text-ink font-medium' }}
      inactiveProps={{ className: 'text-ink-2 hover:bg-hover hover:text-ink' }}
      className={clsx(
        'relative flex items-center rounded-control no-underline transition-colors',
        props.stacked
          ? 'min-h-12 flex-1 flex-col justify-center gap-0.5 text-xs'
          : 'touch-target h-8 gap-2.5 px-2.5',
      )}
    >
      <Icon aria-hidden className={props.stacked ? 'size-5' : 'size-4'} />
      <span className="truncate">{t(place.label)}</span>
      {count > 0 ? (
        <span
          className={clsx(
            'rounded-full bg-human-weak px-1.5 font-medium text-human text-xs',
            props.stacked ? 'absolute top-0.5 left-1/2 ms-2' : 'ms-auto',
          )}
        >
          <span aria-hidden>{count > 99 ? '99+' : count}</span>
          <span className="sr-only">{t('nav.inboxWaiting', { count })}</span>
        </span>
      ) : null}
    </Link>
  );
}
