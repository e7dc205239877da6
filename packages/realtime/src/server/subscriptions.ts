import type { ClientFrame, RefusalCode, ServerFrame } from '../protocol.ts';
import type { Decision, GatewayLimits, GatewayPorts, RealtimeLogger } from './ports.ts';
import type { Reader } from './topic-feed.ts';
import type { TopicHub } from './topic-hub.ts';
import { textMessage } from './ws-frame.ts';

export interface SubscriptionsContext<Actor> {
  readonly ports: GatewayPorts<Actor>;
  readonly hub: TopicHub;
  readonly limits: GatewayLimits;
  readonly logger: RealtimeLogger;
}

/** The socket whose subscriptions these are. */
export interface Subscriber extends Reader {
  send(frame: ServerFrame): void;
}

interface Subscription {
  readonly ref: number;
  readonly resource: string;
  /** Known once granted. */
  topic: string | undefined;
  /** Whether the client was told that it is subscribed. */
  live: boolean;
}

/** What one socket reads, and by whose rights. */
export class Subscriptions<Actor> {
  readonly #context: SubscriptionsContext<Actor>;
  readonly #subscriber: Subscriber;
  /** Few, and often one: an array of just that many is a fifth of the smallest map. */
  #all: readonly Subscription[] = [];
  #actor: Actor;
  /** Counts changes of rights, so that a decision taken before one is not used after it. */
  #rightsVersion = 0;

  constructor(context: SubscriptionsContext<Actor>, subscriber: Subscriber, actor: Actor) {
    this.#context = context;
    this.#subscriber = subscriber;
    this.#actor = actor;
  }

  get size(): number {
    return this.#all.length;
  }

  has(ref: number): boolean {
    return this.#find(ref) !== undefined;
  }

  /** The resource and topic of a subscription that the client knows to be live. */
  live(ref: number): { readonly resource: string; readonly topic: string } | undefined {
    const subscription = this.#find(ref);
    if (subscription?.topic === undefined || !subscription.live) return undefined;
    return { resource: subscription.resource, topic: subscription.topic };
  }

  /** Answers with `subscribed` and what was missed, or with `refused`. Never rejects. */
  async begin({ ref, resource, from }: Extract<ClientFrame, { op: 'subscribe' }>): Promise<void> {
    const { limits, logger, hub } = this.#context;
    if (this.#all.length >= limits.maxSubscriptions) {
      this.#subscriber.send({ op: 'refused', ref, code: 'too_many' });
      return;
    }
    const subscription: Subscription = { ref, resource, topic: undefined, live: false };
    this.#all = this.#all.concat(subscription);
    const isWanted = () => this.#all.includes(subscription);
    try {
      const decision = await this.#decide(resource, isWanted);
      if (!isWanted()) return;
      if (decision.topic === undefined) {
        this.#refuse(subscription, decision.refused);
        return;
      }
      const { topic } = decision;
      subscription.topic = topic;
      await hub.attach(topic, this.#subscriber, from, ({ position, recovered, missed }) => {
        if (!isWanted()) return false;
        subscription.live = true;
        const frame: ServerFrame = { op: 'subscribed', ref, topic, recovered, ...position };
        // The replay goes with the answer, before anything that is live.
        this.#subscriber.write(textMessage(`[${[JSON.stringify(frame), ...missed].join(',')}]`));
        return isWanted();
      });
    } catch (error) {
      logger.warn({ err: error }, 'realtime subscription failed');
      if (isWanted()) this.#refuse(subscription, 'unavailable');
    }
  }

  end(ref: number): void {
    const subscription = this.#find(ref);
    if (subscription === undefined) return;
    this.#all = this.#all.filter((other) => other !== subscription);
    const { topic } = subscription;
    if (topic === undefined || this.#all.some((other) => other.topic === topic)) return;
    this.#context.hub.detach(topic, this.#subscriber);
  }

  endAll(): void {
    for (const { ref } of this.#all) this.end(ref);
  }

  /** From here on these rights decide, over what is live as well. Rejects when a port does. */
  async recheck(actor: Actor): Promise<void> {
    this.#actor = actor;
    this.#rightsVersion += 1;
    const version = this.#rightsVersion;
    for (const subscription of this.#all) {
      const { resource, topic } = subscription;
      if (topic === undefined) continue;
      const decision = await this.#context.ports.authorize(actor, resource);
      // Overtaken by another look at everything, or ended meanwhile.
      if (this.#rightsVersion !== version) return;
      if (!this.#all.includes(subscription) || decision.topic === topic) continue;
      if (subscription.live) {
        this.end(subscription.ref);
        this.#subscriber.send({ op: 'revoked', topic });
      } else {
        this.#refuse(subscription, decision.refused ?? 'not_found');
      }
    }
  }

  async #decide(resource: string, isWanted: () => boolean): Promise<Decision> {
    for (;;) {
      const version = this.#rightsVersion;
      const decision = await this.#context.ports.authorize(this.#actor, resource);
      if (this.#rightsVersion === version || !isWanted()) return decision;
    }
  }

  #find(ref: number): Subscription | undefined {
    return this.#all.find((subscription) => subscription.ref === ref);
  }

  #refuse(subscription: Subscription, code: RefusalCode): void {
    this.end(subscription.ref);
    this.#subscriber.send({ op: 'refused', ref: subscription.ref, code });
  }
}
