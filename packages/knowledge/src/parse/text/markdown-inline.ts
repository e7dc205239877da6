/**
 * What a line of Markdown says, without its marks: links and images become their text, emphasis and
 * code marks go, escapes and inline tags are resolved. Each expression has bounded repeats, and
 * lines are looked at in slices, so hostile input costs linear time.
 */
export function inlineText(markdown: string): string {
  if (markdown.length > sliceLength) {
    let text = '';
    for (let at = 0; at < markdown.length; at += sliceLength) {
      text += inlineText(markdown.slice(at, at + sliceLength));
    }
    return text;
  }
  const kept: string[] = [];
  // Code spans and escapes are literal: they are set aside, between two characters of the private
  // use area, before anything else is resolved.
  const keep = (text: string) => {
    kept.push(text);
    return `\ue000${kept.length - 1}\ue001`;
  };
  return markdown
    .replace(/[\ue000\ue001]/g, '')
    .replace(/(`{1,3})(?!`)([^`]{1,300})\1(?!`)/g, (_all, _ticks, code: string) =>
      keep(code.trim()),
    )
    .replace(/\\([!-/:-@[-`{-~])/g, (_all, character: string) => keep(character))
    .replace(/!\[([^[\]]{0,500})\]\([^()]{0,2000}\)/g, '$1')
    .replace(/\[([^[\]]{1,1000})\]\([^()]{0,2000}(?:\([^()]{0,500}\)[^()]{0,500})?\)/g, '$1')
    .replace(/\[([^[\]]{1,500})\]\[[^[\]]{0,200}\]/g, '$1')
    .replace(/<((?:https?:\/\/|mailto:)[^>\s]{1,2000})>/g, '$1')
    .replace(/<\/?[a-zA-Z][^<>]{0,1000}>/g, ' ')
    .replace(/(\*{1,3})(?=\S)([^*]{1,300})(?<=\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_]{1,300})(?<=\S)\1(?![\p{L}\p{N}_])/gu, '$2')
    .replace(/~~(?=\S)([^~]{1,300})~~/g, '$1')
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_all, name: string) => entities[name] ?? '')
    .replace(/\ue000(\d{1,6})\ue001/g, (_all, index: string) => kept[Number(index)] ?? '');
}

const sliceLength = 8_000;
const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
};

/** Cells of a row such as `| a | b |`; an escaped bar belongs to its cell. */
export function rowCells(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  const trimmed = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  for (let at = 0; at < trimmed.length; at += 1) {
    const character = trimmed[at];
    if (character === '\\' && trimmed[at + 1] === '|') {
      cell += '|';
      at += 1;
    } else if (character === '|') {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  cells.push(cell);
  return cells.map(inlineText);
}

/** The line between header and rows of a table: `|---|:--:|`. */
export function isTableRule(line: string): boolean {
  const trimmed = line.trim();
  return trimmed.includes('|') && trimmed.includes('-') && /^[|:\- ]{3,1000}$/.test(trimmed);
}
