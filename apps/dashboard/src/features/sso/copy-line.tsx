import { CopyButton } from '@platform/ui/copy-button';
import { toast } from '@platform/ui/toast';
import { useTexts } from '../../texts/use-texts.tsx';

/** Something to be pasted elsewhere, under the name it has there. */
export function CopyLine(props: { label: string; text: string }) {
  const t = useTexts();
  return (
    <div className="flex flex-col gap-1">
      <span className="font-medium">{props.label}</span>
      <span className="flex items-center gap-1 rounded-control border border-line bg-paper ps-2.5 pe-1">
        <code className="wrap-anywhere min-w-0 flex-1 py-1.5 font-mono text-sm">{props.text}</code>
        <CopyButton
          text={props.text}
          label={t('sso.copy', { label: props.label })}
          onFail={() => toast.fail(t('common.copyFailed'))}
        />
      </span>
    </div>
  );
}
