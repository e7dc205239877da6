/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ');
const VOCABULARY = 30_000;

/** Text whose words are as unequally common as those of a language (Zipf's law), in sentences. */
export function createWriter(random: () => number): { sentence: () => string } {
  const words = Array.from({ length: VOCABULARY }, (_, i) => {
    let word = '';
    for (let rest = i + 400; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
      word += SYLLABLES[rest % SYLLABLES.length] ?? '';
    }
    return word;
  });
  const cumulative: number[] = [];
  let sum = 0;
  for (let i = 0; i < VOCABULARY; i += 1) {
    sum += 1 / (i + 8);
    cumulative.push(sum);
  }
  const draw = (): string => {
    const wanted = random() * sum;
    let [low, high] = [0, VOCABULARY - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return words[low] ?? '';
  };
  return {
    sentence() {
      const text = Array.from({ length: 8 + Math.floor(random() * 14) }, draw).join(' ');
      return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
    },
  };
}
