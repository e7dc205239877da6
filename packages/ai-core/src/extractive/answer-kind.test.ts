import { expect, test } from 'vitest';
import { countedTerms, holdsKind, readAnswerKind } from './answer-kind.ts';

test.each([
  ['How much is the Grove plan?', 'money'],
  ['What does Forest cost?', 'money'],
  ['what is the price of a desk', 'money'],
  ['Wie lange dauert das?', 'duration'],
  ['How often is it updated?', 'frequency'],
  ['How many guests can I invite?', 'count'],
  ['When was it founded?', 'past'],
  ['When do you open?', 'time'],
  ['Who founded Fernwood?', 'name'],
  ['Where is my data stored?', 'place'],
  ['What is your e-mail address?', 'address'],
  ['phone number?', 'phone'],
  ['How much does a cat weigh?', null],
  ['How much is the discount?', null],
  ['What happens when a provider fails?', null],
  ['How do I cancel?', null],
])('%s -> %s', (question, kind) => {
  expect(readAnswerKind(question)).toBe(kind);
});

test('what is counted must stand beside the number', () => {
  expect(countedTerms('How many free guests can I invite?')).toContain('guest');
  const asked = 'How many guests can I invite?';
  expect(holdsKind('count', 'Up to 20 guests.', asked)).toBe(true);
  expect(holdsKind('count', 'An invitation is valid for seven days.', asked)).toBe(false);
  expect(holdsKind('count', '64 work here.', 'How many people work here?')).toBe(true);
});

test('a measure has the unit that fits', () => {
  expect(holdsKind('measure', 'It carries 900 passengers.', 'How heavy is the ship?')).toBe(false);
  expect(holdsKind('measure', 'It weighs 900 tonnes.', 'How heavy is the ship?')).toBe(true);
  expect(holdsKind('measure', 'Files up to 250 MB.', 'How large may a file be?')).toBe(true);
  expect(holdsKind('duration', 'The hull measures 120 metres.', 'How long is it?')).toBe(true);
});

test('a weekday is no place, and a year no opening time', () => {
  expect(holdsKind('place', 'We ship on Wednesdays.', 'Where is your shop?')).toBe(false);
  expect(holdsKind('place', 'It is at the harbour.', 'Where is your shop?')).toBe(true);
  expect(holdsKind('time', 'It was opened in 2014.', 'When do you open?')).toBe(false);
  expect(holdsKind('time', 'Daily from 8:00.', 'When do you open?')).toBe(true);
});

test('a name is one that the question has not', () => {
  expect(holdsKind('name', 'Fernwood was founded in Gothenburg.', 'Who founded Fernwood?')).toBe(
    true,
  );
  expect(holdsKind('name', 'In 1990 Fernwood was founded.', 'Who founded Fernwood?')).toBe(false);
});
