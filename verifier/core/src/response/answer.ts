import { create, ReadingSchema } from '@cloudx3/proto';
import type { Operation, Reading } from '@cloudx3/proto';
import { ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { selectObservedAt, selectPeriodStart } from '../selector/observed-at.ts';
import type { ParamValues } from '../selector/path.ts';
import { selectQuality } from '../selector/quality.ts';
import { selectReading } from '../selector/reading.ts';
import type { JsonValue } from './json.ts';

/** What is said of one device: by a whole response, or by a row of it. */
export interface Answer {
  /** Strictly increasing by name. */
  readonly readings: Reading[];
  /** Unix milliseconds; 0 where the operation declares none. */
  readonly observedAtMs: bigint;
  /** When the period began that ends there; 0 where the operation declares none. */
  readonly periodStartMs: bigint;
}

/** Readings with their qualities (SEL-2, SEL-3, SEL-5), then times (SEL-4, SEL-6), of a response or a row; the first that fails. */
export function selectAnswer(
  { readings: selectors, observedAt, periodStart }: Operation,
  body: JsonValue,
  params: ParamValues,
  sessionTimeMs: bigint,
): CoreResult<Answer> {
  const readings: Reading[] = [];
  for (const selector of selectors) {
    const { name, unit } = selector;
    const value = selectReading(selector, body, params);
    if (!value.ok) return value;
    const quality = selectQuality(selector.quality, body, params, name);
    if (!quality.ok) return quality;
    readings.push(create(ReadingSchema, { name, unit, value: { ...value.value }, quality: quality.value }));
  }
  const observed = selectObservedAt(observedAt, body, params, sessionTimeMs);
  if (!observed.ok) return observed;
  const start = selectPeriodStart(periodStart, body, params, observed.value);
  return start.ok ? ok({ readings, observedAtMs: observed.value, periodStartMs: start.value }) : start;
}
