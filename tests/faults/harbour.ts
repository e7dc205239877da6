import { HarbourVisitor } from './harbour-visitor.ts';
import { harbourBook, questionAbout, type SlowModel, subjects } from './slow-model.ts';
import { TeamMember } from './team-member.ts';

/** A workspace whose documents are taken in, with its team and its visitors. */
export interface Harbour {
  readonly team: TeamMember;
  readonly visitors: readonly HarbourVisitor[];
  leave(): void;
}

export interface HarbourOptions {
  /** Where the team is; also where their files go. */
  readonly teamOrigin: string;
  readonly visitorOrigin: string;
  readonly visitors: number;
}

export async function openHarbour(options: HarbourOptions): Promise<Harbour> {
  const team = await TeamMember.signUp(options.teamOrigin);
  await team.upload('harbour-book.md', harbourBook);
  const widgetId = await team.createWidget();
  await team.goLive();
  const visitors = await Promise.all(
    Array.from({ length: options.visitors }, () =>
      HarbourVisitor.arrive(options.visitorOrigin, widgetId),
    ),
  );
  return {
    team,
    visitors,
    leave() {
      team.leave();
      for (const visitor of visitors) visitor.leave();
    },
  };
}

/**
 * One round of trouble: all but one visitor are in the middle of an answer, and the last one asks in
 * the very moment when `trouble` begins, so that nobody knows whether that question arrived. Ends when
 * everybody is answered.
 */
export async function round(
  n: number,
  harbour: Harbour,
  model: SlowModel,
  trouble: (letAnswersGoOn: () => void) => Promise<void>,
): Promise<void> {
  const { team, visitors } = harbour;
  const question = questionAbout(subjects[n % subjects.length] ?? 'ropes', n);
  const late = visitors[n % visitors.length];
  const early = visitors.filter((each) => each !== late);
  model.hold();
  for (const visitor of early) visitor.ask(question);
  await Promise.all(early.map((visitor) => visitor.untilInTheMiddle()));
  late?.ask(question);
  await trouble(() => model.release());
  await Promise.all(visitors.map((visitor) => visitor.untilAnswered()));
  for (const { conversationId } of visitors) team.open(conversationId);
}
