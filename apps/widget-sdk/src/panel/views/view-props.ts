import type { PanelController } from '../controller.ts';
import type { PanelState } from '../state.ts';
import type { Translate } from '../texts/index.ts';

export interface ViewProps {
  readonly state: PanelState;
  readonly panel: PanelController;
  readonly t: Translate;
  /** The server's words where they are in the reader's language, which is English, or else our own. */
  readonly said: (words: string | null) => string;
  /** The language of `t`, which browsers know how to write times in. */
  readonly locale: string;
}
