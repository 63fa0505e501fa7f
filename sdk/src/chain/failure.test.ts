import { BroadcastTxError, TimeoutError } from '@cosmjs/stargate';
import { describe, expect, it } from 'vitest';
import { contractCodeIn, translateFailure } from './failure.ts';

describe('contractCodeIn', () => {
  it.each([
    [
      'failed to execute message; message index: 0: report.quorum: 2 observations, 3 are needed: execute wasm contract failed',
      'report.quorum',
    ],
    [
      'Query failed with (6): rpc error: code = Unknown desc = feed.stale: value is 300 s old: query wasm contract failed',
      'feed.stale',
    ],
    ['operator.unknown: no such key', 'operator.unknown'],
    ['out of gas in location: wasm contract; gasWanted: 1, gasUsed: 2', undefined],
    ['account sequence mismatch, expected 2, got 1: incorrect account sequence', undefined],
  ])('%s', (text, code) => {
    expect(contractCodeIn(text)).toBe(code);
  });
});

describe('translateFailure', () => {
  it('tells what never ran from what ran and from what nobody knows', () => {
    expect(translateFailure(new BroadcastTxError(32, 'sdk', 'account sequence mismatch'), 'x').code).toBe(
      'sdk.tx_rejected',
    );
    const unknown = translateFailure(new TimeoutError('not yet', 'ABC'), 'x');
    expect([unknown.code, unknown.txHash]).toEqual(['sdk.tx_unknown', 'ABC']);
    expect(translateFailure(new TypeError('fetch failed'), 'x').code).toBe('sdk.unreachable');
    expect(translateFailure(new Error('feed.unknown: 9'), 'x').contractCode).toBe('feed.unknown');
  });

  it('leaves its own errors as they are', () => {
    const error = translateFailure(new Error('Query failed'), 'x');
    expect(translateFailure(error, 'y')).toBe(error);
  });
});
