import { median, spread } from '../decimal/arithmetic.ts';
import type { Decimal } from '../decimal/decimal.ts';
import { perMode } from '../modes/table.ts';
import type { PerMode } from '../modes/table.ts';
import { observationValue } from '../observation/check.ts';
import type { FeedTerms } from '../observation/feed-terms.ts';
import type { ShapedObservation } from '../observation/shape.ts';
import { ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/** What a report comes to. */
export interface ReportValue {
  /** Median of the observations' values, at the feed's decimals. */
  readonly value: Decimal;
  /** Largest minus smallest of them; the one decimal that may have a mantissa beyond DEC-1. */
  readonly spread: Decimal;
  /** Number of observations. */
  readonly observations: number;
  /** Number of different notaries. */
  readonly notaries: number;
  /** Number of attestations in each mode. */
  readonly modes: PerMode<number>;
  /** Whether any attestation's certificate was checked against a private CA. */
  readonly customCa: boolean;
}

/** Rule AGG-1: median and spread of the observations' values at the feed's decimals. At least one observation is needed. */
export function aggregate(
  observations: readonly ShapedObservation[],
  feed: Pick<FeedTerms, 'reading' | 'unit' | 'decimals'>,
): CoreResult<ReportValue> {
  const values: Decimal[] = [];
  for (const observation of observations) {
    const value = observationValue(observation, feed);
    if (!value.ok) return value;
    values.push(value.value);
  }
  const middle = median(values, feed.decimals);
  if (!middle.ok) return middle;
  const width = spread(values, feed.decimals);
  if (!width.ok) return width;
  const bodies = observations.flatMap(({ attestations }) => attestations.map(({ body }) => body));
  return ok({
    value: middle.value,
    spread: width.value,
    observations: observations.length,
    notaries: new Set(bodies.map(({ notary }) => notary.join())).size,
    modes: perMode((_, { wire }) => bodies.filter(({ mode }) => mode === wire).length),
    customCa: bodies.some(({ customCa }) => customCa),
  });
}
