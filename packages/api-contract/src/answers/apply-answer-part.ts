import type { AnswerBlock, AnswerPart, AnswerTree } from '../types.ts';

export const emptyAnswer: AnswerTree = { blocks: [], citations: [] };

/**
 * The tree after one more streamed part. Server and clients fold the same parts with the same
 * function, so what was streamed and what was stored cannot differ.
 */
export function applyAnswerPart(tree: AnswerTree, part: AnswerPart): AnswerTree {
  return {
    blocks: placeSentence(tree.blocks, part),
    citations: [...tree.citations, ...part.newCitations],
  };
}

function placeSentence(blocks: AnswerBlock[], part: AnswerPart): AnswerBlock[] {
  const { placement, sentence } = part;
  const before = blocks.slice(0, -1);
  const last = blocks.at(-1);
  switch (placement) {
    case 'paragraph':
    case 'heading':
      return [...blocks, { type: placement, sentences: [sentence] }];
    case 'code':
      return [
        ...blocks,
        { type: 'code', text: sentence.inlines.map((each) => each.text).join('') },
      ];
    case 'bullet':
    case 'numbered': {
      const ordered = placement === 'numbered';
      if (last?.type === 'list' && last.ordered === ordered) {
        return [...before, { ...last, items: [...last.items, [sentence]] }];
      }
      return [...blocks, { type: 'list', ordered, items: [[sentence]] }];
    }
    case 'continue': {
      if (last?.type === 'paragraph' || last?.type === 'heading') {
        return [...before, { ...last, sentences: [...last.sentences, sentence] }];
      }
      if (last?.type === 'list') {
        const item = last.items.at(-1) ?? [];
        return [...before, { ...last, items: [...last.items.slice(0, -1), [...item, sentence]] }];
      }
      return [...blocks, { type: 'paragraph', sentences: [sentence] }];
    }
  }
}

/** The words of an answer without marks: for search, e-mail subjects, screen readers and exports. */
export function answerToText(tree: AnswerTree): string {
  return tree.blocks
    .map((block) => {
      if (block.type === 'code') return block.text;
      const groups = block.type === 'list' ? block.items : [block.sentences];
      return groups
        .map((sentences) =>
          sentences.map((each) => each.inlines.map((part) => part.text).join('')).join(' '),
        )
        .join('\n');
    })
    .join('\n\n');
}
