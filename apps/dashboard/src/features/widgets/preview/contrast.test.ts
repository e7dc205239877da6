import { describe, expect, it } from 'vitest';
import { accentFaults, contrast, textOn } from './contrast.ts';

describe('contrast', () => {
  it('has the values of the standard', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21);
    expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
  });
});

describe('textOn', () => {
  it.each(['#0B6B63', '#FFD400', '#FFFFFF', '#000000', '#7A7A7A', '#E4572E'])(
    'can be read on %s',
    (background) => expect(contrast(background, textOn(background))).toBeGreaterThanOrEqual(4.3),
  );
});

describe('accentFaults', () => {
  it.each([
    ['#0B6B63', []],
    ['#FFE680', ['pale-on-light']],
    ['#1B1A17', ['lost-on-dark']],
  ])('%s: %j', (accent, faults) => {
    expect(accentFaults(accent).map((each) => each.fault)).toEqual(faults);
  });
});
