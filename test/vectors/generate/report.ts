import { AttestationBodySchema, encode, ObservationBodySchema, ReportSchema } from '@cloudx3/proto';
import type { Report } from '@cloudx3/proto';
import { buildReport } from '@cloudx3/verifier-core';
import type { FeedTerms, ShapedObservation } from '@cloudx3/verifier-core';
import {
  attestation,
  decimalJson,
  DEVICE_ID,
  FEED,
  feedJson,
  must,
  NETWORK,
  networkJson,
  NOTARIES,
  observation,
  OPERATORS,
  OUTSIDER,
  powerReadings,
  proxied,
  sessionId,
} from './bodies.ts';
import type { BodyInit } from './bodies.ts';
import { WEATHER } from './operations.ts';
import { BOTH_MODES, far, first, NINES, observations, of, own, THREE } from './report-parts.ts';
import type { Bad, Change, Good } from './report-parts.ts';
import { badPaths, badStepUps, goodProxyCases } from './report-proxy.ts';
import { build, hex, invalid, valid } from './vector.ts';
import type { Vector } from './vector.ts';

const [A, B, C] = NOTARIES.map(must) as [typeof OUTSIDER, typeof OUTSIDER, typeof OUTSIDER];

const TWO: FeedTerms = { ...FEED, modes: { mpc: { notaries: 2 } } };
function twoNotaries(): ShapedObservation[] {
  return [200n, 220n, 260n].map((mantissa, i) => {
    const operator = must(OPERATORS[i]);
    const own = (add: bigint) => ({ readings: powerReadings(mantissa + add, 1) });
    return observation(operator, [attestation(A, operator, own(0n)), attestation(B, operator, own(1n))]);
  });
}

const BASE = buildReport(FEED, THREE);

function goodCases(): Good[] {
  const trusting: FeedTerms = { ...BOTH_MODES, allowCustomCa: true };
  const mixed = (i: number): BodyInit => (i === 1 ? { ...proxied(), customCa: true } : {});
  const huge: FeedTerms = { ...FEED, quorum: 2, decimals: 0 };
  return [
    ['REP-1', 'three observations', THREE, { value: '21500', spread: '600', notaries: 2 }],
    [
      'AGG-1',
      'four observations, mean of the middle two',
      observations([1n, 2n, 4n, 9n]),
      { value: '30', spread: '80', notaries: 2 },
    ],
    [
      'AGG-1',
      'half away from zero, negative',
      observations([-15n, -25n, -5n]),
      { value: '-2', spread: '2', notaries: 2 },
      { ...FEED, decimals: 0 },
    ],
    [
      'AGG-1',
      'all operators',
      observations([1n, 2n, 3n, 4n, 5n, 6n, 7n]),
      { value: '40', spread: '60', notaries: 2 },
    ],
    [
      'AGG-1',
      'median of medians',
      twoNotaries(),
      { value: '2205', spread: '600', notaries: 2, modes: { mpc: 6, proxy: 0 } },
      TWO,
    ],
    [
      'REP-1',
      'modes and a private CA',
      observations([1n, 2n, 3n], mixed),
      { value: '20', spread: '20', notaries: 2, modes: { mpc: 2, proxy: 1 }, custom_ca: true },
      trusting,
    ],
    [
      'AGG-1',
      'values as far apart as can be',
      far(NINES, -NINES),
      { value: '0', spread: '1999999999999999998', notaries: 1 },
      huge,
    ],
    ...goodProxyCases(),
  ];
}

const withFirst = (change: BodyInit): Change =>
  of(observations([2150n, 2160n, 2100n], (i) => (i === 0 ? change : {})));

