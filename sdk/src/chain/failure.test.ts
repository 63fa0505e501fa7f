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

  it.each([
    [new TypeError('fetch failed'), 'sdk.unreachable'],
    [new TypeError('Failed to fetch'), 'sdk.unreachable'],
    [new TypeError('Load failed'), 'sdk.unreachable'],
    [new TypeError('terminated'), 'sdk.unreachable'],
    [new Error('Bad status on response: 503'), 'sdk.unreachable'],
    [new TypeError("Cannot read properties of undefined (reading 'height')"), 'sdk.malformed'],
    [new TypeError('undefined is not an object (evaluating x.y)'), 'sdk.malformed'],
    [new TypeError('result.txs.map is not a function'), 'sdk.malformed'],
    [new SyntaxError('Unexpected token < in JSON at position 0'), 'sdk.malformed'],
    [new Error('Value must not be undefined'), 'sdk.malformed'],
    [new Error('Query failed with (18): invalid request'), 'sdk.query_failed'],
    [
      new Error('{"code":-32603,"message":"Internal error","data":"could not find results for height #21"}'),
      'sdk.not_yet',
    ],
    [
      new Error(
        '{"code":-32603,"message":"Internal error","data":"height 22 must be less than or equal to the current blockchain height 21"}',
      ),
      'sdk.not_yet',
    ],
    ['a text', 'sdk.query_failed'],
  ])('%s', (error, code) => {
    expect(translateFailure(error, 'x').code).toBe(code);
  });

  it('says of an upload or instantiation that failed on chain what every other failed transaction says', () => {
    const txHash = 'A1'.repeat(32);
    const log = `Error when broadcasting tx ${txHash} at height 7. Code: 5; Raw log: failed to execute message; message index: 0: text.invalid: denom has 1 to 128 printable characters: instantiate wasm contract failed`;
    expect(translateFailure(new Error(log), 'x')).toMatchObject({
      code: 'sdk.tx_failed',
      contractCode: 'text.invalid',
      txHash,
    });
  });

  it('leaves its own errors as they are', () => {
    const error = translateFailure(new Error('Query failed'), 'x');
    expect(translateFailure(error, 'y')).toBe(error);
  });
});
