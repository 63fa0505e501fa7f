import { attest, testNetwork } from '@cloudx3/oracle-protocol/testing';
import { parseDecimal, unwrap } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { isMovedTooFar } from './step-up.ts';

const decimal = (text: string) => unwrap(parseDecimal(text));
const stepUp = { everyRounds: undefined, movedMoreThan: decimal('0.50') };
const net = testNetwork({ feed: { stepUp } });
const reads = (value: string) => [attest(net, { member: net.members[0]!, round: 1n, value })];

describe('a value', () => {
  it.each([
    ['as the one before', '21.50', '21.5', false],
    ['at the bound', '21.50', '22.0', false],
    ['just beyond it', '21.50', '22.01', true],
    ['just beyond it, downwards', '21.50', '20.99', true],
  ])('%s moved too far or not', (_what, latest, value, expected) => {
    expect(isMovedTooFar(net.feed, reads(value), decimal(latest))).toBe(expected);
  });

  it('that is not there moved nowhere: the rules will say what it lacks', () => {
    const feed = { ...net.feed, reading: 'humidity' };
    expect(isMovedTooFar(feed, reads('99'), decimal('21.50'))).toBe(false);
  });

  it('moves as it likes where the feed sets no bound', () => {
    expect(isMovedTooFar(testNetwork().feed, reads('99'), decimal('0'))).toBe(false);
  });
});
