import { filesUnder, readText } from '../checks/repository.ts';

/** A place that shows how something is met: a test that fails without it, or a file that does it. */
export interface Evidence {
  readonly file: string;
  readonly isTest: boolean;
}

const rooms = ['apps', 'packages', 'tests', 'tooling/checks', 'tooling/suite', 'infrastructure'];
const documents = ['docs/guides', 'docs/decisions', 'docs/architecture.md', 'docs/security.md'];

/**
 * Where the sources say that they meet a requirement: a tag in brackets, such as the row of an attack
 * class or a requirement's number, in the name of a test or in a comment.
 */
export function collectEvidence(tag: RegExp): Map<string, Evidence[]> {
  const found = new Map<string, Evidence[]>();
  const files = [...rooms.flatMap(filesUnder), ...documents.flatMap(markdownOf)].filter((file) =>
    /\.(ts|tsx|mjs|md|yml|sql)$/.test(file),
  );
  for (const file of files) {
    const ids = new Set([...readText(file).matchAll(tag)].map((match) => match[1] ?? ''));
    for (const id of ids) {
      found.set(id, [...(found.get(id) ?? []), { file, isTest: /\.test\.tsx?$/.test(file) }]);
    }
  }
  return found;
}

const markdownOf = (place: string) => (place.endsWith('.md') ? [place] : filesUnder(place));

/** Rows of a comma-separated table of ours: a header line, quotes around cells that hold commas. */
export function readTable(file: string): Record<string, string>[] {
  const [header = '', ...lines] = readText(file).trim().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    );
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}
