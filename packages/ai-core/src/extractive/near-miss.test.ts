import { answerToText, applyAnswerPart, emptyAnswer } from '@platform/api-contract/answers';
import { expect, test } from 'vitest';
import { passageOf, retrievalOf } from '../testing/passage.ts';
import { extractAnswer } from './extract-answer.ts';

const section = (heading: string, text: string, place: number) =>
  passageOf(text, { headingPath: ['Guide', heading], start: place * 1_000, score: 2 });
const passages = [
  section('Scaling', 'Scaling takes about 45 minutes. It costs 85 euros.', 0),
  section('Whitening', 'Whitening lightens teeth by two shades. It lasts two years.', 1),
  section('Guests', 'Guests can see the desks they were invited to. Desks hold 500 notes.', 2),
  section('Hours', 'We are open on Monday from 7:30. The hall was opened in 2014.', 3),
  section('Backups', 'Backups are kept in Dublin for 35 days.', 4),
  section('People', 'Mara Lind leads the company. Ben Oduya is responsible for sales.', 5),
  section('Shop', 'Delivery inside the country costs $5. We ship on Wednesdays.', 6),
  section('Tests', 'Penetration tests are carried out by an outside firm.', 7),
];

function ask(question: string): string {
  const retrieval = retrievalOf(question, passages);
  return answerToText(
    extractAnswer({ question, retrieval }).parts.reduce(applyAnswerPart, emptyAnswer),
  );
}

test.each([
  ['How much does whitening cost?', 'another thing has the price'],
  ['How many guests can I invite?', 'guests are not counted, notes are'],
  ['When was the last penetration test?', 'no time is told'],
  ['How often are backups tested?', 'how long is told, not how often'],
  ['How much does overnight delivery cost?', 'no document knows overnight'],
  ['Who is responsible for marketing?', 'no document knows marketing'],
  ['What is the email address of Mara Lind?', 'no address is told'],
])('declines: %s (%s)', (question) => {
  expect(ask(question)).toBe('');
});

test.each([
  ['How much does scaling cost?', '85 euros'],
  ['How long does whitening last?', 'two years'],
  ['How many notes does a desk hold?', '500 notes'],
  ['When was the hall opened?', '2014'],
  ['How long are backups kept?', '35 days'],
  ['Who is responsible for sales?', 'Ben Oduya'],
  ['How much does delivery cost?', '$5'],
])('answers its neighbour: %s', (question, answer) => {
  expect(ask(question)).toContain(answer);
});
