import { expect, test } from 'vitest';
import { suggestQuestions } from './suggest-questions.ts';

test('questions really asked come first, then headings that are questions, then those made of headings', () => {
  const asked = ['how do I pay', 'Is there a free plan?'];
  const headings = ['Connect Slack', 'Can I bring my dog?', 'How do I pay?'];
  expect(suggestQuestions({ asked, headings, count: 4 })).toEqual([
    'How do I pay?',
    'Is there a free plan?',
    'Can I bring my dog?',
    'How do I connect Slack?',
  ]);
  expect(suggestQuestions({ asked, headings })).toHaveLength(3);
});

test.each([
  'where is the order of ann@example.com?',
  'where is order 4711 0815?',
  'My name is Ann, where is my parcel?',
  'can you call me on +46 31 555 0190?',
  'thanks a lot!',
  'hm',
  'plans?',
  `please tell me ${'everything '.repeat(10)}about plans`,
])('what is personal, no question or long is not offered: %s', (asked) => {
  expect(suggestQuestions({ asked: [asked], headings: [] })).toEqual([]);
});

test('tasks come before topics, and there are fewer than three rather than odd ones', () => {
  const headings = [
    'Introduction',
    'Rate limits',
    'Overview',
    'Reset your password',
    'Plans and billing',
  ];
  expect(suggestQuestions({ headings })).toEqual([
    'How do I reset my password?',
    'What are the rate limits?',
  ]);
});

test('headings of other languages make no English questions, but are asked if they are questions', () => {
  const headings = [
    'Export',
    'Wie kann ich kündigen?',
    'Update der App',
    'Import und Export von Daten',
  ];
  expect(suggestQuestions({ headings })).toEqual(['Wie kann ich kündigen?']);
});
