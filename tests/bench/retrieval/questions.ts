import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

export interface Span {
  start: number;
  end: number;
}

export interface BenchDocument {
  name: string;
  text: string;
}

export interface BenchQuestion {
  /** Name of the document that answers. */
  document: string;
  text: string;
  /** What answers, by UTF-16 offsets into the document; in order, without overlap. */
  references: Span[];
}

const line = z.object({
  corpus: z.string(),
  question: z.string(),
  references: z.array(z.object({ start: z.int(), end: z.int() })).min(1),
});

/**
 * Reads the folder that BENCH_DATA names: `<corpus>.md` files, and `questions.jsonl` whose references
 * are spans counted in code points, as Python counts.
 */
export function readBenchData(folder: string): {
  documents: BenchDocument[];
  questions: BenchQuestion[];
} {
  const documents = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => ({
      name: path.basename(file, '.md'),
      text: readFileSync(path.join(folder, file), 'utf8'),
    }));
  const offsets = new Map(documents.map(({ name, text }) => [name, codePointOffsets(text)]));
  const questions = readFileSync(path.join(folder, 'questions.jsonl'), 'utf8')
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row) => {
      const { corpus, question, references } = line.parse(JSON.parse(row));
      const at = offsets.get(corpus);
      if (at === undefined) throw new Error(`questions.jsonl names ${corpus}, which is not there`);
      const spans = references.map((each) => ({
        start: at[each.start] ?? 0,
        end: at[each.end] ?? 0,
      }));
      return { document: corpus, text: question, references: union(spans) };
    });
  return { documents, questions };
}

function codePointOffsets(text: string): number[] {
  const offsets: number[] = [];
  let at = 0;
  for (const character of text) {
    offsets.push(at);
    at += character.length;
  }
  offsets.push(at);
  return offsets;
}

/** The same characters as spans in order that do not overlap. */
export function union(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  return joined;
}
