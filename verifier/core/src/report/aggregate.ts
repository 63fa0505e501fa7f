import { median, spread } from '../decimal/arithmetic.ts';
import type { Decimal } from '../decimal/decimal.ts';
import { perMode } from '../modes/table.ts';
import type { PerMode } from '../modes/table.ts';
import { observationValues } from '../observation/check.ts';
import type { FeedTerms } from '../observation/feed-terms.ts';
import type { ValueTerms } from '../observation/obs-5.ts';
import type { ShapedObservation } from '../observation/shape.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/** What a report says of one feed. */
export interface FeedOutcome {
  /** Median of the observations' values, at the feed's decimals. */
  readonly value: Decimal;
  /** Largest minus smallest of them; the one decimal that may have a mantissa beyond DEC-1. */
  readonly spread: Decimal;
  /** Number of observations that have a value of it. */
  readonly observations: number;
}

/** What a report comes to. */
export interface ReportValue {
  /** One for a feed of its own, one a row for a group; undefined for a row that fewer than the quorum could read (rule GRP-2). */
  readonly feeds: readonly (FeedOutcome | undefined)[];
  /** Number of observations. */
  readonly observations: number;
  /** Number of different notaries. */
  readonly notaries: number;
  /** Number of attestations in each mode. */
  readonly modes: PerMode<number>;
  /** Whether any attestation's certificate was checked against a private CA. */
  readonly customCa: boolean;
}

/** Rules AGG-1 and GRP-2: median and spread of the observations' values at the feed's decimals, for each feed that has a quorum of them. */
export function aggregate(
  observations: readonly ShapedObservation[],
  feed: ValueTerms & Pick<FeedTerms, 'quorum'>,
): CoreResult<ReportValue> {
  const observed: (readonly (Decimal | undefined)[])[] = [];
  for (const observation of observations) {
    const values = observationValues(observation, feed);
    if (!values.ok) return values;
    observed.push(values.value);
  }
  const feeds: (FeedOutcome | undefined)[] = [];
  for (const row of (feed.rows ?? [undefined]).keys()) {
    const outcome = feedOutcome(
      observed.map((values) => values[row]).filter((value) => value !== undefined),
      feed,
    );
    if (!outcome.ok) return outcome;
    feeds.push(outcome.value);
  }
  if (feeds.every((outcome) => outcome === undefined)) {
    return fail('report.quorum', 'no feed has a quorum of values', 'observations');
  }
  const bodies = observations.flatMap(({ attestations }) => attestations.map(({ body }) => body));
  return ok({
    feeds,
    observations: observations.length,
    notaries: new Set(bodies.map(({ notary }) => notary.join())).size,
    modes: perMode((_, { wire }) => bodies.filter(({ mode }) => mode === wire).length),
    customCa: bodies.some(({ customCa }) => customCa),
  });
}

function feedOutcome(
  values: readonly Decimal[],
  { decimals, quorum }: Pick<FeedTerms, 'decimals' | 'quorum'>,
): CoreResult<FeedOutcome | undefined> {
  // An empty report has no median, whatever a feed calls its quorum.
  if (values.length < Math.max(quorum, 1)) return ok(undefined);
  const middle = median(values, decimals);
  if (!middle.ok) return middle;
  const width = spread(values, decimals);
  if (!width.ok) return width;
  return ok({ value: middle.value, spread: width.value, observations: values.length });
}
