import { buttonClass } from '@platform/ui/button';
import { Link } from '@tanstack/react-router';
import { Missing } from '../../../shell/missing.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';

/** The list beside it stays as it was filtered. */
export function MissingConversation() {
  const t = useTexts();
  return (
    <Missing inside>
      <Link to="/inbox" search className={buttonClass('primary')}>
        {t('page.backTo', { place: t('nav.inbox') })}
      </Link>
    </Missing>
  );
}
