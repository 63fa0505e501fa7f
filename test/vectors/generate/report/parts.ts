import type { MessageInitShape, Report, ReportSchema } from '@cloudx3/proto';
import { buildReport } from '@cloudx3/verifier-core';
import type { CoreCode, FeedTerms, ShapedObservation } from '@cloudx3/verifier-core';
import {
  FEED,
  NOTARIES,
  OPERATORS,
  attestation,
  must,
  observation,
  powerReadings,
  proxied,
} from '../bodies.ts';
import type { BodyInit, NETWORK } from '../bodies.ts';

export const A = must(NOTARIES[0]);
export const B = must(NOTARIES[1]);

export const BOTH_MODES: FeedTerms = { ...FEED, modes: { mpc: { notaries: 1 }, proxy: { notaries: 1 } } };
export const NINES = 10n ** 18n - 1n;

/** Observations of the first operators, one attestation each, notaries by turns, with these readings of power in tenths. */
export function observations(
  tenths: readonly bigint[],
  change: (i: number) => BodyInit = () => ({}),
): ShapedObservation[] {
  return tenths.map((mantissa, i) => {
    const operator = must(OPERATORS[i]);
    const notary = i % 2 === 0 ? A : B;
    return observation(operator, [
      attestation(notary, operator, { readings: powerReadings(mantissa, 1), ...change(i) }),
    ]);
  });
}

/** Two observations of these readings. */
export function far(a: bigint, b: bigint, change: BodyInit = {}): ShapedObservation[] {
  return [a, b].map((mantissa, i) => {
    const operator = must(OPERATORS[i]);
    return observation(operator, [
      attestation(A, operator, { ...change, readings: powerReadings(mantissa, 0) }),
    ]);
  });
}

export const THREE = observations([2150n, 2160n, 2100n]);

/** What a good report comes to, mantissas at the feed's decimals. */
interface Expected {
  readonly value: string;
  readonly spread: string;
  readonly notaries: number;
  readonly modes?: { readonly mpc: number; readonly proxy: number };
  readonly custom_ca?: boolean;
}

export type Good = readonly [
  rule: string,
  name: string,
  o: readonly ShapedObservation[],
  expected: Expected,
  feed?: FeedTerms,
  latest?: bigint,
];

export type Change = (report: Report) => MessageInitShape<typeof ReportSchema>;
export type Bad = readonly [
  rule: string,
  name: string,
  code: CoreCode,
  change: Change,
  feed?: FeedTerms,
  network?: typeof NETWORK,
  latest?: bigint,
];

/** A report with its first observation changed. */
export const first = (report: Report, change: object) => ({
  observations: report.observations.map((o, i) => (i === 0 ? { ...o, ...change } : o)),
});

/** A report with the first observation's attestations changed. */
export const own = (report: Report, change: object) =>
  first(report, {
    attestations: must(report.observations[0]).attestations.map((a) => ({ ...a, ...change })),
  });

/** The report of these observations. */
export const of =
  (list: readonly ShapedObservation[]): Change =>
  () =>
    buildReport(FEED, list);

/** A feed that asks for two notaries. */
export const TWO: FeedTerms = { ...FEED, modes: { mpc: { notaries: 2 } } };
/** Observations for it, of two attestations each. */
export function twoNotaries(): ShapedObservation[] {
  return [200n, 220n, 260n].map((mantissa, i) => {
    const operator = must(OPERATORS[i]);
    const own = (add: bigint) => ({ readings: powerReadings(mantissa + add, 1) });
    return observation(operator, [attestation(A, operator, own(0n)), attestation(B, operator, own(1n))]);
  });
}

/** A feed that asks for MPC where its value moved further than this. */
export const movedMoreThan = (mantissa: bigint, feed = BOTH_MODES): FeedTerms => ({
  ...feed,
  stepUp: { movedMoreThan: { mantissa, scale: feed.decimals } },
});
export const MOVED = movedMoreThan(500n);

/** What each has of its own is the address; the report sorts them, the observers' order is another. */
export function toItsOwn(i: number): BodyInit {
  return proxied({ resolvedAddress: `203.0.113.${9 - i}` });
}

/** The report of three observations, the first of which is changed before it is signed. */
export const withFirst = (change: BodyInit): Change =>
  of(observations([2150n, 2160n, 2100n], (i) => (i === 0 ? change : {})));
