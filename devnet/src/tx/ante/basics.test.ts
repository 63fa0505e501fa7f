import { Any } from 'cosmjs-types/google/protobuf/any';
import { Timestamp } from 'cosmjs-types/google/protobuf/timestamp';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AnteBench } from '../../testing/ante.ts';
import { createAnteBench } from '../../testing/ante.ts';
import { failure } from '../../testing/contracts.ts';
import type { TxParts } from '../../testing/signing.ts';

let bench: AnteBench;
beforeEach(() => {
  bench = createAnteBench();
});

/** Milliseconds before the time of the block. */
function until(ms: bigint) {
  const at = 1_700_000_000_000n - ms;
  const nanos = Number((at % 1000n) * 1_000_000n);
  return { timeoutTimestamp: Timestamp.fromPartial({ seconds: at / 1000n, nanos }) };
}

const extension = Any.fromPartial({ typeUrl: '/x' });
const zeros = new Uint8Array(64);

describe('a transaction is refused', () => {
  it.each<[string, Partial<TxParts>, number, RegExp]>([
    ['no gas', { gas: 0 }, 41, /must provide positive gas/],
    ['more gas than can be counted', { gas: 2n ** 63n }, 18, /invalid gas supplied/],
    ['a memo of 257 bytes', { body: { memo: 'm'.repeat(257) } }, 12, /256 but received 257/],
    ['a memo of 129 wide characters', { body: { memo: 'ä'.repeat(129) } }, 12, /received 258/],
    ['a height that has passed', { body: { timeoutHeight: 4n } }, 30, /block height: 5, timeout height: 4/],
    ['a time that has passed', { body: until(1n) }, 42, /tx timeout/],
    ['being unordered', { body: { unordered: true } }, 37, /unordered transactions are not enabled/],
    ['critical extensions', { body: { extensionOptions: [extension] } }, 31, /unknown extension/],
    ['no signature', { signatures: [] }, 15, /no signatures supplied/],
    ['a signature too many', { signatures: [zeros, zeros] }, 4, /expected 1, got 2/],
  ])('for %s', (_what, parts, code, reason) => {
    expect(() => bench.ante(parts)).toThrow(failure('sdk', code));
    expect(() => bench.ante(parts)).toThrow(reason);
  });

  it('only after the last of the moments and bytes that it is given', () => {
    const { ante, by, alice } = bench;
    expect(() => ante({ body: { timeoutHeight: 5n, memo: 'm'.repeat(256) } })).not.toThrow();
    expect(() => ante({ by: [by(alice, { sequence: 1 })], body: until(0n) })).not.toThrow();
  });

  it('for extensions only if they are critical', () => {
    expect(() => bench.ante({ body: { nonCriticalExtensionOptions: [extension] } })).not.toThrow();
  });
});
