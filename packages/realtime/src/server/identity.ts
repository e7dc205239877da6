import { type ByeReason, type ClientFrame, protocolVersion } from '../protocol.ts';
import type { Credentials, Session } from './ports.ts';
import { type Subscriber, Subscriptions, type SubscriptionsContext } from './subscriptions.ts';

export interface IdentityContext<Actor> extends SubscriptionsContext<Actor> {
  /** When a reader that is sent away shall come back: spread, so that they do not come together. */
  retryAfterMs(): number;
}

/** The socket that somebody is behind. */
export interface Line extends Subscriber {
  readonly isClosed: boolean;
  bye(reason: ByeReason, retryAfterMs?: number): void;
}

type FrameOf<Op extends ClientFrame['op']> = Extract<ClientFrame, { op: Op }>;

/**
 * Who is behind one socket, and with that what it reads: proved by the hello, proved again by fresh
 * tokens, and looked at again when rights change. Whoever proves nothing any more is sent away.
 */
export class Identity<Actor> {
  readonly #context: IdentityContext<Actor>;
  readonly #line: Line;
  #session: Session<Actor> | undefined;
  #subscriptions: Subscriptions<Actor> | undefined;
  /** Counts looks at the session, so that a slow one does not undo a later one. */
  #looks = 0;

  constructor(context: IdentityContext<Actor>, line: Line) {
    this.#context = context;
    this.#line = line;
  }

  get isKnown(): boolean {
    return this.#session !== undefined;
  }

  /** When the proof ends; never, where it does not say. */
  get expiresAtMs(): number {
    return this.#session?.expiresAtMs ?? Number.POSITIVE_INFINITY;
  }

  /** Undefined until the hello is answered. */
  get subscriptions(): Subscriptions<Actor> | undefined {
    return this.#subscriptions;
  }

  /** Whether this session has the key, or may turn out to have it once it is known. */
  mayHaveKey(key: string): boolean {
    return this.#session?.keys.includes(key) ?? true;
  }

  /** Answers the hello; `onKnown` comes after the welcome and before anything else is looked up. */
  async prove(credentials: Credentials, onKnown: () => void): Promise<void> {
    const look = this.#looks;
    const session = await this.#context.ports.authenticate(credentials);
    if (!this.#isStillDue(session)) return;
    this.#subscriptions = new Subscriptions(this.#context, this.#line, session.actor);
    this.#welcome(session);
    onKnown();
    // Rights changed while the session was looked up: it may show those of before.
    if (look !== this.#looks) await this.revalidate();
  }

  async proveAgain({ token }: FrameOf<'auth'>): Promise<void> {
    this.#looks += 1;
    const session = await this.#context.ports.authenticate({ token, request: undefined });
    if (!this.#isStillDue(session)) return;
    this.#welcome(session);
    // Another token may speak for somebody else, whose rights decide from here on.
    await this.#subscriptions?.recheck(session.actor);
  }

  /** Looks at the session and at each subscription again, and takes back what is no longer due. */
  async revalidate(): Promise<void> {
    this.#looks += 1;
    if (this.#session === undefined || this.#line.isClosed) return;
    const look = this.#looks;
    try {
      const session = await this.#context.ports.reload(this.#session.actor);
      if (look !== this.#looks || !this.#isStillDue(session)) return;
      this.#session = session;
      await this.#subscriptions?.recheck(session.actor);
    } catch (error) {
      // Rights that cannot be looked up are not assumed: the reader asks again on a new connection.
      this.#context.logger.warn({ err: error }, 'realtime rights could not be re-checked');
      this.#line.bye('unavailable', this.#context.retryAfterMs());
    }
  }

  async signal({ ref, type, payload }: FrameOf<'signal'>): Promise<void> {
    const { ports, logger } = this.#context;
    const about = this.#subscriptions?.live(ref);
    if (about === undefined || this.#session === undefined) return;
    try {
      await ports.signal?.(this.#session.actor, { ...about, type, payload });
    } catch (error) {
      // A signal is not worth keeping, so a lost one is not worth a connection.
      logger.warn({ err: error }, 'realtime signal failed');
    }
  }

  /** Sends away who is nobody. False too when the socket has ended meanwhile. */
  #isStillDue(session: Session<Actor> | null): session is Session<Actor> {
    if (session === null) this.#line.bye('unauthenticated');
    return session !== null && !this.#line.isClosed;
  }

  #welcome(session: Session<Actor>): void {
    this.#session = session;
    const { pingEveryMs } = this.#context.limits;
    const { expiresAtMs } = session;
    // With a tenth of its life left there is time for a retry or two.
    const refresh =
      expiresAtMs === undefined
        ? {}
        : { refreshInMs: Math.max(0, Math.floor((expiresAtMs - Date.now()) * 0.9)) };
    this.#line.send({ op: 'welcome', v: protocolVersion, pingEveryMs, ...refresh });
  }
}
