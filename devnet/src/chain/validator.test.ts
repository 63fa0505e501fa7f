import { describe, expect, it } from 'vitest';
import { recordedHashes } from '../testing/comet.ts';
import { toTimestamp } from './header.ts';
import { Validator } from './validator.ts';

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
const validator = new Validator(Uint8Array.from({ length: 32 }, (_, at) => at));

describe('the validator', () => {
  it('has the address and the set that CometBFT derives from its key', () => {
    expect(hex(validator.publicKey)).toBe(recordedHashes.publicKey);
    expect(hex(validator.address)).toBe(recordedHashes.address);
    expect(hex(validator.setHash())).toBe(recordedHashes.validators);
  });

  it('signs what CometBFT would have signed: the very same bytes', () => {
    const blockId = {
      hash: new Uint8Array(32).fill(0xaa),
      partSetHeader: { total: 3, hash: new Uint8Array(32).fill(0xbb) },
    };
    const commit = validator.commit('oracle-1', 42n, blockId, toTimestamp(1_700_000_000_123_456_789n));
    // Ed25519 is deterministic, so equal signatures mean equal messages.
    expect(hex(commit.signatures[0]?.signature)).toBe(recordedHashes.signature);
    expect(commit.signatures).toHaveLength(1);
    expect(commit).toMatchObject({ height: 42n, round: 0, blockId });
    for (const [chainId, height] of [
      ['oracle-2', 42n],
      ['oracle-1', 43n],
    ] as const) {
      const other = validator.commit(chainId, height, blockId, toTimestamp(1_700_000_000_123_456_789n));
      expect(hex(other.signatures[0]?.signature)).not.toBe(recordedHashes.signature);
    }
  });
});
