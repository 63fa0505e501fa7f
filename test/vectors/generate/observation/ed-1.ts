import { Quality } from '@cloudx3/proto';
import type { CoreCode, FeedTerms, ShapedObservation } from '@cloudx3/verifier-core';
import { FEED, ROUND, SESSION_TIME_MS, SUBJECT, attestation, attestationBody, observation } from '../bodies.ts';
import type { BodyInit } from '../bodies.ts';
import { GROUP_FEED, ROW_TERMS, offline, plugs, rowsOf, rowsWith } from '../group.ts';
import { PRICE } from '../operations-2.ts';
import { unknownEnum } from '../vector.ts';
import { A, B, OPERATOR, changed, pairOf, single } from './parts.ts';

const SECOND: FeedTerms = { ...FEED, edition: 2 };
const TWO: FeedTerms = { ...SECOND, modes: { mpc: { notaries: 2 } } };
const GROUP_OF_TWO: FeedTerms = { ...GROUP_FEED, modes: { mpc: { notaries: 2 } } };
const V2 = { version: 2 };
const second = (change: BodyInit = {}) => single({ ...V2, ...change });
const ofGroup = (change: BodyInit = {}) =>
  observation(OPERATOR, [attestation(A, OPERATOR, plugs(change))], { feedId: GROUP_FEED.id, isGroup: true });
const ofGroupBy = (a: BodyInit, b: BodyInit) =>
  observation(OPERATOR, [attestation(A, OPERATOR, plugs(a)), attestation(B, OPERATOR, plugs(b))], {
    feedId: GROUP_FEED.id,
    isGroup: true,
  });
const PRICE_FEED: FeedTerms = {
  ...SECOND,
  operationId: PRICE.id,
  params: [],
  subject: '',
  reading: 'price',
  unit: 'urn:iso:std:iso:4217:EUR',
};
const priced = (quality: Quality) =>
  second({
    operationId: PRICE.id,
    params: [],
    subject: '',
    readings: [{ name: 'price', unit: PRICE_FEED.unit, value: { mantissa: 2150n, scale: 1 }, quality }],
    observedAtMs: SESSION_TIME_MS,
    periodStartMs: SESSION_TIME_MS - 3_600_000n,
  });
const SAME_SESSION = { ...V2, sessionId: attestationBody(A, OPERATOR).sessionId };

/** The value of each feed, as mantissas; null where it has none. */
export type Good2 = readonly [
  rule: string,
  name: string,
  o: ShapedObservation,
  feed: FeedTerms,
  values: readonly (string | null)[],
];
export type Bad2 = readonly [rule: string, name: string, code: CoreCode, o: ShapedObservation, feed: FeedTerms];

/** Observations of the second edition that count. */
export const GOOD_ED_1: readonly Good2[] = [
  ['ED-1', 'second edition', second(), SECOND, ['21500']],
  ['OBS-6', 'one session id of two notaries', pairOf(SAME_SESSION, SAME_SESSION), TWO, ['21500']],
  ['SEL-5', 'a value of good quality', priced(Quality.OK), PRICE_FEED, ['21500']],
  ['SEL-5', 'an estimated value', priced(Quality.ESTIMATED), PRICE_FEED, ['21500']],
  ['GRP-1', 'a group of three', ofGroup(), GROUP_FEED, ['2150', '0', '12000']],
  ['GRP-2', 'one row offline', ofGroup({ rows: offline(1) }), GROUP_FEED, ['2150', null, '12000']],
  [
    'GRP-2',
    'a row that one of two could not read',
    ofGroupBy({ rows: offline(2) }, { rows: rowsOf([217n, 2n, 1n]) }),
    GROUP_OF_TWO,
    ['2160', '10', null],
  ],
  [
    'GRP-2',
    'a row that is older than the feeds allow',
    ofGroup(),
    { ...GROUP_FEED, maxObservedAgeMs: 4_999n },
    [null, null, null],
  ],
];

/** Observations of the second edition that do not count, and of the first where the second is asked for. */
export const BAD_ED_1: readonly Bad2[] = [
  ['ED-1', 'first edition where the second is asked for', 'observation.version', single(), SECOND],
  ['ED-1', 'second edition where the first is asked for', 'observation.version', second(), { ...FEED, edition: 1 }],
  ['ED-1', 'an attestation of the first edition', 'observation.version', changed(single(), V2), SECOND],
  ['ED-1', 'version 3', 'observation.version', changed(second(), { version: 3 }), SECOND],
  ['ED-1', 'first edition of a group', 'observation.malformed', changed(single(), { groupId: 9 }), FEED],
  ['OBS-2', 'of a feed and of a group', 'observation.malformed', changed(second(), { groupId: 9 }), SECOND],
  ['OBS-2', 'of neither', 'observation.malformed', changed(second(), { feedId: 0 }), SECOND],
  ['OBS-6', 'more notaries than are asked for', 'observation.notaries_too_many', pairOf(V2, V2), SECOND],
  ['OBS-6', 'fewer notaries than are asked for', 'observation.notaries_required', second(), TWO],
  ['SEL-5', 'a bad value', 'attestation.quality', priced(Quality.BAD), PRICE_FEED],
  [
    'SEL-5',
    'an estimated value where only measured ones count',
    'attestation.quality',
    priced(Quality.ESTIMATED),
    { ...PRICE_FEED, measuredOnly: true },
  ],
  ['OBS-5', 'attestation for a binding', 'attestation.context', second({ context: { purpose: { case: 'binding', value: { devices: 'cloud1d', device: SUBJECT, claimant: 'cloud1me' } } } }), SECOND],
  ['OBS-3', 'a group where a feed of that id is asked for', 'observation.feed', ofGroup(), { ...SECOND, id: 9 }],
  ['OBS-3', 'another group', 'observation.feed', ofGroup(), { ...GROUP_FEED, id: 10 }],
  ['GRP-1', 'attestation of another group', 'attestation.context', ofGroup({ context: { purpose: { case: 'groupRound', value: { groupId: 10, round: ROUND } } } }), GROUP_FEED],
  ['GRP-1', 'a feed fewer', 'attestation.rows', ofGroup(), { ...GROUP_FEED, rows: ROW_TERMS.slice(1) }],
  ['GRP-1', 'a row of another device', 'attestation.subject', ofGroup({ rows: rowsWith(1, { subject: 'cloud1other' }) }), GROUP_FEED],
  ['GRP-1', 'other ids', 'attestation.params', ofGroup({ params: [{ name: 'ids', items: ['ffffffffffff'] }] }), GROUP_FEED],
  ['GRP-1', 'made for a probe', 'attestation.context', second({ context: { purpose: { case: 'probe', value: new Uint8Array(16) } } }), SECOND],
  ['ATT-2', 'a row of an unknown outcome', 'attestation.malformed', unknownOutcome(), GROUP_FEED],
];

/** What nobody of ours signs: a row with an outcome of a later day. */
function unknownOutcome(): ShapedObservation {
  const base = ofGroup();
  const attestations = base.attestations.map((one) => ({
    ...one,
    body: { ...one.body, rows: one.body.rows.map((row) => ({ ...row, outcome: unknownEnum(11) })) },
  }));
  return changed(base, {}, { attestations: attestations as never });
}
