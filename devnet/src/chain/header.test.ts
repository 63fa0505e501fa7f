import { fromRfc3339WithNanoseconds } from '@cosmjs/tendermint-rpc';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedHashes } from '../testing/comet.ts';
import { recordedBlock, recordedJson } from '../testing/comet-block.ts';
import { buildBlock } from './build-block.ts';
import {
  blockIdOf,
  commitHash,
  consensusHash,
  dataHash,
  fromTimestamp,
  headerHash,
  resultsHash,
  toTimestamp,
} from './header.ts';
import { rfc3339 } from './rfc3339.ts';
import { Validator } from './validator.ts';

const upper = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

describe('hashes of a block', () => {
  it('are those of a CometBFT node', () => {
    const block = recordedBlock();
    expect(upper(headerHash(block.header))).toBe(recordedJson.block_id.hash);
    expect(upper(blockIdOf(block).hash)).toBe(recordedJson.block_id.hash);
    expect(upper(blockIdOf(block).partSetHeader.hash)).toBe(recordedJson.block_id.parts.hash);
    expect(upper(commitHash(block.lastCommit))).toBe(recordedJson.header['last_commit_hash']);
    expect(upper(dataHash([]))).toBe(recordedJson.header['data_hash']);
    expect(upper(resultsHash([]))).toBe(recordedJson.header['last_results_hash']);
  });

  const lower = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const results = [
    { code: 0, data: Uint8Array.of(1, 2, 3), gasWanted: 200_000, gasUsed: 71_166 },
    { code: 5, data: new Uint8Array(), gasWanted: 200_000, gasUsed: 60_000 },
    { code: 0, data: new Uint8Array(), gasWanted: 0, gasUsed: 0 },
  ];

  it('of transactions, results and parameters are CometBFT’s', () => {
    expect(lower(resultsHash(results))).toBe(recordedHashes.results);
    expect(lower(dataHash(['first', 'second', 'third'].map((text) => Buffer.from(text))))).toBe(
      recordedHashes.txs,
    );
    for (const [given, expected] of Object.entries(recordedHashes.consensus)) {
      const [bytes = 0, gas = 0] = given.split('/').map(Number);
      expect(lower(consensusHash(bytes, gas)), given).toBe(expected);
    }
    // wasmd's defaults: what a node of the real chain had in its header.
    expect(upper(consensusHash(22_020_096, 100_000_000))).toBe(recordedJson.header['consensus_hash']);
  });

  it('of a block of several parts are CometBFT’s', () => {
    const validator = new Validator(Uint8Array.from({ length: 32 }, (_, at) => at));
    const id = {
      hash: new Uint8Array(32).fill(0xaa),
      partSetHeader: { total: 3, hash: new Uint8Array(32).fill(0xbb) },
    };
    const time = 1_700_000_000_123_456_789n;
    const commit = validator.commit('oracle-1', 42n, id, toTimestamp(time));
    expect(lower(commitHash(commit))).toBe(recordedHashes.commit);
    const large = Uint8Array.from({ length: 200_000 }, (_, at) => at % 251);
    const head = {
      height: 41,
      time: 0n,
      nextTime: time,
      blockId: id,
      commit,
      appHash: new Uint8Array(32).fill(0xbb),
      resultsHash: resultsHash(results),
    };
    const parameters = { blockMaxBytes: 1, blockMaxGas: 1 };
    const context = { chainId: 'oracle-1', height: 42, time };
    const block = buildBlock(context, head, [large], validator, parameters);
    block.header.consensusHash = new Uint8Array(32).fill(0xaa);
    const { hash, partSetHeader } = blockIdOf(block);
    expect(lower(hash)).toBe(recordedHashes.block);
    expect({ total: partSetHeader.total, hash: lower(partSetHeader.hash) }).toEqual(
      recordedHashes.blockParts,
    );
  });
});

describe('times', () => {
  it.each([
    [0n, '1970-01-01T00:00:00Z'],
    [1_700_000_000_000_000_001n, '2023-11-14T22:13:20.000000001Z'],
    [1_700_000_000_120_000_000n, '2023-11-14T22:13:20.12Z'],
  ])('%s ns is %s, and comes back', (time, text) => {
    expect(rfc3339(time)).toBe(text);
    expect(fromTimestamp(toTimestamp(time))).toBe(time);
  });

  it('are read by cosmjs to the nanosecond', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 4_000_000_000_000_000_000n }), (time) => {
        const read = fromRfc3339WithNanoseconds(rfc3339(time));
        expect(BigInt(read.getTime()) * 1_000_000n + BigInt(read.nanoseconds ?? 0)).toBe(time);
      }),
    );
  });
});
