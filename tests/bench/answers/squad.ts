import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { BenchDocument, BenchQuestion } from '../retrieval/questions.ts';

const file = z.object({
  data: z.array(
    z.object({
      title: z.string(),
      paragraphs: z.array(
        z.object({
          context: z.string(),
          qas: z.array(
            z.object({
              question: z.string(),
              is_impossible: z.boolean(),
              answers: z.array(z.object({ text: z.string(), answer_start: z.int() })),
            }),
          ),
        }),
      ),
    }),
  ),
});

export interface SquadArticle {
  document: BenchDocument;
  answered: BenchQuestion[];
  /** Written to look answerable by the article, which they are not. */
  unanswered: string[];
}

/** `count` of a list, evenly spread. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, i) =>
    items.slice(Math.floor(i * step), Math.floor(i * step) + 1),
  ).flat();
}

/** Reads a file in the form of SQuAD 2.0: articles with questions that they answer and near misses. */
export function readSquad(path: string, questionsEach: number): SquadArticle[] {
  return file.parse(JSON.parse(readFileSync(path, 'utf8'))).data.map(({ title, paragraphs }) => {
    let text = `# ${title.replaceAll('_', ' ')}\n`;
    const answered: BenchQuestion[] = [];
    const unanswered: string[] = [];
    for (const { context, qas } of paragraphs) {
      text += '\n';
      const at = text.length;
      text += `${context}\n`;
      for (const { question, is_impossible, answers } of qas) {
        const [answer] = answers;
        if (is_impossible) unanswered.push(question);
        else if (answer) {
          const start = at + answer.answer_start;
          const references = [{ start, end: start + answer.text.length }];
          answered.push({ document: title, text: question, references });
        }
      }
    }
    return {
      document: { name: title, text },
      answered: spread(answered, questionsEach),
      unanswered: spread(unanswered, questionsEach),
    };
  });
}
