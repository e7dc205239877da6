import type { Env } from '@platform/shared/env';

export interface Origins {
  /** Where browsers reach us: PUBLIC_URL, or the port we listen on. */
  public(): string;
  isOwn(origin: string): boolean;
  /** Called once the port is known. */
  listening(port: number): void;
}

/** Our own origins: the public one, the loopback names of the port, and those of development servers. */
export function createOrigins(env: Env): Origins {
  const configured = env.PUBLIC_URL === undefined ? null : new URL(env.PUBLIC_URL).origin;
  const extra = env.ALLOWED_ORIGINS.split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');
  let own = new Set([...(configured === null ? [] : [configured]), ...extra]);
  let local = `http://localhost:${env.PORT}`;
  return {
    public: () => configured ?? local,
    isOwn: (origin) => own.has(origin),
    listening(port) {
      local = `http://localhost:${port}`;
      own = new Set([...own, local, `http://127.0.0.1:${port}`]);
    },
  };
}
