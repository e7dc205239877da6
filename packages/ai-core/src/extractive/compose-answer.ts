import type { AnswerPart, Citation, Placement } from '@platform/api-contract/types';
import type { Candidate } from './candidates.ts';
import type { Wants } from './question.ts';
import { ended, leansOnPrevious, standAlone } from './readable-text.ts';
import type { Scored } from './score-sentences.ts';

const MAX_LIST = 8;
const MAX_LIST_CHARS = 900;
const MAX_LEAD_WORDS = 40;
/** From here on a heading says what the question says, and its section is the answer. */
const ON_SECTION = 0.5;
const MAX_LEADS = 2;
/** Neighbouring sentences share one citation up to this length, so that it stays a place to look at. */
const MAX_SHARED_CITATION = 400;

const isItem = ({ kind }: Candidate): boolean => kind === 'bullet' || kind === 'step';

interface Neighbours {
  previous(of: Candidate): Candidate | undefined;
  next(of: Candidate): Candidate | undefined;
}

function neighboursIn(candidates: readonly Candidate[]): Neighbours {
  const place = new Map(candidates.map((candidate, i) => [candidate, i]));
  const near = (of: Candidate, step: 1 | -1): Candidate | undefined => {
    const other = candidates[(place.get(of) ?? Number.NaN) + step];
    return other?.passage === of.passage ? other : undefined;
  };
  return { previous: (of) => near(of, -1), next: (of) => near(of, 1) };
}

/** The list a sentence leads into or belongs to, where the whole of it answers rather than one item. */
function listAround(candidate: Candidate, wants: Wants, near: Neighbours): Candidate[] {
  const belongs = (at: Candidate): boolean => isItem(at) || (at.kind === 'prose' && at.inline);
  const items: Candidate[] = [];
  let first = candidate;
  if (belongs(candidate)) {
    if (wants !== 'steps') return [];
    for (let at: Candidate | undefined = candidate; at && belongs(at); at = near.previous(at)) {
      if (isItem(at)) first = at;
    }
    if (first.kind !== 'step') return [];
  } else if (/:$/.test(candidate.text)) {
    const next = near.next(candidate);
    if (next?.kind === 'code') return [next];
    if (!next || !isItem(next)) return [];
    first = next;
  } else {
    return [];
  }
  for (let at: Candidate | undefined = first; at && belongs(at); at = near.next(at)) items.push(at);
  return within(items);
}

function within(items: Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  let chars = 0;
  for (const item of items.slice(0, MAX_LIST)) {
    chars += item.text.length;
    if (chars > MAX_LIST_CHARS) break;
    kept.push(item);
  }
  return kept;
}

/** The sentences between a heading and one of the first few below it: an answer begins with them. */
function leadsOf(candidate: Candidate, near: Neighbours): Candidate[] {
  if (candidate.kind !== 'prose' || candidate.place > MAX_LEADS) return [];
  const leads: Candidate[] = [];
  for (let at = near.previous(candidate); at?.kind === 'prose' && !at.cut; at = near.previous(at)) {
    leads.push(at);
    if (at.place === 0) break;
  }
  return leads;
}

/** What is said: the chosen sentences with what they need to be understood, by passage and place. */
function complete(chosen: readonly Scored[], wants: Wants, near: Neighbours): Candidate[][] {
  const said = new Set<Candidate>();
  for (const { candidate, section, defines } of chosen) {
    said.add(candidate);
    const before = near.previous(candidate);
    if (
      before?.kind === 'prose' &&
      !before.cut &&
      before.words <= MAX_LEAD_WORDS &&
      leansOnPrevious(candidate.text)
    ) {
      said.add(before);
    }
    for (const item of listAround(candidate, wants, near)) said.add(item);
    if (section >= ON_SECTION && !defines)
      for (const lead of leadsOf(candidate, near)) said.add(lead);
  }
  const groups = new Map<Candidate['passage'], Candidate[]>();
  for (const { candidate } of chosen) groups.set(candidate.passage, []);
  for (const candidate of said) groups.get(candidate.passage)?.push(candidate);
  return [...groups.values()].map((group) => group.toSorted((a, b) => a.index - b.index));
}

function citationOf(first: Candidate, last: Candidate, number: number): Citation {
  const { passage } = first;
  return {
    number,
    documentId: passage.documentId,
    documentTitle: passage.documentTitle,
    chunkId: passage.chunkId,
    headingPath: passage.headingPath,
    page: passage.page,
    start: first.start,
    end: last.end,
    quote: passage.text.slice(first.start - passage.start, last.end - passage.start),
  };
}

function placementOf(
  candidate: Candidate,
  previous: Candidate | undefined,
  lone: boolean,
): Placement {
  if (candidate.kind === 'code') return 'code';
  if (isItem(candidate) && !lone) return candidate.kind === 'step' ? 'numbered' : 'bullet';
  if (previous && candidate.inline && isItem(previous)) return 'continue';
  const follows = previous && (previous.kind === 'prose' || previous.kind === 'row');
  return follows ? 'continue' : 'paragraph';
}

const bareCode = (raw: string): string =>
  raw.replace(/^\s*(?:```|~~~)[^\n]*\n?/, '').replace(/\n?\s*(?:```|~~~)\s*$/, '');

/**
 * The chosen sentences as parts of an answer: readable alone, each with the span it was taken from.
 * A sentence that begins with "It" brings the one before it, a lead-in brings its list, a step brings
 * its steps; connectives that lost what they connect are cut.
 */
export function composeAnswer(
  chosen: readonly Scored[],
  candidates: readonly Candidate[],
  wants: Wants,
): AnswerPart[] {
  const near = neighboursIn(candidates);
  const parts: AnswerPart[] = [];
  let number = 0;
  for (const group of complete(chosen, wants, near)) {
    let shared: { number: number; start: number } | undefined;
    group.forEach((candidate, i) => {
      const previous = group[i - 1];
      const adjacent = previous !== undefined && previous === near.previous(candidate);
      const lone = group.filter(isItem).length < 2;
      const text =
        candidate.kind === 'code'
          ? bareCode(
              candidate.passage.text.slice(
                candidate.start - candidate.passage.start,
                candidate.end - candidate.passage.start,
              ),
            )
          : ended(adjacent ? candidate.text : standAlone(candidate.text));
      const newCitations: Citation[] = [];
      if (!shared || !adjacent || candidate.end - shared.start > MAX_SHARED_CITATION) {
        number += 1;
        let last = candidate;
        for (const next of group.slice(i + 1)) {
          if (near.previous(next) !== last || next.end - candidate.start > MAX_SHARED_CITATION)
            break;
          last = next;
        }
        newCitations.push(citationOf(candidate, last, number));
        shared = { number, start: candidate.start };
      }
      parts.push({
        placement: placementOf(candidate, previous, lone),
        sentence: {
          inlines: [{ type: 'text', text }],
          citations: [shared.number],
          support: 'supported',
        },
        newCitations,
      });
    });
  }
  return parts;
}
