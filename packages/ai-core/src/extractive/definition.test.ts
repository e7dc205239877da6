import { answerToText, applyAnswerPart, emptyAnswer } from '@platform/api-contract/answers';
import { expect, test } from 'vitest';
import { passageOf, retrievalOf } from '../testing/passage.ts';
import { extractAnswer } from './extract-answer.ts';

const scheduler =
  'Tidal is easy to set up. Install Tidal with one command. Most teams run Tidal in a day. Tidal is a scheduler for container jobs. Tidal costs nothing for small teams.';
const glossary = `Escrow: money held by a third party until a deal is done.

Lien – a right over property until a debt is paid.

Prepaid interest (points) is interest paid up front. An escrow account is used to pay taxes.`;
const club = `The Moss Garden Society (MGS) is a club of people who grow moss. MGS meets on Sundays.

In spring we hold a kokedama course. A kokedama is a ball of soil covered with moss. Bring your own kokedama.`;

function ask(question: string, text: string): string {
  const retrieval = retrievalOf(question, [passageOf(text)]);
  return answerToText(
    extractAnswer({ question, retrieval }).parts.reduce(applyAnswerPart, emptyAnswer),
  );
}

test.each([
  'What is Tidal?',
  "what's tidal",
  'Tell me about Tidal',
  'Explain Tidal',
  'define tidal',
  'what does Tidal do?',
  'What is the definition of Tidal?',
])('in a tiny workspace the definition answers: %s', (question) => {
  expect(ask(question, scheduler)).toBe('Tidal is a scheduler for container jobs.');
});

test.each([
  ['What is escrow?', glossary, 'Escrow: money held by a third party until a deal is done.'],
  ['What does escrow mean?', glossary, 'Escrow: money held by a third party until a deal is done.'],
  ['What is a lien?', glossary, 'Lien – a right over property until a debt is paid.'],
  ['What are points?', glossary, 'Prepaid interest (points) is interest paid up front.'],
  ['What is the MGS?', club, 'The Moss Garden Society (MGS) is a club of people who grow moss.'],
  ['what is a kokedama', club, 'A kokedama is a ball of soil covered with moss.'],
])('%s', (question, text, answer) => {
  expect(ask(question, text)).toBe(answer);
});

test.each(['What is a terrarium?', 'Explain bonsai', 'What does XYZ mean?'])(
  'what no document tells of has no definition: %s',
  (question) => {
    expect(ask(question, club)).toBe('');
  },
);

test('a question on more than the thing itself is not answered by its definition', () => {
  expect(ask('What is the price of Tidal?', scheduler)).not.toBe(
    'Tidal is a scheduler for container jobs.',
  );
});
