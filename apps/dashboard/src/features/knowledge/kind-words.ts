import type { DocumentKind, DocumentSummary } from '@platform/api-contract/types';
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

const kindOfExtension: ReadonlyMap<string, DocumentKind> = new Map([
  ['pdf', 'pdf'],
  ['docx', 'docx'],
  ['pptx', 'pptx'],
  ['xlsx', 'xlsx'],
  ['csv', 'csv'],
  ['html', 'html'],
  ['htm', 'html'],
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['txt', 'text'],
]);

/**
 * What a source is: as it was read, or until then as its name says; a file that was refused for its
 * kind is not what its name says. Null where nothing is known.
 */
export function kindOf(
  source: Pick<DocumentSummary, 'kind' | 'fileName' | 'failure'>,
): DocumentKind | null {
  if (source.kind !== null || source.failure?.code === 'unsupported') return source.kind;
  const extension = /\.([a-z]+)$/i.exec(source.fileName)?.[1] ?? '';
  return kindOfExtension.get(extension.toLowerCase()) ?? null;
}
