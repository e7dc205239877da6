import { expect, test } from 'vitest';
import { approvedLink } from './approved-link.ts';

const hosts = ['docs.acme.example', '*.acme-cdn.example', 'bücher.example', 'local.example:8443'];

test.each([
  ['https://docs.acme.example/a?b#c', 'https://docs.acme.example/a?b#c'],
  ['HTTPS://DOCS.ACME.EXAMPLE', 'https://docs.acme.example/'],
  ['http://docs.acme.example:80/x', 'http://docs.acme.example/x'],
  ['https://docs.acme.example./x', 'https://docs.acme.example./x'],
  ['https://eu.acme-cdn.example/x', 'https://eu.acme-cdn.example/x'],
  ['https://xn--bcher-kva.example/', 'https://xn--bcher-kva.example/'],
  ['https://BÜCHER.example/', 'https://xn--bcher-kva.example/'],
  ['https://local.example:8443/', 'https://local.example:8443/'],
])('[A32] approved: %s', (href, expected) => {
  expect(approvedLink(href, hosts)).toBe(expected);
});

test.each([
  'https://evil.example/',
  'https://docs.acme.example.evil.example/',
  'https://evildocs.acme.example/',
  'https://sub.docs.acme.example/',
  'https://acme-cdn.example/',
  'https://docs.acme.example@evil.example/',
  'https://docs.acme.example:443@evil.example/',
  'https://user:pass@docs.acme.example/',
  'https://docs.acme.example:8443/',
  'https://local.example/',
  'https://docs.acme.example\\@evil.example/',
  'https://docs.аcme.example/',
  '//docs.acme.example/',
  'javascript:alert(1)//docs.acme.example',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'ftp://docs.acme.example/',
  'blob:https://docs.acme.example/1',
  'docs.acme.example',
  '',
])('[A32] refused: %j', (href) => {
  expect(approvedLink(href, hosts)).toBeNull();
});

test('[A32] nothing is approved by an empty or broken list', () => {
  expect(approvedLink('https://docs.acme.example/', [])).toBeNull();
  expect(approvedLink('https://docs.acme.example/', ['', '*.', ' ', '*'])).toBeNull();
});
