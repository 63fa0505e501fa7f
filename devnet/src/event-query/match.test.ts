import { describe, expect, it } from 'vitest';
import { recordedQueries } from '../testing/comet.ts';
import { matches } from './match.ts';
import { parseEventQuery } from './parse.ts';

const published = new Map(Object.entries(recordedQueries.published));

describe('what is published', () => {
  it.each(Object.entries(recordedQueries.matches))('meets %s as in CometBFT: %s', (query, meets) => {
    expect(matches(parseEventQuery(query), published)).toBe(meets);
  });
});
