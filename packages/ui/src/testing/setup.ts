import { afterEach } from 'vitest';
import { unmountAll } from './render.tsx';

// React asks for this before `act` may be used.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

afterEach(unmountAll);
