import type { DocumentKind } from '@platform/api-contract/types';
import type { TextId } from '../../texts/use-texts.tsx';

export const kindWords: Record<DocumentKind, TextId> = {
  pdf: 'knowledge.kindPdf',
  docx: 'knowledge.kindDocx',
  pptx: 'knowledge.kindPptx',
  xlsx: 'knowledge.kindXlsx',
  csv: 'knowledge.kindCsv',
  html: 'knowledge.kindHtml',
  markdown: 'knowledge.kindMarkdown',
  text: 'knowledge.kindText',
};