function badCases(): Bad[] {
  const session = sessionId('one for all');
  return [
    ['REP-1', 'version 2', 'report.version', () => ({ version: 2 })],
    ['REP-1', 'operation id of 31 bytes', 'report.malformed', () => ({ operationId: new Uint8Array(31) })],
    [
      'REP-1',
      'params out of order',
      'report.malformed',
      () => ({
        params: [
          { name: 'b', value: '' },
          { name: 'a', value: '' },
        ],
      }),
    ],
    ['REP-1', 'readings out of order', 'report.malformed', (r) => ({ readings: r.readings.toReversed() })],
    ['REP-1', 'subject of 91 characters', 'report.malformed', () => ({ subject: 's'.repeat(91) })],
    ['REP-2', 'another feed', 'report.feed', () => ({ feedId: 8 })],
    ['REP-2', 'another operation', 'report.operation', () => ({ operationId: WEATHER.id })],
    [
      'REP-2',
      'other parameters',
      'report.params',
      () => ({ params: [{ name: 'device_id', value: 'a8032abe54dd' }] }),
    ],
    [
      'REP-2',
      'a parameter too much',
      'report.params',
      () => ({
        params: [
          { name: 'device_id', value: DEVICE_ID },
          { name: 'x', value: '' },
        ],
      }),
    ],
    ['REP-2', 'another subject', 'report.subject', () => ({ subject: '' })],
    [
      'REP-2',
      'the feed’s reading is not there',
      'report.readings',
      (r) => ({ readings: r.readings.map((k) => ({ ...k, unit: 'kW' })) }),
    ],
    ['REP-2', 'a value too few', 'report.readings', (r) => own(r, { values: [{}] })],
    ['REP-2', 'a value too much', 'report.readings', (r) => own(r, { values: [{}, {}, {}] })],
    ['REP-3', 'one observation too few', 'report.quorum', (r) => ({ observations: r.observations.slice(1) })],
    [
      'REP-3',
      'no observation, whatever the quorum',
      'report.quorum',
      () => ({ observations: [] }),
      { ...FEED, quorum: 0 },
    ],
    [
      'REP-3',
      'more observations than operators',
      'report.too_many',
      (r) => r,
      { ...FEED, quorum: 1, operators: FEED.operators.slice(0, 2) },
    ],
    [
      'REP-3',
      'observations out of order',
      'report.order',
      (r) => ({ observations: r.observations.toReversed() }),
    ],
    [
      'REP-3',
      'one observation twice',
      'report.order',
      (r) => ({ observations: [must(r.observations[0]), ...r.observations] }),
    ],
    [
      'REP-3',
      'one session in two observations',
      'report.session_reused',
      of(observations([1n, 2n, 3n], () => ({ sessionId: session }))),
    ],
    [
      'REP-3',
      'attestations out of order',
      'observation.order',
      () => {
        const r = buildReport(FEED, twoNotaries());
        return { ...r, ...first(r, { attestations: must(r.observations[0]).attestations.toReversed() }) };
      },
    ],
    [
      'REP-5',
      'observer who is no member',
      'observation.observer',
      () => buildReport(FEED, [...THREE, observation(OUTSIDER, [attestation(A, OUTSIDER)])]),
    ],
    ['REP-5', 'another chain', 'observation.signature', (r) => r, FEED, { ...NETWORK, chainId: 'other-1' }],
    [
      'REP-5',
      'another contract',
      'observation.signature',
      (r) => r,
      FEED,
      { ...NETWORK, oracle: 'cloud1other' },
    ],
    ['REP-5', 'mode that is not accepted', 'attestation.mode', withFirst(proxied())],
    ...badPaths(),
    ...badStepUps(),
    ['REP-5', 'notary that is not accepted', 'attestation.notary', withFirst({ notary: C.publicKey })],
    ['REP-5', 'private CA', 'attestation.custom_ca', withFirst({ customCa: true })],
    [
      'REP-5',
      'session outside the slice',
      'attestation.session_time',
      withFirst({ sessionTimeMs: FEED.startMs }),
    ],
    ['REP-5', 'too few notaries', 'observation.notaries_required', (r) => r, TWO],
    [
      'REP-5',
      'value that does not fit',
      'attestation.reading',
      withFirst({ readings: powerReadings(10n ** 17n, 0) }),
    ],
    ['REP-5', 'no attestation', 'observation.malformed', (r) => first(r, { attestations: [] })],
    [
      'REP-5',
      'observer’s signature by another',
      'observation.signature',
      (r) => first(r, { signature: must(r.observations[1]).signature }),
    ],
    [
      'REP-5',
      'notary’s signature by another',
      'attestation.signature',
      (r) => own(r, { signature: must(r.observations[1]?.attestations[0]).signature }),
    ],
    // What a notary signed is in the observer's ids, so the observer's signature is the first that fails.
    [
      'REP-5',
      'value changed',
      'observation.signature',
      (r) =>
        own(r, {
          values: [
            { mantissa: 123_456n, scale: 1 },
            { mantissa: 2151n, scale: 1 },
          ],
        }),
    ],
    [
      'REP-5',
      'scale changed',
      'observation.signature',
      (r) =>
        own(r, {
          values: [
            { mantissa: 123_456n, scale: 1 },
            { mantissa: 21_500n, scale: 2 },
          ],
        }),
    ],
    [
      'REP-5',
      'commitment changed',
      'observation.signature',
      (r) => own(r, { transcriptCommitment: new Uint8Array(32) }),
    ],
    [
      'REP-5',
      'session time changed',
      'observation.signature',
      (r) => own(r, { sessionTimeMs: must(r.observations[0]?.attestations[0]).sessionTimeMs + 1n }),
    ],
    [
      'REP-5',
      'round changed to the next, times with it',
      'observation.signature',
      (r) => ({
        round: r.round + 1n,
        observations: r.observations.map((o) => ({
          ...o,
          attestations: o.attestations.map((a) => ({
            ...a,
            sessionTimeMs: a.sessionTimeMs + FEED.intervalMs,
          })),
        })),
      }),
    ],
    [
      'ATT-2',
      'session id of 15 bytes',
      'attestation.malformed',
      (r) => own(r, { sessionId: new Uint8Array(15) }),
    ],
  ];
}

/**
 * Rules REP-1, REP-2, REP-3, REP-5, REP-7, OBS-9 and AGG-1: a report against a feed. Values are mantissas at the feed's decimals; `bodies` are the signed
 * bytes that a reader has to rebuild.
 */
export function reportVectors(): Vector[] {
  const fields = (report: Report, feed: FeedTerms, latest: bigint | undefined, network = NETWORK) => ({
    report: hex(encode(ReportSchema, report)),
    network: networkJson(network),
    feed: feedJson(feed),
    ...(latest === undefined ? {} : { latest: decimalJson({ mantissa: latest, scale: feed.decimals }) }),
  });
  return [
    ...goodCases().map(([rule, name, list, { value, spread, ...expected }, feed = FEED, latest]) =>
      valid(rule, name, {
        ...fields(buildReport(feed, list), feed, latest),
        value: { mantissa: value, scale: feed.decimals },
        spread: { mantissa: spread, scale: feed.decimals },
        observations: list.length,
        modes: { mpc: list.length, proxy: 0 },
        custom_ca: false,
        ...expected,
        bodies: list.map((o) => ({
          observation: hex(encode(ObservationBodySchema, o.body)),
          attestations: o.attestations.map(({ body }) => hex(encode(AttestationBodySchema, body))),
        })),
      }),
    ),
    ...badCases().map(([rule, name, code, change, feed = FEED, network = NETWORK, latest]) => {
      const report = build(ReportSchema, { ...BASE, ...change(BASE) });
      return invalid(rule, name, code, fields(report, feed, latest, network));
    }),
  ];
}
