import { KeyBinding, ReportSchema } from '@cloudx3/proto';
import type { Report } from '@cloudx3/proto';
import { buildReport, signReport } from '@cloudx3/verifier-core';
import type { CoreCode, FeedTerms, ShapedObservation } from '@cloudx3/verifier-core';
import { FEED, NETWORK, NOTARIES, OPERATORS, OUTSIDER, attestation, must, observation, proxied } from '../bodies.ts';
import type { BodyInit } from '../bodies.ts';
import { GROUP_FEED, offline, plugs, rowsOf } from '../group.ts';
import { build } from '../vector.ts';
import type { TestKey } from '../vector.ts';
import { BOTH_MODES, observations, own } from './parts.ts';

export const SECOND: FeedTerms = { ...FEED, edition: 2 };
const V2 = { version: 2 };
const THREE = observations([2150n, 2160n, 2100n], () => V2);
const TRANSMITTER = must(OPERATORS[1]);

/** Three members' observations of the group; each with these rows. */
function ofGroup(rows: readonly NonNullable<BodyInit['rows']>[]): ShapedObservation[] {
  return rows.map((own, i) => {
    const operator = must(OPERATORS[i]);
    const notary = must(NOTARIES[i % 2]);
    return observation(operator, [attestation(notary, operator, plugs({ rows: own }))], {
      feedId: GROUP_FEED.id,
      isGroup: true,
    });
  });
}
const GROUP = ofGroup([rowsOf([210n, 1n, 5n]), rowsOf([220n, 2n, 5n]), rowsOf([230n, 3n, 5n])]);
const PARTLY = ofGroup([
  rowsOf([210n, 1n, 5n]),
  offline(1, rowsOf([220n, 2n, 6n])),
  offline(2, offline(1, rowsOf([230n, 3n, 7n]))),
]);

const BOTH_SECOND: FeedTerms = { ...BOTH_MODES, edition: 2 };
const OTHER_KEY = { serverSpkiSha256: new Uint8Array(32).fill(7) };
/** A path for each, the server's key at each address the usual one or another. */
const atAddresses = (...keys: readonly object[]): ShapedObservation[] =>
  observations([2150n, 2160n, 2100n], (i) => ({
    ...V2,
    ...proxied({ keyBinding: KeyBinding.RECORD, resolvedAddress: `203.0.113.${i}`, ...keys[i] }),
  }));
const ONE_KEY = atAddresses();
const TWO_KEYS = atAddresses({}, OTHER_KEY, {});

const signedBy = (feed: FeedTerms, list: readonly ShapedObservation[], { publicKey, sign }: TestKey = TRANSMITTER) =>
  signReport(buildReport(feed, list), NETWORK, { pubkey: publicKey, sign });

/** A feed's outcome, mantissas at its decimals; null where it has none. */
type Outcome2 = { readonly value: string; readonly spread: string; readonly observations: number } | null;
export type Good2 = readonly [
  rule: string,
  name: string,
  report: Report,
  list: readonly ShapedObservation[],
  feed: FeedTerms,
  outcomes: readonly Outcome2[],
];
export type Bad2 = readonly [rule: string, name: string, code: CoreCode, report: Report, feed: FeedTerms];

const OF_THREE = [{ value: '21500', spread: '600', observations: 3 }];
const OF_GROUP = [
  { value: '2200', spread: '200', observations: 3 },
  { value: '20', spread: '20', observations: 3 },
  { value: '50', spread: '0', observations: 3 },
];

export const GOOD_ED_1: readonly Good2[] = [
  ['ED-1', 'second edition, unsigned', buildReport(SECOND, THREE), THREE, SECOND, OF_THREE],
  ['REP-8', 'signed by its transmitter', signedBy(SECOND, THREE), THREE, SECOND, OF_THREE],
  ['REP-8', 'signed by one whose observation is not there', signedBy(SECOND, THREE, must(OPERATORS[6])), THREE, SECOND, OF_THREE],
  [
    'REP-3',
    'one session id of two notaries',
    ...withSessions(),
    { ...SECOND, quorum: 2 },
    [{ value: '15', spread: '10', observations: 2 }],
  ],
  ['REP-7', 'one key at three addresses', buildReport(BOTH_SECOND, ONE_KEY), ONE_KEY, BOTH_SECOND, OF_THREE],
  ['REP-7', 'another key at one of them', buildReport(BOTH_SECOND, TWO_KEYS), TWO_KEYS, BOTH_SECOND, OF_THREE],
  ['GRP-1', 'a group of three', signedBy(GROUP_FEED, GROUP), GROUP, GROUP_FEED, OF_GROUP],
  [
    'GRP-2',
    'rows that fewer than the quorum read',
    signedBy({ ...GROUP_FEED, quorum: 2 }, PARTLY),
    PARTLY,
    { ...GROUP_FEED, quorum: 2 },
    [
      { value: '2200', spread: '200', observations: 3 },
      null,
      { value: '55', spread: '10', observations: 2 },
    ],
  ],
];

/** Two observations by different notaries with one session id, where two are a quorum. */
function withSessions(): readonly [Report, readonly ShapedObservation[]] {
  const list = observations([1n, 2n], () => ({ ...V2, sessionId: new Uint8Array(16).fill(5) }));
  return [buildReport(SECOND, list), list];
}

const changed = (report: Report, change: object): Report => build(ReportSchema, { ...report, ...change });
const SIGNED = signedBy(SECOND, THREE);
const SIGNED_GROUP = signedBy(GROUP_FEED, GROUP);
const M: CoreCode = 'report.malformed';
const AT_ADDRESSES = buildReport(BOTH_SECOND, ONE_KEY);
const KEYS = ['serverSpkiSha256', 'issuerSpkiSha256'] as const;
/** One of the paths changed. */
const path = (at: number, change: object): Report =>
  changed(AT_ADDRESSES, { paths: AT_ADDRESSES.paths.map((own, i) => (i === at ? { ...own, ...change } : own)) });
