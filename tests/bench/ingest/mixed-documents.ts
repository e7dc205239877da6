import { documentKinds } from '@platform/knowledge';
import { type SampleContent, sampleFile } from '@platform/knowledge/testing';

export interface BenchFile {
  name: string;
  bytes: Uint8Array;
}

/** Shares of the bytes, as they lie about in a company: much PDF and Word, some of everything. */
const shares: Record<(typeof documentKinds)[number], number> = {
  pdf: 0.3,
  docx: 0.2,
  html: 0.15,
  pptx: 0.1,
  xlsx: 0.05,
  csv: 0.05,
  markdown: 0.1,
  text: 0.05,
};

/**
 * Files of all kinds, `totalBytes` together within one file's size. Each run makes the same texts.
 * A document is a report of some pages; sheets have a few thousand rows.
 */
export async function makeMixedDocuments(totalBytes: number): Promise<BenchFile[]> {
  const random = createRandom(20_261_120);
  const files: BenchFile[] = [];
  for (const kind of documentKinds) {
    let bytes = 0;
    for (let index = 0; bytes < totalBytes * shares[kind]; index += 1) {
      const file = await sampleFile[kind](makeReport(random, `${kind} ${index}`));
      files.push({ name: `report-${index}.${kind}`, bytes: file });
      bytes += file.length;
    }
  }
  return files;
}

function makeReport(random: Random, title: string): SampleContent {
  const sections = Array.from({ length: 12 }, (_, index) => ({
    heading: `${index + 1} ${sentence(random, 4).slice(0, -1)}`,
    paragraphs: Array.from({ length: 8 }, () => paragraph(random)),
  }));
  const rows = Array.from({ length: 150 }, (_, index) => [
    `Item ${index}`,
    word(random),
    `$${random(900)}.${10 + random(89)}`,
    String(random(10_000)),
  ]);
  return {
    title: `Report on ${title}`,
    sections,
    table: [['Item', 'Place', 'Price', 'Count'], ...rows],
  };
}

const paragraph = (random: Random) =>
  Array.from({ length: 3 + random(4) }, () => sentence(random, 8 + random(14))).join(' ');

function sentence(random: Random, words: number): string {
  const text = Array.from({ length: words }, () => word(random)).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const onsets = ['b', 'br', 'c', 'd', 'f', 'gr', 'h', 'l', 'm', 'n', 'p', 'r', 's', 'st', 't', 'v'];
const vowels = ['a', 'e', 'i', 'o', 'u', 'ea', 'ou'];
const common = 'the of and to in is for on with as by at from it this that are be or a not'.split(
  ' ',
);

/** Two of five words are common ones; the rest come from some ten thousand, the first ones oftenest. */
function word(random: Random): string {
  if (random(5) < 2) return common[random(common.length)] ?? 'the';
  let rank = Math.floor(10_000 * (random(1_000) / 1_000) ** 3);
  let made = '';
  for (let syllable = 0; syllable < 2; syllable += 1) {
    made += onsets[rank % onsets.length];
    rank = Math.floor(rank / onsets.length);
    made += vowels[rank % vowels.length];
    rank = Math.floor(rank / vowels.length);
  }
  return made;
}

type Random = (below: number) => number;

/** A linear congruential generator (constants of Numerical Recipes): the same numbers on every machine. */
function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
