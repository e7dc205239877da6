import { describe, expect, it } from 'vitest';
import { isKnownLeaked, judgePassword, neededScore } from './password-strength.ts';

const personal = ['Ada Example', 'ada.king@engines.example', 'Acme Engines'];

describe('the strength of a password', () => {
  it.each([
    ['aB3$aB3$', 'short'],
    ['password1234!', 'leaked'],
    ['Password2024!!', 'leaked'],
    ['qazwsxedcrfv', 'leaked'],
    ['Ada Example Acme 2024', 'personal'],
    ['adaexampleengines', 'personal'],
    ['ada.king@engines.example', 'personal'],
    ['abcabcabcabcabcabc', 'repeated'],
    ['aaaaaaaaaaaaaaaaaaaa', 'repeated'],
    ['abcdefghijklmnop', 'sequence'],
  ])('refuses %j: %s', (password, weakness) => {
    const judged = judgePassword(password, personal);
    expect(judged.weakness).toBe(weakness);
    expect(judged.score).toBeLessThan(neededScore);
  });
  it.each([
    'correct horse battery staple',
    'trees walk on tuesdays',
    'зимний вечер у окна',
    'uV7#qL9!zR2@wX',
    '   spaces    count   too',
    '🦊🐢🪁🎻🧊🪐🌵🍞🧵🪗🧭🫖',
  ])('takes %j', (password) => {
    expect(judgePassword(password, personal).score).toBeGreaterThanOrEqual(neededScore);
  });
  it('finds a leaked one in any letters and with an ending', () => {
    expect(isKnownLeaked('QWERTY123456')).toBe(true);
    expect(isKnownLeaked('motherfucker99!!')).toBe(true);
    expect(isKnownLeaked('violet kettle on tuesday')).toBe(false);
  });
  it('[A54] takes milliseconds for whatever is typed', () => {
    const hard = [
      '4@8({[<369|'.repeat(24).slice(0, 256),
      'a1b2c3d4e5'.repeat(26).slice(0, 256),
      '$1'.repeat(128),
      'qwertyuiop'.repeat(26).slice(0, 256),
      '19901991'.repeat(32),
    ];
    judgePassword('once, to read the lists', []);
    const took = hard.map((password) => {
      const startedAt = performance.now();
      judgePassword(password, personal);
      return performance.now() - startedAt;
    });
    expect(Math.max(...took)).toBeLessThan(500);
  });
});
