import {
  create,
  encode,
  AttestationBodySchema,
  HoleAssurance,
  KeyBinding,
  Mode,
  ObservationBodySchema,
  ReportSchema,
} from '@cloudx3/proto';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signAttestation } from '../attestation/attestation.ts';
import { unwrap } from '../error.ts';
import type { FeedTerms } from '../observation/feed-terms.ts';
import { signObservation } from '../observation/observation.ts';
import type { ShapedObservation } from '../observation/shape.ts';
import { publicKeyOf, signDigest } from '../signature/ecdsa.ts';
import { aggregate } from './aggregate.ts';
import { buildReport } from './build.ts';
import { checkReport } from './check.ts';
import { expandReport } from './expand.ts';
import { readReport } from './shape.ts';

const NETWORK = { chainId: 'chain-1', oracle: 'oracle1' };
const key = (label: string) => sha256(new TextEncoder().encode(label));
const OPERATORS = ['o1', 'o2', 'o3', 'o4'].map(key);
const NOTARIES = ['n1', 'n2'].map(key);
const FEED: FeedTerms = {
  id: 3,
  operationId: key('operation'),
  params: [{ name: 'id', value: '7' }],
  subject: 'device1',
  reading: 'power',
  unit: 'W',
  decimals: 3,
  startMs: 1_000n,
  intervalMs: 1_000n,
  operators: OPERATORS.map(publicKeyOf),
  notaries: NOTARIES.map(publicKeyOf),
  quorum: 1,
  modes: { mpc: { notaries: 1 }, proxy: { notaries: 1 } },
  allowCustomCa: true,
};
const pathTo = (resolvedAddress: string) => ({
  ...{ resolvedAddress, serverSpkiSha256: key('a'), issuerSpkiSha256: key('b') },
  ...{ tlsVersion: 0x0304, cipherSuite: 0x1301, keyBinding: KeyBinding.TICKET },
  ...{ holeAssurance: HoleAssurance.NO_HOLES, segmentLengths: [200] },
});

const own = fc.record({
  mantissa: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
  scale: fc.integer({ min: 0, max: 9 }),
  time: fc.bigInt({ min: 0n, max: 999n }),
  proxy: fc.boolean(),
  host: fc.integer({ min: 1, max: 3 }),
  customCa: fc.boolean(),
  observed: fc.bigInt({ min: 0n, max: 10n ** 12n }),
});
type Own = typeof own extends fc.Arbitrary<infer T> ? T : never;
const rounds = fc.bigInt({ min: 0n, max: 2n ** 40n });
const reports = fc.array(fc.array(own, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 });

function observe(round: bigint, i: number, list: readonly Own[]): ShapedObservation {
  const operator = OPERATORS[i] ?? key('none');
  // OBS-6: one mode an observation.
  const proxy = list[0]?.proxy ?? false;
  const attestations = list.map((o, k) => {
    const notary = NOTARIES[k] ?? key('none');
    const body = create(AttestationBodySchema, {
      ...{ version: 1, network: NETWORK, notary: publicKeyOf(notary), mode: proxy ? Mode.PROXY : Mode.MPC },
      ...{ operationId: FEED.operationId, params: [...FEED.params], subject: FEED.subject },
      context: { purpose: { case: 'round', value: { feedId: FEED.id, round } } },
      prover: publicKeyOf(operator),
      sessionId: key(`${i} ${k}`).slice(0, 16),
      sessionTimeMs: FEED.startMs + round * FEED.intervalMs + o.time,
      observedAtMs: o.observed,
      readings: [{ name: 'power', unit: 'W', value: { mantissa: o.mantissa, scale: o.scale } }],
      transcriptCommitment: key(`transcript ${i} ${k}`),
      ...(proxy ? { path: pathTo(`203.0.113.${o.host}`) } : {}),
      customCa: o.customCa,
    });
    return signAttestation(body, (digest) => signDigest(digest, notary));
  });
  const parts = { network: NETWORK, feedId: FEED.id, round, observer: publicKeyOf(operator), attestations };
  return signObservation(parts, (digest) => signDigest(digest, operator));
}

describe('REP-1', () => {
  it('rebuilds byte for byte what was signed, and comes to the same value', () => {
    fc.assert(
      fc.property(rounds, reports, (round, lists) => {
        const observations = lists.map((list, i) => observe(round, i, list));
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
        const checked = checkReport(read, { network: NETWORK, feed: FEED });
        expect(checked.checks.filter(({ ok }) => ok !== true)).toEqual([]);
        expect(checked.result).toEqual(aggregate(observations, FEED));
      }),
      { numRuns: 30 },
    );
  });

  it('has no byte that can be changed without being noticed', () => {
    const observations = [0, 1].map((i) =>
      observe(5n, i, [
        { mantissa: 215n, scale: 1, time: 3n, proxy: i === 1, host: 1, customCa: false, observed: 0n },
      ]),
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
    const good = { mantissa: 1n, scale: 0, time: 0n, proxy: false, host: 1, customCa: false, observed: 0n };
    const report = buildReport(
      FEED,
      [0, 1, 2].map((i) => observe(5n, i, [good])),
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
    const at = (host: number) => [
      { mantissa: 1n, scale: 0, time: 0n, proxy: true, host, customCa: false, observed: 0n },
    ];
    const report = buildReport(
      FEED,
      [3, 1, 3, 2].map((host, i) => observe(5n, i, at(host))),
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
    const good = { mantissa: 1n, scale: 0, time: 0n, proxy: false, host: 1, customCa: false, observed: 0n };
    const [a, b] = [observe(5n, 0, [good]), observe(6n, 1, [good])];
    const mixed = expect.objectContaining({ code: 'report.mixed' }) as Error;
    expect(() => buildReport(FEED, [])).toThrow(mixed);
    expect(() => buildReport(FEED, [a, b])).toThrow(mixed);
    expect(() => buildReport({ ...FEED, subject: 'other' }, [a])).toThrow(mixed);
    expect(() => buildReport({ ...FEED, operationId: key('x') }, [a])).toThrow(mixed);
  });
});
