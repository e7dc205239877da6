import type { DocumentBuilder } from '../document-builder.ts';
import type { DecodedText } from './decode-text.ts';

export function warnOfEncoding(builder: DocumentBuilder, decoded: DecodedText): void {
  if (!decoded.guessed) return;
  builder.warn(
    'encoding-guessed',
    `The file does not say how its letters are encoded; it was read as ${decoded.encoding}. If letters look wrong, save it as UTF-8.`,
  );
}
