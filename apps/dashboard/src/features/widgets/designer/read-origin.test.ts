import { expect, it } from 'vitest';
import { readOrigin } from './read-origin.ts';

it.each([
  ['https://www.acme.com', 'https://www.acme.com'],
  ['https://WWW.Acme.com/help?x=1#top', 'https://www.acme.com'],
  ['acme.com', 'https://acme.com'],
  ['acme.com/help', 'https://acme.com'],
  ['https://*.acme.com', 'https://*.acme.com'],
  ['localhost:4001', 'http://localhost:4001'],
  ['http://intranet', 'http://intranet'],
  ['https://acme.com:443', 'https://acme.com'],
  ['http://acme.com:8080/', 'http://acme.com:8080'],
])('%s is the origin %s', (typed, value) => {
  expect(readOrigin(typed, 'wrong')).toEqual({ value });
});

it.each([
  '*',
  'https://',
  'ftp://acme.com',
  'https://a.*.com',
  'nonsense',
  'not an origin',
  'javascript:alert(1)',
])('%s is no origin', (typed) => expect(readOrigin(typed, 'wrong')).toEqual({ error: 'wrong' }));
