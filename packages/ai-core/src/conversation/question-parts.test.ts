import { expect, test } from 'vitest';
import { splitQuestion } from './question-parts.ts';

test.each<[string, string[]]>([
  ['how much does it cost and can I cancel?', ['how much does it cost?', 'can I cancel?']],
  ['How much is it? Can I cancel?', ['How much is it?', 'Can I cancel?']],
  ['Who founded Fernwood and when?', ['Who founded Fernwood?', 'when?']],
  ['Was kostet es und kann ich kündigen?', ['Was kostet es?', 'kann ich kündigen?']],
  ['¿Cuánto cuesta y puedo cancelar?', ['¿Cuánto cuesta?', 'puedo cancelar?']],
  [
    'What is Grove, how does it work, and who made it?',
    ['What is Grove, how does it work?', 'who made it?'],
  ],
])('%s', (question, parts) => {
  expect(splitQuestion(question)).toEqual(parts);
});

test.each([
  'How do I sign in and out?',
  'Can I pay monthly or do I have to pay yearly?',
  'How do I know who is invited and who is not?',
  'What are the differences between when and how it runs?',
  'What family distilled brandy and were Huguenots?',
  'When I cancel, do I get a refund?',
  'I have the Pro plan. Can I cancel?',
  'How do I leave and come back?',
  'Who went to Radcliffe and was trained there?',
  'cancel and can',
  '',
])('one question stays whole: %s', (question) => {
  expect(splitQuestion(question)).toEqual([question]);
});
