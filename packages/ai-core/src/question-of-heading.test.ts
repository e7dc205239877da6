import { expect, test } from 'vitest';
import { questionOfHeading } from './question-of-heading.ts';

test.each([
  ['Connect Slack', 'How do I connect Slack?'],
  ['3. How to export data', 'How do I export data?'],
  ['Reset password', 'How do I reset my password?'],
  ['Changing your plan', 'How do I change my plan?'],
  ['Cancelling', 'How do I cancel?'],
  ['Setting up webhooks', 'How do I set up webhooks?'],
  ['Inviting colleagues', 'How do I invite colleagues?'],
  ['Contact us', 'How do I contact you?'],
  ['Rate Limits', 'What are the rate limits?'],
  ['Opening hours', 'What are the opening hours?'],
  ['API limits', 'What are the API limits?'],
  ['Refunds', 'How do refunds work?'],
  ['Single sign-on', 'How does single sign-on work?'],
  ['Our warranty', 'What does the warranty cover?'],
  ['Return policy', 'What is the return policy?'],
])('%s -> %s', (heading, question) => {
  expect(questionOfHeading(heading)?.text).toBe(question);
});

test.each([
  'Test results',
  'Store Hours and directions',
  'Use cases',
  'Building blocks',
  'Order of service',
  'Search engine',
  'Adding',
  'Introduction',
  'About Fernwood',
  'Plans and billing',
  'Education and charities',
  'Is there a free plan?',
  '',
])('no question reads well: %s', (heading) => {
  expect(questionOfHeading(heading)).toBeNull();
});
