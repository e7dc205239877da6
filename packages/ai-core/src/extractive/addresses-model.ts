/**
 * Sentences that speak to a machine rather than to a reader: orders to forget its rules, to take on a
 * role, to keep something from the user. A document that holds one is either attacked or writes about
 * attacks; in both cases it is no answer to a visitor.
 */
const TO_A_MODEL =
  /\b(?:ignore|disregard|forget|override)\b[^.!?]{0,40}\b(?:above|previous|prior|earlier|preceding|all|any|your|system|these)\b[^.!?]{0,30}\b(?:instruction|rule|prompt|guideline|direction|message|context|text)s?\b|\bsystem prompt\b|\b(?:you are|act as|pretend to be) (?:now )?(?:an? )?(?:ai\b|assistant|language model|llm|chatgpt|gpt|claude|gemini|dan\b)|\b(?:do not|don['’]t|never) (?:tell|reveal|mention|inform|warn)[^.!?]{0,20}\b(?:user|visitor|human|customer)\b|\b(?:new|updated|real) (?:system )?instructions?\s*:|<\|?(?:system|im_start|endoftext)|\[\/?(?:INST|SYSTEM)\]|\bignoriere?[^.!?]{0,40}\banweisung/i;

export function addressesModel(text: string): boolean {
  return TO_A_MODEL.test(text);
}
