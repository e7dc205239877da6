/**
 * The few sentences that need no proof, because they claim nothing about the matter: the lead-in of a
 * list, and the offer of a person or of more help. Everything else must stand in a passage.
 */
const OFFER =
  /^(?:(?:please )?(?:let me know|feel free)\b[^.]*|(?:i|we) can (?:pass|connect|hand|transfer) you (?:on |over )?to (?:a |the )?(?:person|colleague|member|human|team)[^.]*|(?:would you like|do you want) (?:me )?to (?:be )?(?:talk|speak|pass|connect|transfer)[^.]*|if you (?:need|want|have) (?:more|further|any other)[^.]*)[.?!]*$/i;
const LEAD_IN_WORDS = 12;

/** "Here are the steps:" without a number, name or address in it. */
export function isLeadIn(text: string): boolean {
  if (!/:$/.test(text) || text.split(/\s+/).length > LEAD_IN_WORDS) return false;
  return !/\p{N}|@|\/|\S \p{Lu}/u.test(text);
}

export function isOffer(text: string): boolean {
  return OFFER.test(text.trim()) && !/\p{N}|@|\//u.test(text);
}

/** A model's own words for "not found", which the platform says in its own. */
export function saysNotFound(text: string): boolean {
  return /\bNOT_FOUND\b|^(?:unfortunately,? |sorry,? |i(?:'m| am) sorry,? (?:but )?)?(?:i (?:could|can|did)(?: ?not|n['’]t) find|(?:the|these|your|those) (?:passages|documents|sources|provided \p{L}+) (?:do|does|did)(?: not|n['’]t) (?:say|mention|contain|answer|provide|include|cover|specify)|(?:there is|i have) no information|this (?:information )?is not (?:mentioned|covered|contained|available) in)/iu.test(
    text.trim(),
  );
}
