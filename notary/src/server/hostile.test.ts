import { MAX_BYTES, ProverMessageSchema, create, encode } from '@cloudx3/proto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFrame } from '../session/frames.ts';
import { RawProver, signedRequest } from '../test-support/raw-prover.ts';
import { startTestNotary } from '../test-support/test-notary.ts';
import type { TestNotary } from '../test-support/test-notary.ts';

let test: TestNotary;
beforeAll(async () => {
  test = await startTestNotary({ limits: { openTimeoutMs: 1_000, maxRequestsPerOperator: 10_000 } });
});
afterAll(() => test.notary.close());

const open = writeFrame(
  'control',
  encode(
    ProverMessageSchema,
    create(ProverMessageSchema, { kind: { case: 'open', value: signedRequest() } }),
  ),
);
const garbage = fc.uint8Array({ maxLength: 200 });
const control = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => writeFrame('control', bytes));
/** A good request with one byte changed, cut off, or made longer. */
const mutated = fc
  .tuple(fc.nat(open.length - 1), fc.nat(255), fc.constantFrom('change', 'cut', 'grow'))
  .map(([at, byte, how]) => {
    if (how === 'cut') return open.subarray(0, at);
    if (how === 'grow') return Uint8Array.from([...open, byte]);
    const copy = Uint8Array.from(open);
    copy[at] = (copy[at] ?? 0) ^ (byte | 1);
    return copy;
  });

describe('hostile frames', () => {
  it('end their own session with a code, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(garbage, control, mutated), async (frame) => {
        const prover = await RawProver.connect(test.notary.url, test.tlsCa);
        prover.frame(frame);
        const code = await prover.refusal();
        prover.close();
        expect(code).toMatch(/^session\.[a-z_]+$|^deadline\.open$/);
      }),
      { numRuns: 300 },
    );
    await expect.poll(() => test.notary.health().sessions).toBe(0);
    expect(test.engines.alive.size).toBe(0);
    const prover = await RawProver.connect(test.notary.url, test.tlsCa);
    await prover.grant();
    prover.close();
  });

  it('of the largest size are no way to fill memory', async () => {
    const prover = await RawProver.connect(test.notary.url, test.tlsCa);
    prover.frame(new Uint8Array(1 + MAX_BYTES.sessionMessage));
    expect(await prover.refusal()).toBe('session.malformed');
    // What comes after the refusal is read by nobody.
    for (let i = 0; i < 50; i += 1) prover.frame(new Uint8Array(200_000));
    await expect.poll(() => prover.closed).toBeDefined();
  });
});
