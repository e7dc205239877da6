import { collectEvidence, type Evidence, readTable } from './evidence.ts';

const made =
  '<!-- Written by `node tooling/security/write-tables.ts` from tags in the sources. Do not edit. -->';
const placesShown = 3;

function places(evidence: readonly Evidence[]): string {
  const files = evidence.slice(0, placesShown).map(({ file }) => `\`${file}\``);
  const more = evidence.length - files.length;
  return `${files.join('<br>')}${more > 0 ? `<br>and ${more} more` : ''}`;
}

const line = (...cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;

export interface AttackRow {
  readonly row: string;
  readonly name: string;
  readonly tests: readonly Evidence[];
  readonly waitsFor: string;
}

/** Every class of attack, with the tests that carry its row in their names. */
export function listAttackRows(): AttackRow[] {
  const evidence = collectEvidence(/\[A(\d+)\]/g);
  return readTable('tooling/security/attack-classes.csv').map(
    ({ row = '', class: name = '', waits_for: waitsFor = '' }) => ({
      row,
      name,
      waitsFor,
      tests: (evidence.get(row) ?? []).filter(({ isTest }) => isTest),
    }),
  );
}

export function renderAttackClasses(): string {
  const rows = listAttackRows();
  const tested = rows.filter(({ tests }) => tests.length > 0);
  return [
    '# Classes of attack',
    made,
    `What has gone wrong in products like this one, and the tests that carry the row in their names: ${tested.length} of ${rows.length} rows are tested. The others wait for a part of the platform that is not there yet.`,
    [
      line('Row', 'Class', 'Tests'),
      line('---', '---', '---'),
      ...rows.map(({ row, name, tests, waitsFor }) =>
        line(`A${row}`, name, tests.length > 0 ? places(tests) : `waits for ${waitsFor}`),
      ),
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

type Standing = 'test' | 'file' | 'operator' | 'open';

const words: Readonly<Record<Standing, string>> = {
  test: 'met, with a test',
  file: 'met, by file',
  operator: 'for who runs it',
  open: 'open',
};

function standingOf(judgement: string, evidence: readonly Evidence[]): Standing {
  if (evidence.some(({ isTest }) => isTest)) return 'test';
  if (evidence.length > 0) return 'file';
  return judgement === 'deployment/vendor' ? 'operator' : 'open';
}

/** Level 1 and 2 of OWASP ASVS 5.0: how each requirement that applies to the platform stands. */
export function renderAsvs(): string {
  const evidence = collectEvidence(/\[ASVS (\d+\.\d+\.\d+)\]/g);
  const all = readTable('tooling/security/asvs-5.0.0.csv');
  const applying = all
    .filter(({ judgement }) => judgement !== 'not-applicable')
    .map(({ requirement = '', level = '', judgement = '' }) => {
      const found = evidence.get(requirement) ?? [];
      return { requirement, level, found, standing: standingOf(judgement, found) };
    });
  const count = (level: string, standing: Standing) =>
    applying.filter((each) => each.level === level && each.standing === standing).length;
  const standings: readonly Standing[] = ['test', 'file', 'operator', 'open'];
  return [
    '# OWASP ASVS 5.0, levels 1 and 2',
    made,
    `The numbers are those of the [standard](https://github.com/OWASP/ASVS), which holds the texts. ${all.length - applying.length} of ${all.length} requirements do not apply: the platform has no such part.`,
    [
      line('Level', ...standings.map((each) => words[each])),
      line('---', ...standings.map(() => '---')),
      ...['1', '2'].map((level) => line(level, ...standings.map((each) => count(level, each)))),
    ].join('\n'),
    [
      line('Requirement', 'Level', 'Standing', 'Where'),
      line('---', '---', '---', '---'),
      ...applying.map(({ requirement, level, found, standing }) =>
        line(requirement, level, words[standing], places(found)),
      ),
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The generated documents, by path. */
export const securityTables: Readonly<Record<string, () => string>> = {
  'docs/reference/attack-classes.md': renderAttackClasses,
  'docs/reference/asvs.md': renderAsvs,
};
