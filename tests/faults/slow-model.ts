import { passagesIn, startModelServer } from '@platform/ai-core/testing';
import { Watched } from './waiting.ts';

/** Of what the documents tell, a section each; questions name one. */
export const subjects = ['lanterns', 'anchors', 'barrels', 'ropes', 'sails', 'ferries'] as const;
export type Subject = (typeof subjects)[number];

const sentencesPerSubject = 8;
/** A sentence is checked and shown when the next one begins, so a held answer shows one fewer. */
const saidBeforeHold = 4;
export const shownBeforeHold = saidBeforeHold - 1;

const sentenceOf = (subject: Subject, i: number) =>
  `The ${subject} of berth ${i + 1} are counted ${17 + 4 * i} times in the harbour book.`;
const sentencesOf = (subject: Subject) =>
  Array.from({ length: sentencesPerSubject }, (_, i) => sentenceOf(subject, i));

/** The documents that answers are taken from. */
export const harbourBook = subjects
  .map((subject) => `# About ${subject}\n\n${sentencesOf(subject).join(' ')}`)
  .join('\n\n');

export const questionAbout = (subject: Subject, n: number) =>
  `What does the harbour book count about the ${subject}, as asked in question ${n}?`;

/** An OpenAI-compatible server whose answers can be held in their middle for as long as a test needs. */
export interface SlowModel {
  /** For `LLM_URL`. */
  readonly url: string;
  hold(): void;
  release(): void;
  /** Until whoever asked for a held answer has hung up. */
  untilGivenUp(): Promise<void>;
  /** What it was given with the newest question. */
  lastPrompt(): string;
  close(): Promise<void>;
}

export async function startSlowModel(): Promise<SlowModel> {
  const server = await startModelServer();
  const givenUp = new Watched();
  let hangUps = 0;
  let gate = Promise.resolve();
  let open: () => void = () => undefined;
  server.answer(({ prompt }) => {
    const asked = questionIn(prompt);
    const subject = subjects.find((each) => asked.includes(each));
    const number = passagesIn(prompt).findIndex((text) => text.includes(`The ${subject} of berth`));
    if (subject === undefined || number < 0) return { pieces: ['NOT_FOUND'] };
    const onHangUp = () => {
      hangUps += 1;
      givenUp.changed();
    };
    // Held or not is decided when it is asked, so that a release frees all that wait.
    return { pieces: tell(subject, number + 1, gate), onHangUp };
  });
  return {
    url: `${server.url}/v1`,
    hold() {
      hangUps = 0;
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    release() {
      open();
      gate = Promise.resolve();
    },
    untilGivenUp: () =>
      givenUp.until(
        () => hangUps > 0,
        () => 'the model is still being asked',
      ),
    lastPrompt: () => server.requests.at(-1)?.prompt ?? '',
    close: () => server.close(),
  };
}

const questionIn = (prompt: string): string =>
  /Question of the visitor: ([^\n]*)/.exec(prompt)?.[1] ?? '';

async function* tell(subject: Subject, passage: number, gate: Promise<void>) {
  for (const [i, sentence] of sentencesOf(subject).entries()) {
    if (i === saidBeforeHold) await gate;
    yield `${sentence.slice(0, -1)} [${passage}]. `;
  }
}
