import { AttestationBodySchema, encode, ObservationBodySchema, ReportSchema } from '@cloudx3/proto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../error.ts';
import type { ShapedObservation } from '../observation/shape.ts';
import { FEED, NETWORK, observe, secret } from '../testing/statements.ts';
import type { Said } from '../testing/statements.ts';
import { aggregate } from './aggregate.ts';
import { buildReport } from './build.ts';
import { checkReport } from './check.ts';
import { expandReport } from './expand.ts';
import { readReport } from './shape.ts';

const own = fc.record({
  mantissa: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
  scale: fc.integer({ min: 0, max: 9 }),
  time: fc.bigInt({ min: 0n, max: 999n }),
  proxy: fc.boolean(),
  host: fc.integer({ min: 1, max: 3 }),
  customCa: fc.boolean(),
  observed: fc.bigInt({ min: 0n, max: 10n ** 12n }),
});
const rounds = fc.bigInt({ min: 0n, max: 2n ** 40n });
// OBS-6: as many attestations in each observation as the feed asks for.
const reports = fc
  .integer({ min: 1, max: 2 })
  .chain((notaries) =>
    fc.array(fc.array(own, { minLength: notaries, maxLength: notaries }), { minLength: 1, maxLength: 4 }),
  );

/** OBS-6: one mode an observation. */
function sameMode(list: readonly Said[]): readonly Said[] {
  return list.map((said) => ({ ...said, proxy: list[0]?.proxy ?? false }));
}

describe('REP-1', () => {
  it('rebuilds byte for byte what was signed, and comes to the same value', () => {
    fc.assert(
      fc.property(rounds, reports, (round, lists) => {
        const observations = lists.map((list, i) => observe(round, i, sameMode(list)));
        const report = buildReport(FEED, observations.toReversed());
        const read = unwrap(readReport(encode(ReportSchema, report)));
        const rebuilt = unwrap(expandReport(read, NETWORK));
        const bytesOf = (list: readonly ShapedObservation[]) =>
          list
            .map((o) => [
              Buffer.from(encode(ObservationBodySchema, o.body)).toString('hex'),
              ...o.attestations.map(({ body }) =>
                Buffer.from(encode(AttestationBodySchema, body)).toString('hex'),
              ),
            ])
            .sort();
        expect(bytesOf(rebuilt)).toEqual(bytesOf(observations));
        const notaries = lists[0]?.length ?? 1;
        const feed = { ...FEED, modes: { mpc: { notaries }, proxy: { notaries } } };
        const checked = checkReport(read, { network: NETWORK, feed });
        expect(checked.checks.filter(({ ok }) => ok !== true)).toEqual([]);
        expect(checked.result).toEqual(aggregate(observations, FEED));
      }),
      { numRuns: 30 },
    );
  });

  it('has no byte that can be changed without being noticed', () => {
    const observations = [0, 1].map((i) =>
      observe(5n, i, [{ mantissa: 215n, scale: 1, time: 3n, proxy: i === 1 }]),
    );
    const bytes = encode(ReportSchema, buildReport(FEED, observations));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        const read = readReport(changed);
        const result = read.ok ? checkReport(read.value, { network: NETWORK, feed: FEED }).result : read;
        expect(result.ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('says of each observation what is wrong with it, and not only of the first', () => {
    const report = buildReport(
      FEED,
      [0, 1, 2].map((i) => observe(5n, i, [{}])),
    );
    const [first, second] = report.observations;
    if (first === undefined || second === undefined) throw new Error('no observations');
    [first.signature, second.signature] = [second.signature, first.signature];
    const { checks, result } = checkReport(report, { network: NETWORK, feed: FEED });
    expect(checks.filter(({ ok }) => ok !== true).map(({ name, code }) => [name, code])).toEqual([
      ['OBS-7 observation 0', 'observation.signature'],
      ['OBS-7 observation 1', 'observation.signature'],
    ]);
    expect(result).toMatchObject({ ok: false, code: 'observation.signature' });
  });

  it('holds each path once, in order, and no other (REP-7)', () => {
    const report = buildReport(
      FEED,
      [3, 1, 3, 2].map((host, i) => observe(5n, i, [{ proxy: true, host }])),
    );
    expect(report.paths.map(({ resolvedAddress }) => resolvedAddress)).toEqual([
      '203.0.113.1',
      '203.0.113.2',
      '203.0.113.3',
    ]);
    const named = report.observations.map(({ attestations }) => attestations[0]?.path);
    expect(named.toSorted()).toEqual([1, 2, 3, 3]);
    expect(unwrap(readReport(encode(ReportSchema, report))).paths).toHaveLength(3);
  });

  it('is not built of what is not alike, which is a mistake of the caller', () => {
    const [a, b] = [observe(5n, 0, [{}]), observe(6n, 1, [{}])];
    const mixed = expect.objectContaining({ code: 'report.mixed' }) as Error;
    expect(() => buildReport(FEED, [])).toThrow(mixed);
    expect(() => buildReport(FEED, [a, b])).toThrow(mixed);
    expect(() => buildReport({ ...FEED, subject: 'other' }, [a])).toThrow(mixed);
    expect(() => buildReport({ ...FEED, operationId: secret('x') }, [a])).toThrow(mixed);
  });
});
