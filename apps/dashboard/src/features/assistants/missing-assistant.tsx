import { buttonClass } from '@platform/ui/button';
import { Link } from '@tanstack/react-router';
import { Missing } from '../../shell/missing.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

export function MissingAssistant() {
  const t = useTexts();
  return (
    <Missing>
      <Link to="/assistants" className={buttonClass('primary')}>
        {t('page.backTo', { place: t('nav.assistants') })}
      </Link>
    </Missing>
  );
}
