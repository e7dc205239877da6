import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchDocument } from './memory-search.ts';

export interface BenchQuestion {
  corpus: string;
  question: string;
  references: { start: number; end: number }[];
}

/** The questions and documents under BENCH_DATA; throws when the variable is not set. */
export function readBenchData(): { documents: BenchDocument[]; questions: BenchQuestion[] } {
  const directory = process.env['BENCH_DATA'];
  if (!directory) throw new Error('BENCH_DATA is not set: the directory with questions.jsonl.');
  const questions = readFileSync(join(directory, 'questions.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as BenchQuestion);
  const names = [...new Set(questions.map(({ corpus }) => corpus))];
  const documents = names.map((name) => ({
    name,
    text: readFileSync(join(directory, `${name}.md`), 'utf8'),
  }));
  return { documents, questions };
}
