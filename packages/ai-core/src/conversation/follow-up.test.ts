import { describe, expect, test } from 'vitest';
import { isDependent, type Turn, understandFollowUp } from './follow-up.ts';

const asked = (...texts: string[]): Turn[] =>
  texts.flatMap((text): Turn[] => [
    { role: 'visitor', text },
    { role: 'assistant', text: 'An answer.' },
  ]);

test.each([
  'and for annual plans?',
  'What about students?',
  'how long does it take?',
  'why?',
  'can they be refunded?',
  'for guests?',
  'und für Studenten?',
  'et pour les étudiants ?',
  'is that included?',
  'wie lange dauert das?',
])('leans on what was said: %s', (question) => {
  expect(isDependent(question)).toBe(true);
});

test.each([
  'How do I reset my password?',
  'Is it possible to export invoices as PDF?',
  'Is there a free plan?',
  'What is the plan that I need for single sign-on?',
  'Which browsers are supported?',
  'refund policy',
  'E-mail notifications?',
  'Does the battery die in the cold?',
  'O2 network?',
])('stands alone: %s', (question) => {
  expect(isDependent(question)).toBe(false);
});

describe('what is searched', () => {
  test('the question alone when nothing was said before', () => {
    const found = understandFollowUp('and for annual plans?', []);
    expect(found).toMatchObject({ query: 'and for annual plans?', dependent: false });
  });

  test('with the telling words of the question it continues', () => {
    const found = understandFollowUp(
      'and for annual plans?',
      asked('How much do monthly plans cost?'),
    );
    expect(found.carried).toBe('cost');
    expect(found.query).toContain('annual plans');
    expect(found.continues).toBe('How much do monthly plans cost?');
  });

  test('through a chain of follow-ups back to the one that stood alone', () => {
    const history = asked('How much does shipping cost?', 'and to Norway?');
    const found = understandFollowUp('and if it is heavy?', history);
    expect(found.query).toContain('Norway');
    expect(found.query).toContain('shipping');
    expect(found.query).toContain('cost');
  });

  test('without words of an older topic', () => {
    const history = asked('Where is the office?', 'How do I delete my account?');
    expect(understandFollowUp('can it be restored?', history).query).not.toContain('office');
  });

  test('with the words of a colleague when the visitor named nothing', () => {
    const history: Turn[] = [
      { role: 'visitor', text: 'hm?' },
      { role: 'agent', text: 'Warranty claims go through the portal.' },
    ];
    expect(understandFollowUp('how long does that take?', history).query).toContain('Warranty');
  });
});
