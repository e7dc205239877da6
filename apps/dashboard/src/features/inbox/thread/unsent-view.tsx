import { Button } from '@platform/ui/button';
import { CircleAlert } from 'lucide-react';
import { useWorkspace } from '../../../shell/workspace-context.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import type { Unsent } from '../state/unsent.ts';
import { Said, Words } from './said.tsx';

/** A text on its way, or one that did not arrive: kept, with the reason and two ways out. */
export function UnsentView(props: { item: Unsent; onRetry: () => void; onDiscard: () => void }) {
  const t = useTexts();
  const { person } = useWorkspace();
  const { item } = props;
  return (
    <Said
      voice={item.kind === 'note' ? 'note' : 'person'}
      name={person.name}
      label={item.kind === 'note' ? t('inbox.note') : ''}
      at={null}
      footer={
        item.state === 'sending' ? (
          <p role="status" className="text-ink-2 text-xs">
            {t('inbox.sending')}
          </p>
        ) : (
          <div role="alert" className="flex flex-wrap items-center gap-2 text-danger text-sm">
            <CircleAlert aria-hidden className="size-3.5" />
            {t('inbox.sendFailed', { reason: item.reason })}
            <Button size="sm" onClick={props.onRetry}>
              {t('common.retry')}
            </Button>
            <Button size="sm" variant="quiet" onClick={props.onDiscard}>
              {t('inbox.discard')}
            </Button>
          </div>
        )
      }
    >
      <Words>{item.text}</Words>
    </Said>
  );
}
