import { answerToText, applyAnswerPart, emptyAnswer } from '@platform/api-contract/answers';
import type {
  AnswerOutcome,
  AnswerPart,
  AnswerTree,
  Citation,
  Message,
} from '@platform/api-contract/types';
import { newId } from '@platform/shared/ids';

export interface Script {
  readonly parts: readonly AnswerPart[];
  readonly tree: AnswerTree;
  readonly text: string;
  readonly outcome: AnswerOutcome;
  readonly sourceCount: number;
}

const citation = (
  number: number,
  documentTitle: string,
  headingPath: string[],
  quote: string,
  page: number | null = null,
): Citation => ({
  number,
  documentId: newId('document'),
  documentTitle,
  chunkId: null,
  headingPath,
  page,
  start: 0,
  end: quote.length,
  quote,
});

const part = (
  placement: AnswerPart['placement'],
  text: string,
  newCitations: Citation[] = [],
): AnswerPart => ({
  placement,
  sentence: {
    inlines: [{ type: 'text', text }],
    citations: newCitations.map((each) => each.number),
    support: newCitations.length > 0 ? 'supported' : 'not-needed',
  },
  newCitations,
});

export function script(parts: readonly AnswerPart[], outcome: AnswerOutcome = 'answered'): Script {
  const tree = parts.reduce(applyAnswerPart, emptyAnswer);
  return { parts, tree, text: answerToText(tree), outcome, sourceCount: tree.citations.length + 1 };
}

export const returning = (): Script =>
  script([
    part('paragraph', 'You can return the bicycle on any day and pay only up to that day.', [
      citation(
        1,
        'Terms of rental',
        ['Ending a rental', 'Early return'],
        'If you bring the bicycle back early, the rental ends on the day we receive it.',
      ),
    ]),
    part('continue', 'What you paid beyond it comes back within five working days.', [
      citation(
        2,
        'Payments and refunds',
        ['Refunds'],
        'Refunds arrive within five working days.',
        3,
      ),
    ]),
  ]);

export const long = (): Script =>
  script([
    part('heading', 'What a rental includes'),
    part('paragraph', 'Every rental includes the bicycle, a lock and repairs.', [
      citation(
        1,
        'Terms of rental',
        ['What is included'],
        'Each rental includes the bicycle, one lock and all repairs that normal use makes necessary.',
      ),
    ]),
    part('bullet', 'A service visit every six months, at your address.', [
      citation(2, 'Service and repairs', ['Visits'], 'We visit every six months.'),
    ]),
    part('bullet', 'Punctures and brakes within two working days.', [
      citation(
        3,
        'Service and repairs',
        ['Urgent repairs'],
        'Punctures and brakes are repaired within two working days.',
      ),
    ]),
    part(
      'bullet',
      'Theft cover with a deductible of 80 euros, if the bicycle was locked to something fixed.',
      [
        citation(
          4,
          'A document with a very long name that goes on about theft, loss, damage and everything else that may happen',
          ['Theft'],
          'The deductible is 80 euros.',
          12,
        ),
      ],
    ),
    part('numbered', 'Report the theft in your account.'),
    part('numbered', 'Send us the police report within a week.'),
    part(
      'code',
      'rental-report --bicycle LF-20391 --kind theft --with-a-very-long-argument-that-does-not-fit',
    ),
    {
      placement: 'paragraph',
      sentence: {
        inlines: [
          { type: 'text', text: 'The ' },
          { type: 'link', href: 'https://example.com/terms', text: 'full terms' },
          { type: 'text', text: ' say ' },
          { type: 'text', text: 'exactly', mark: 'bold' },
          { type: 'text', text: ' what is covered.' },
        ],
        citations: [],
        support: 'unsupported',
      },
      newCitations: [],
    },
  ]);

export const notFound = (): Script =>
  script(
    [part('paragraph', 'I could not find this in Lindenfield Bicycles’ documents.')],
    'not-found',
  );

export const answerFor = (question: string): Script =>
  /weather/i.test(question) ? notFound() : /includ/i.test(question) ? long() : returning();

export const emptyMessage = (conversationId: string, sequence: number): Message => ({
  id: newId('message'),
  conversationId,
  sequence,
  role: 'assistant',
  text: '',
  notice: null,
  author: null,
  answer: null,
  answerId: null,
  outcome: null,
  clientId: null,
  rating: null,
  createdAt: new Date().toISOString(),
});
