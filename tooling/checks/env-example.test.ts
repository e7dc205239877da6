import { expect, it } from 'vitest';
import { renderEnvExample } from './env-example.ts';
import { readText } from './repository.ts';

it('.env.example says of each variable what the code says', () => {
  expect(readText('.env.example')).toBe(renderEnvExample());
});
