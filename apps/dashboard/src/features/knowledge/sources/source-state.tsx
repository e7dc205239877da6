import type { DocumentStage, DocumentSummary } from '@platform/api-contract/types';
import { Chip } from '@platform/ui/chip';
import { Progress } from '@platform/ui/progress';
import { Check, CircleAlert, Clock } from 'lucide-react';
import { type TextId, useTexts } from '../../../texts/use-texts.tsx';

const stages: readonly DocumentStage[] = ['parsing', 'chunking', 'indexing', 'embedding'];
const stageWords: Record<DocumentStage, TextId> = {
  parsing: 'knowledge.stageParsing',
  chunking: 'knowledge.stageChunking',
  indexing: 'knowledge.stageIndexing',
  embedding: 'knowledge.stageEmbedding',
};

/** Where a source stands: waiting, under way with its stage and count, ready, or not read. */
export function SourceState({ source }: { source: DocumentSummary }) {
  const t = useTexts();
  switch (source.state) {
    case 'ready':
      return (
        <Chip tone="ok" icon={<Check aria-hidden />}>
          {t('knowledge.stateReady')}
        </Chip>
      );
    case 'failed':
      return (
        <Chip tone="danger" icon={<CircleAlert aria-hidden />}>
          {t('knowledge.stateFailed')}
        </Chip>
      );
    case 'queued':
      return <Chip icon={<Clock aria-hidden />}>{t('knowledge.stateQueued')}</Chip>;
    case 'processing':
      return <StageProgress source={source} />;
  }
}

function StageProgress({ source }: { source: DocumentSummary }) {
  const t = useTexts();
  const stage = source.stage ?? 'parsing';
  const { progress } = source;
  const known = progress !== null && progress.total > 0;
  // Each stage is a quarter of the bar: it only ever moves forward.
  const share = known ? progress.done / progress.total : 0;
  const value = ((stages.indexOf(stage) + Math.min(1, share)) / stages.length) * 100;
  const count = known
    ? t('knowledge.stageCount', { done: progress.done, total: progress.total })
    : '';
  return (
    <div className="w-full max-w-44">
      <Progress label={t(stageWords[stage])} value={value} text={count} />
    </div>
  );
}
