import type { PanelState } from './state.ts';

/** The panel's one state. Views draw it; whoever changes it says so by `set`. */
export class PanelStore {
  state: PanelState;
  /** Called after each change. */
  onChange: () => void = () => undefined;

  constructor(state: PanelState) {
    this.state = state;
  }

  set(patch: Partial<PanelState>): void {
    this.state = { ...this.state, ...patch };
    this.onChange();
  }
}
