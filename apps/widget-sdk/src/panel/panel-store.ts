import type { VisitorSession } from '../shared/bridge.ts';
import type { PanelState } from './state.ts';

/** The panel's one state. Views draw it; whoever changes it says so by `set`. */
export class PanelStore {
  /** As whom the server knows this browser; every call goes through it. */
  readonly session: VisitorSession;
  state: PanelState;
  /** Called after each change. */
  onChange: () => void = () => undefined;

  constructor(session: VisitorSession, state: PanelState) {
    this.session = session;
    this.state = state;
  }

  set(patch: Partial<PanelState>): void {
    this.state = { ...this.state, ...patch };
    this.onChange();
  }
}
