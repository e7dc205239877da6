/** Control, format and private-use characters: what a reader does not see. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}]/gu;

/** Text without what is not seen; line breaks and tabs stay. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, (character) =>
    character === '\n' || character === '\t' ? character : '',
  );
}
