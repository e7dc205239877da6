import { buttonClass } from '@platform/ui/button';
import { Link } from '@tanstack/react-router';
import { Missing } from '../../shell/missing.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

export function MissingWidget() {
  const t = useTexts();
  return (
    <Missing>
      <Link to="/widgets" className={buttonClass('primary')}>
        {t('page.backTo', { place: t('nav.widgets') })}
      </Link>
    </Missing>
  );
}
