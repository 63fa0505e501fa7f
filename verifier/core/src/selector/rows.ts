import type { Rows } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { JsonNumber } from '../response/json.ts';
import type { JsonValue } from '../response/json.ts';
import { followPath, isObject, memberOf } from './path.ts';
import type { Found, ParamValues } from './path.ts';

/** Rule ROW-1: the row of each wanted key, in their order. What has no key, or another, is passed over. */
export function selectRows(
  selector: Rows,
  wanted: readonly string[],
  body: JsonValue,
  params: ParamValues,
): CoreResult<readonly Found[]> {
  const found = followPath(body, selector.path, params);
  const holder = found.kind === 'value' ? found.value : undefined;
  const isOfMembers = selector.key.length === 0;
  if (isOfMembers && holder !== undefined && isObject(holder)) {
    return ok(wanted.map((name) => memberOf(holder, name)));
  }
  return !isOfMembers && Array.isArray(holder)
    ? ok(rowsOfArray(selector, wanted, holder, params))
    : fail('rows.invalid', `leads to no ${isOfMembers ? 'object' : 'array'}`, 'rows.path');
}

function rowsOfArray(
  selector: Rows,
  wanted: readonly string[],
  elements: readonly JsonValue[],
  params: ParamValues,
): Found[] {
  const rows = new Map<string, Found>(wanted.map((key) => [key, { kind: 'absent' }]));
  for (const value of elements) {
    const key = keyOf(followPath(value, selector.key, params));
    const before = key === undefined ? undefined : rows.get(key);
    if (key === undefined || before === undefined) continue;
    rows.set(key, before.kind === 'absent' ? { kind: 'value', value } : { kind: 'ambiguous' });
  }
  return [...rows.values()];
}

/** Vendors number devices too: a number is its source text. */
function keyOf(found: Found): string | undefined {
  if (found.kind !== 'value') return undefined;
  const { value } = found;
  if (typeof value === 'string') return value;
  return value instanceof JsonNumber ? value.source : undefined;
}
