import { envSchema } from '@platform/shared/env';
import { z } from 'zod';

const HEADER = `# Every variable of the platform, with its default. Copy this file to .env, or set them where
# you run it; a line that is commented out shows the default. Written by \`pnpm env:example\`
# from packages/shared/src/env.ts.`;

interface Property {
  description?: string;
  enum?: unknown[];
}

/** The text of .env.example: one comment and one line for each variable the code reads. */
export function renderEnvExample(): string {
  const schema = z.toJSONSchema(envSchema, { io: 'input', unrepresentable: 'any' });
  const variables = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { description, enum: choices } = property as Property;
    if (description === undefined) throw new Error(`${name} has no description`);
    const values = choices === undefined ? '' : ` One of: ${choices.join(', ')}.`;
    const fallback =
      envSchema.shape[name as keyof typeof envSchema.shape].safeParse(undefined).data;
    return `# ${description}${values}\n#${name}=${fallback ?? ''}`;
  });
  return `${[HEADER, ...variables].join('\n\n')}\n`;
}
