import { expect } from 'vitest';
import type { HarbourVisitor } from './harbour-visitor.ts';
import type { TeamMember } from './team-member.ts';

/**
 * What must hold of a conversation however often its servers died: every acknowledged message is
 * there once, numbers have no gap and no twin, each question was answered once, and both sides were
 * shown what is stored, in its order.
 */
export async function expectWhole(visitor: HarbourVisitor, team: TeamMember): Promise<void> {
  const { conversationId } = visitor;
  const stored = await team.stored(conversationId);
  const told = stored.map(({ id, sequence, role, text }) => ({ id, sequence, role, text }));

  expect(told.map(({ sequence }) => sequence)).toEqual(told.map((_, i) => i + 1));
  expect(visitor.acknowledged.toSorted()).toEqual(visitor.asked.toSorted());
  expect(stored.flatMap(({ clientId }) => clientId ?? []).toSorted()).toEqual(
    visitor.asked.toSorted(),
  );
  // A question, its answer, a question, its answer.
  expect(told.map(({ role }) => role)).toEqual(
    visitor.asked.flatMap(() => ['visitor', 'assistant']),
  );
  expect(new Set(stored.flatMap(({ outcome }) => outcome ?? []))).toEqual(new Set(['answered']));

  expect(
    visitor.thread.messages.map(({ id, sequence, role, text }) => ({ id, sequence, role, text })),
  ).toEqual(told);
  expect(visitor.arrivals).toEqual([...new Set(visitor.arrivals)].toSorted((a, b) => a - b));
  expect(visitor.mistold).toEqual([]);

  const seen = team.watching.get(conversationId);
  if (seen === undefined) return;
  await team.watched.until(
    () => seen.messages.size >= told.length,
    () => `the team saw ${seen.messages.size} of ${told.length}`,
  );
  expect([...seen.messages.keys()].toSorted()).toEqual(told.map(({ id }) => id).toSorted());
  expect(seen.arrivals).toEqual([...new Set(seen.arrivals)].toSorted((a, b) => a - b));
}
