import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { english } from './english.ts';

const sources = import.meta.glob<string>(['../**/*.ts', '../**/*.tsx', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const catalogues = Object.entries(sources).filter(([path]) => path.endsWith('.texts.ts'));
const code = Object.entries(sources)
  .filter(([path]) => !path.endsWith('.texts.ts'))
  .map(([, text]) => text)
  .join('\n');

describe('the catalogue', () => {
  it('holds only messages that can be read', () => {
    const broken = Object.entries(english).filter(([, message]) => {
      try {
        compileMessage(message);
        return false;
      } catch {
        return true;
      }
    });
    expect(broken).toEqual([]);
  });

  it('gives each id once, whichever feature brings it', () => {
    const ids = catalogues.flatMap(([, text]) =>
      [...text.matchAll(/^ {2}'([\w.-]+)':/gm)].map(([, id]) => id),
    );
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    expect(ids.length).toBeGreaterThan(100);
    expect(twice).toEqual([]);
  });

  it('has no text that nobody says', () => {
    // Ids are written out, or end in something that varies: t(`inbox.view.${view}`).
    const patterns = [...code.matchAll(/`([a-z][\w.-]*)\$\{[^`]*\}([\w.-]*)`/gi)].map(
      ([, start = '', end = '']) => ({ start, end }),
    );
    const unsaid = Object.keys(english).filter(
      (id) =>
        !code.includes(`'${id}'`) &&
        !code.includes(`"${id}"`) &&
        !patterns.some(({ start, end }) => id.startsWith(start) && id.endsWith(end)),
    );
    expect(unsaid).toEqual([]);
  });

  it('speaks as the design says: no exclamation marks', () => {
    expect(Object.values(english).filter((message) => message.includes('!'))).toEqual([]);
  });
});
