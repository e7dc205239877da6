import { expect, test } from 'vitest';
import { suggestQuestions } from './suggest-questions.ts';

test('questions really asked come first, the most frequent of them before the others', () => {
  const asked = ['Is there a free plan?', 'How do I pay?', 'how do I pay?', 'hm'];
  expect(suggestQuestions({ asked, headings: ['Connect Slack'] })).toEqual([
    'How do I pay?',
    'Is there a free plan?',
    'How do I connect Slack?',
  ]);
});

test('headings become questions, tasks before topics, none that head nothing', () => {
  const headings = [
    'Introduction',
    'Rate limits',
    'Can I bring my dog?',
    'Reset your password',
    '3. How to export data',
    'Overview',
  ];
  expect(suggestQuestions({ headings, count: 5 })).toEqual([
    'Can I bring my dog?',
    'How do I reset your password?',
    'How do I export data?',
    'What should I know about rate limits?',
  ]);
});
