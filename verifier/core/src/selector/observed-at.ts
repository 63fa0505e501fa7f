import { TimeFormat } from '@cloudx3/proto';
import type { ObservedAt } from '@cloudx3/proto';
import { MAX_AHEAD_MS } from '../attestation/against-operation.ts';
import { TIME_BOUND } from '../attestation/parts.ts';
import { parseDecimal } from '../decimal/decimal.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { JsonNumber } from '../response/json.ts';
import type { JsonValue } from '../response/json.ts';
import { parseIsoTime } from './iso-time.ts';
import { followPath } from './path.ts';
import type { ParamValues } from './path.ts';

const FIELD = 'observed_at';

/** Rule SEL-4: the vendor's own time in Unix milliseconds, what is finer cut off; 0 where the operation declares none. */
export function selectObservedAt(
  selector: ObservedAt | undefined,
  body: JsonValue,
  params: ParamValues,
  sessionTimeMs: bigint,
): CoreResult<bigint> {
  if (selector === undefined) return ok(0n);
  const ms = selectTime(selector, body, params);
  if (ms === undefined) return fail('observed_at.invalid', 'is absent or unreadable', FIELD);
  return ms > sessionTimeMs + MAX_AHEAD_MS
    ? fail('observed_at.future', `is ${ms - sessionTimeMs} ms after the session`, FIELD)
    : ok(ms);
}

/** Rule SEL-6: when the period began that ends at `observedAtMs`; 0 where the operation declares none. */
export function selectPeriodStart(
  selector: ObservedAt | undefined,
  body: JsonValue,
  params: ParamValues,
  observedAtMs: bigint,
): CoreResult<bigint> {
  if (selector === undefined) return ok(0n);
  const ms = selectTime(selector, body, params);
  return ms === undefined || ms > observedAtMs
    ? fail('period_start.invalid', 'is absent, unreadable or after observed_at', 'period_start')
    : ok(ms);
}

function selectTime(selector: ObservedAt, body: JsonValue, params: ParamValues): bigint | undefined {
  const found = followPath(body, selector.path, params);
  const ms = found.kind === 'value' ? timeOf(found.value, selector.format) : undefined;
  // Zero stands for "declares none" in a body, so a vendor that says 1970 says nothing.
  return ms === undefined || ms <= 0n || ms >= TIME_BOUND ? undefined : ms;
}

function timeOf(value: JsonValue, format: TimeFormat): bigint | undefined {
  switch (format) {
    case TimeFormat.UNIX_SECONDS:
      return value instanceof JsonNumber ? unixMs(value.source, 3) : undefined;
    case TimeFormat.UNIX_MILLISECONDS:
      return value instanceof JsonNumber ? unixMs(value.source, 0) : undefined;
    case TimeFormat.RFC3339:
      return typeof value === 'string' ? parseIsoTime(value, 'with-offset') : undefined;
    case TimeFormat.ISO8601_UTC:
      return typeof value === 'string' ? parseIsoTime(value, 'without-offset') : undefined;
    default:
      return undefined;
  }
}

/** A non-negative decimal times 10^shift, cut off to an integer. */
function unixMs(source: string, shift: number): bigint | undefined {
  const decimal = parseDecimal(source);
  if (!decimal.ok || decimal.value.mantissa < 0n) return undefined;
  return (decimal.value.mantissa * 10n ** BigInt(shift)) / 10n ** BigInt(decimal.value.scale);
}
