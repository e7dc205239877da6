import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { procedures } from './support/call.ts';

const namesIn = (schema: z.ZodType, io: 'input' | 'output') =>
  [
    ...JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' })).matchAll(
      /"properties":\{|"(\w+)":\{/g,
    ),
  ].map(([, name = '']) => name);

describe('the contract', () => {
  it('[ASVS 14.2.1] asks for no secret in an address: queries carry none', () => {
    const secret = /^(token|password|code|secret|key|clientSecret|currentPassword)$/;
    const asked = procedures
      .filter(({ kind }) => kind === 'query')
      .filter(({ input }) => namesIn(input, 'input').some((n) => secret.test(n)));
    expect(asked.map(({ path }) => path)).toEqual([]);
  });

  it('[ASVS 15.3.1][ASVS 8.2.3] gives out no field that is for the server alone', () => {
    const inner = /hash$|sealed|salt$|tokenHash|passwordHash|clientSecret$|identitySecrets/i;
    const given = procedures.flatMap(({ path, output }) =>
      namesIn(output, 'output')
        .filter((name) => inner.test(name))
        .map((name) => `${path}: ${name}`),
    );
    // The head of the audit log's chain is for whoever wants to verify it later.
    expect(given.filter((line) => !line.endsWith(': headHash'))).toEqual([]);
  });

  it('[ASVS 6.4.2] knows no hints and no secret questions', () => {
    const hints = procedures.filter(({ input }) =>
      namesIn(input, 'input').some((name) => /hint|secretQuestion|mother/i.test(name)),
    );
    expect(hints).toEqual([]);
  });
});
