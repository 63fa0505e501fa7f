import { ReadingSource } from '@cloudx3/proto';
import type { ReadingSelector } from '@cloudx3/proto';
import { isWithin } from '../attestation/against-operation.ts';
import { normalised, parseDecimal } from '../decimal/decimal.ts';
import type { Decimal } from '../decimal/decimal.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { JsonNumber } from '../response/json.ts';
import type { JsonValue } from '../response/json.ts';
import { followPath } from './path.ts';
import type { ParamValues } from './path.ts';

/** Rules SEL-2 and SEL-3: the value of one reading, or which of the outcomes it is. */
export function selectReading(
  selector: ReadingSelector,
  body: JsonValue,
  params: ParamValues,
): CoreResult<Decimal> {
  const { name } = selector;
  const found = followPath(body, selector.path, params);
  if (found.kind === 'absent') return fail('reading.absent', 'is not there', name);
  if (found.kind === 'ambiguous') return fail('reading.ambiguous', 'two elements match', name);
  if (found.value === null) return fail('reading.null', 'is null', name);
  const source = sourceDecimal(selector, found.value);
  if (!source.ok) return source;
  const value = normalised(source.value.mantissa, source.value.scale - selector.exponent);
  if (!value.ok) return fail('reading.out_of_bounds', value.message, name);
  return isWithin(value.value, selector.min, selector.max)
    ? value
    : fail('reading.out_of_bounds', 'is outside the bounds of the reading', name);
}

function sourceDecimal(selector: ReadingSelector, value: JsonValue): CoreResult<Decimal> {
  const { name, source, map } = selector;
  const wrongKind = fail('reading.non_numeric', 'is not of the kind that the operation declares', name);
  switch (source) {
    case ReadingSource.NUMBER:
      return value instanceof JsonNumber ? decimalOf(value.source, name) : wrongKind;
    case ReadingSource.NUMERIC_STRING:
      return typeof value === 'string' ? decimalOf(value, name) : wrongKind;
    case ReadingSource.BOOLEAN:
      return typeof value === 'boolean' ? ok({ mantissa: value ? 1n : 0n, scale: 0 }) : wrongKind;
    default: {
      const mapped = map.find(({ text }) => text === value)?.value;
      return mapped === undefined ? wrongKind : ok({ mantissa: mapped.mantissa, scale: mapped.scale });
    }
  }
}

function decimalOf(text: string, name: string): CoreResult<Decimal> {
  const decimal = parseDecimal(text);
  if (decimal.ok) return decimal;
  return decimal.code === 'decimal.syntax'
    ? fail('reading.non_numeric', 'is not a number in JSON notation', name)
    : fail('reading.out_of_bounds', decimal.message, name);
}
