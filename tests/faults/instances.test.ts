import { answerToText, emptyAnswer } from '@platform/api-contract/answers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, hasServers, openCluster } from './cluster.ts';
import { openHarbour } from './harbour.ts';
import { HarbourVisitor } from './harbour-visitor.ts';
import {
  harbourBook,
  questionAbout,
  type SlowModel,
  shownBeforeHold,
  startSlowModel,
} from './slow-model.ts';
import { TeamMember } from './team-member.ts';

const timeoutMs = 10 * 60_000;

describe.skipIf(!hasServers)('instances on one PostgreSQL and one Redis', () => {
  let model: SlowModel;
  let cluster: Cluster;
  let leaving: (() => unknown)[] = [];

  beforeEach(async () => {
    leaving = [];
    model = await startSlowModel();
    leaving.push(() => model.close());
    cluster = await openCluster({ LLM_URL: model.url, LLM_STALL_TIMEOUT_MS: '300000' });
    leaving.push(() => cluster.close());
  }, timeoutMs);
  afterEach(async () => {
    for (const leave of leaving.reverse()) await leave();
  });

  const startTwo = async () => {
    const [first, second] = [await cluster.instance(), await cluster.instance()];
    await Promise.all([first.start(), second.start()]);
    const harbour = await openHarbour({
      teamOrigin: second.origin,
      visitorOrigin: first.origin,
      visitors: 1,
    });
    leaving.push(() => harbour.leave());
    const [visitor] = harbour.visitors;
    if (visitor === undefined) throw new Error('Nobody came.');
    return { team: harbour.team, visitor };
  };

  it(
    'a visitor on one, the team on the other: the conversation grows before their eyes',
    async () => {
      const { team, visitor } = await startTwo();
      model.hold();
      visitor.ask(questionAbout('ropes', 1));
      await visitor.untilInTheMiddle();
      await team.watched.until(
        () => team.inbox.includes(visitor.conversationId),
        () => 'the inbox does not show the conversation',
      );

      // Opened in the middle of an answer that another instance writes: seen from its first sentence.
      const { conversationId } = visitor;
      const page = await team.api.conversations.messages.query({ conversationId });
      expect(page.messages.map(({ role }) => role)).toEqual(['visitor']);
      expect(page.openAnswer?.phase).toBe('writing');
      expect(page.openAnswer?.parts.map(({ seq }) => seq)).toEqual(
        [0, 1, 2].slice(0, shownBeforeHold),
      );

      const seen = team.open(conversationId);
      await team.watched.until(
        () => seen.messages.size === 1,
        () => 'the team does not see the question',
      );
      model.release();
      await visitor.untilAnswered();
      await team.watched.until(
        () => seen.messages.size === 2,
        () => 'the team does not see the answer',
      );
      const answer = [...seen.messages.values()].find(({ role }) => role === 'assistant');
      expect(answer?.text).toBe(visitor.thread.messages.at(-1)?.text);
      expect(answer?.answer?.citations.length).toBeGreaterThan(0);
      // The rest came sentence by sentence, not only as a whole.
      expect(seen.parts.get(answer?.answerId ?? '')).toBeGreaterThan(0);
      expect(seen.closed.get(answer?.answerId ?? '')).toBe('finished');
    },
    timeoutMs,
  );

  it(
    'the team takes over on the other instance: the AI is silent on both, and speaks again when handed back',
    async () => {
      const { team, visitor } = await startTwo();
      visitor.ask(questionAbout('sails', 1));
      await visitor.untilAnswered();
      const { conversationId } = visitor;
      const seen = team.open(conversationId);
      model.hold();
      visitor.ask(questionAbout('ropes', 2));
      await visitor.untilInTheMiddle();
      const interrupted = visitor.thread.live?.answerId ?? '';
      const shown = answerToText(visitor.thread.live?.tree ?? emptyAnswer);

      await team.api.conversations.takeOver.mutate({ conversationId });
      await visitor.watched.until(
        () => visitor.thread.conversation?.state === 'human' && visitor.thread.live === null,
        () => `the visitor does not see who speaks: ${visitor.describe()}`,
      );
      expect(visitor.thread.conversation?.agentName).toBe('Ada Example');
      // The model is asked no longer: its request is given up on the instance that wrote.
      await model.untilGivenUp();
      model.release();

      const reply = {
        conversationId,
        text: 'Ada here: the ropes are mine.',
        clientId: crypto.randomUUID(),
      };
      await team.api.conversations.reply.mutate(reply);
      await visitor.watched.until(
        () => visitor.thread.messages.at(-1)?.text === reply.text,
        () => `the reply did not arrive: ${visitor.describe()}`,
      );
      const roles = () => visitor.thread.messages.map(({ role }) => role);
      expect(roles()).toEqual(['visitor', 'assistant', 'visitor', 'assistant', 'system', 'agent']);
      // What the one instance had said is kept by the other, as far as it was shown and no further.
      expect(visitor.thread.messages[3]).toMatchObject({
        answerId: interrupted,
        text: shown,
        outcome: 'stopped',
      });
      await team.watched.until(
        () => seen.closed.get(interrupted) === 'taken-over',
        () => 'the team is not told that the answer was closed',
      );
      expect(seen.lateParts).toBe(0);
      // Loaded anew it is what both saw live.
      const { live, messages } = visitor.thread;
      const loaded = await visitor.api.visitor.thread.query({ conversationId });
      expect(live).toBeNull();
      expect(loaded).toMatchObject({ messages, openAnswer: null });
      await team.watched.until(
        () => seen.messages.size >= messages.length,
        () => `the team saw ${seen.messages.size} of ${messages.length}`,
      );
      expect([...seen.messages.keys()].toSorted()).toEqual(messages.map(({ id }) => id).toSorted());

      await team.api.conversations.handBack.mutate({ conversationId });
      await visitor.watched.until(
        () => visitor.thread.conversation?.state === 'ai',
        () => `not handed back: ${visitor.describe()}`,
      );
      visitor.ask(questionAbout('anchors', 3));
      await visitor.untilAnswered();
      expect(roles().slice(6)).toEqual(['system', 'visitor', 'assistant']);
      // The AI knows what was said while it was silent.
      expect(model.lastPrompt()).toContain(reply.text);
    },
    timeoutMs,
  );

  it(
    'roles apart: api, realtime and worker take in a file and serve a conversation together',
    async () => {
      const api = await cluster.instance({ role: 'api' });
      // Behind one address, so the cookie of the one is good for the other.
      const variables = { PUBLIC_URL: api.origin };
      const realtime = await cluster.instance({ role: 'realtime', variables });
      const worker = await cluster.instance({ role: 'worker', variables });
      await Promise.all([api, realtime, worker].map((instance) => instance.start()));

      const team = await TeamMember.signUp(api.origin);
      leaving.push(() => team.leave());
      await team.upload('harbour-book.md', harbourBook);
      await team.goLive(realtime.origin);
      const visitor = await HarbourVisitor.arrive(
        api.origin,
        await team.createWidget(),
        realtime.origin,
      );
      leaving.push(() => visitor.leave());
      model.hold();
      visitor.ask(questionAbout('ferries', 1));
      await visitor.untilInTheMiddle();
      model.release();
      await visitor.untilAnswered();
      await team.watched.until(
        () => team.inbox.includes(visitor.conversationId),
        () => 'the inbox does not show the conversation',
      );
      // Each serves its own part and nothing else.
      expect((await fetch(`${realtime.origin}/trpc/auth.me`)).status).toBe(404);
      expect((await fetch(`${worker.origin}/trpc/auth.me`)).status).toBe(404);
      for (const instance of [api, realtime, worker]) {
        expect((await fetch(`${instance.origin}/readyz`)).status).toBe(200);
      }
    },
    timeoutMs,
  );
});
