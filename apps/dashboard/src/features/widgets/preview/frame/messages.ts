import type { VisitorStart } from '@platform/api-contract/types';

/** What the designer tells its preview: the settings as typed, and the page to imagine around them. */
export type PreviewShow = {
  type: 'parley.preview.show';
  start: VisitorStart;
  page: 'light' | 'dark';
  open: boolean;
};

/** What the preview tells the designer. */
export type PreviewState = { type: 'parley.preview.ready' | 'parley.preview.failed' };

export function isPreviewState(data: unknown): data is PreviewState {
  return (
    hasType(data) && (data.type === 'parley.preview.ready' || data.type === 'parley.preview.failed')
  );
}

export function isPreviewShow(data: unknown): data is PreviewShow {
  return hasType(data) && data.type === 'parley.preview.show';
}

function hasType(data: unknown): data is { type: unknown } {
  return typeof data === 'object' && data !== null && 'type' in data;
}
