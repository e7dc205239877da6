import { expect, it } from 'vitest';
import { readHost } from './read-host.ts';

it.each([
  ['docs.acme.com', 'docs.acme.com'],
  ['https://Docs.Acme.com/start?x=1', 'docs.acme.com'],
  ['acme.com/help', 'acme.com'],
])('%s is the host %s', (typed, value) => {
  expect(readHost(typed, 'wrong')).toEqual({ value });
});

it.each(['*.acme.com', 'a b', 'javascript:alert(1)', 'exa_mple.com'])('%s is no host', (typed) => {
  expect(readHost(typed, 'wrong')).toEqual({ error: 'wrong' });
});