const wholeKeys = Object.fromEntries(KEYS.map((key) => [key, must(AT_ADDRESSES.paths[0])[key]]));
const noKeys = Object.fromEntries(KEYS.map((key) => [key, new Uint8Array()]));

export const BAD_ED_1: readonly Bad2[] = [
  ['ED-1', 'first edition where the second is asked for', 'report.version', buildReport(FEED, observations([1n, 2n, 3n])), SECOND],
  ['ED-1', 'second edition where the first is asked for', 'report.version', SIGNED, { ...FEED, edition: 1 }],
  ['ED-1', 'first edition with a transmitter', M, changed(SIGNED, { version: 1 }), FEED],
  ['ED-1', 'first edition of a group', M, changed(SIGNED_GROUP, { version: 1, transmitter: new Uint8Array(), signature: new Uint8Array() }), FEED],
  ['ED-1', 'of a feed and of a group', M, changed(SIGNED_GROUP, { feedId: 9 }), GROUP_FEED],
  ['ED-1', 'of neither', M, changed(SIGNED, { feedId: 0 }), SECOND],
  ['REP-8', 'a transmitter without a signature', 'report.transmitter', changed(SIGNED, { signature: new Uint8Array() }), SECOND],
  ['REP-8', 'a signature without a transmitter', 'report.transmitter', changed(SIGNED, { transmitter: new Uint8Array() }), SECOND],
  ['REP-8', 'a transmitter that is no key', 'report.transmitter', changed(SIGNED, { transmitter: new Uint8Array(33) }), SECOND],
  ['REP-8', 'signed by another key', 'report.signature', changed(SIGNED, { transmitter: OUTSIDER.publicKey }), SECOND],
  ['REP-8', 'an observation taken away after signing', 'report.signature', changed(SIGNED, { observations: SIGNED.observations.slice(1) }), { ...SECOND, quorum: 2 }],
  ['REP-7', 'a path that says both digests again', 'report.paths', path(1, wholeKeys), BOTH_SECOND],
  ['REP-7', 'the last path says the key of the server again', 'report.paths', path(2, { serverSpkiSha256: wholeKeys['serverSpkiSha256'] }), BOTH_SECOND],
  ['REP-7', 'the second path says the anchor again', 'report.paths', path(1, { issuerSpkiSha256: wholeKeys['issuerSpkiSha256'] }), BOTH_SECOND],
  ['REP-7', 'the first path leaves its digests out', 'attestation.malformed', path(0, noKeys), BOTH_SECOND],
  ['REP-7', 'another key in the second path', 'observation.signature', path(1, OTHER_KEY), BOTH_SECOND],
  ['REP-7', 'a digest that is too short', 'attestation.malformed', path(1, { serverSpkiSha256: new Uint8Array(31) }), BOTH_SECOND],
  ['REP-7', 'a path twice, digests left out', 'report.paths', changed(AT_ADDRESSES, { paths: [...AT_ADDRESSES.paths.slice(0, 2), { ...must(AT_ADDRESSES.paths[1]) }] }), BOTH_SECOND],
  ['REP-7', 'whole paths in order, and written out of it', 'report.paths', changed(AT_ADDRESSES, { paths: AT_ADDRESSES.paths.toReversed() }), BOTH_SECOND],
  ['REP-3', 'one session twice', 'report.session_reused', buildReport(SECOND, observations([1n, 2n, 3n], () => ({ ...V2, sessionId: new Uint8Array(16).fill(5) }))), SECOND],
  ['REP-2', 'rows of another group', 'report.rows', changed(SIGNED_GROUP, { rows: SIGNED_GROUP.rows.toReversed() }), GROUP_FEED],
  ['REP-2', 'a row too few', 'report.rows', changed(SIGNED_GROUP, { rows: SIGNED_GROUP.rows.slice(1) }), GROUP_FEED],
  ['REP-2', 'no rows', 'report.rows', changed(SIGNED_GROUP, { rows: [] }), GROUP_FEED],
  ['REP-2', 'rows in a report of a feed', 'report.rows', changed(SIGNED, { rows: SIGNED_GROUP.rows }), SECOND],
  ['REP-2', 'a subject beside rows', 'report.rows', changed(SIGNED_GROUP, { subject: 'cloud1x' }), GROUP_FEED],
  ['REP-2', 'a report of another group', 'report.feed', SIGNED_GROUP, { ...GROUP_FEED, id: 10 }],
  ['REP-2', 'other ids', 'report.params', SIGNED_GROUP, { ...GROUP_FEED, params: [] }],
  ['REP-1', 'values beside rows', 'report.readings', changed(SIGNED_GROUP, own(SIGNED_GROUP, { values: [{ mantissa: 1n, scale: 0 }] })), GROUP_FEED],
  ['REP-1', 'a row of an observation too few', 'report.readings', changed(SIGNED_GROUP, own(SIGNED_GROUP, { rows: [] })), GROUP_FEED],
  ['REP-1', 'qualities that say nothing', 'report.readings', changed(SIGNED, own(SIGNED, { qualities: [0, 0] })), SECOND],
  ['REP-1', 'a quality too few', 'report.readings', changed(SIGNED, own(SIGNED, { qualities: [1] })), SECOND],
  ['GRP-2', 'no row has a quorum', 'report.quorum', signedBy(GROUP_FEED, ofGroup([offline(0, offline(1, offline(2))), offline(0, offline(1, offline(2))), rowsOf([1n, 2n, 3n])])), GROUP_FEED],
];
