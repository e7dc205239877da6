import { buttonClass } from '@platform/ui/button';
import { Link } from '@tanstack/react-router';
import { Missing } from '../../shell/missing.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

/** The question being tried stays: one comes here from a result whose source was removed meanwhile. */
export function MissingSource() {
  const t = useTexts();
  return (
    <Missing>
      <Link to="/knowledge" search={(now) => ({ try: now.try })} className={buttonClass('primary')}>
        {t('page.backTo', { place: t('nav.knowledge') })}
      </Link>
    </Missing>
  );
}
