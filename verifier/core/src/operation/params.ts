import type { DecimalType, IntegerType, ListType, Parameter, Param, TokenType } from '@cloudx3/proto';
import { create, ParamSchema } from '@cloudx3/proto';
import { compareDecimal } from '../decimal/arithmetic.ts';
import { parseDecimal } from '../decimal/decimal.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { isOfCharset } from './charset.ts';
import type { CheckedOperation } from './checked-operation.ts';
import { isStrictlyIncreasing } from './names.ts';

/** A value as people write it; of a LIST its items, strictly increasing. */
export type ParamValue = string | readonly string[];

/** Values of parameters by name. */
export type Params = Readonly<Record<string, ParamValue>>;

/** Parameters as signed bodies carry them. */
export type ParamList = readonly (Pick<Param, 'name' | 'value'> & {
  readonly items?: readonly string[] | undefined;
})[];

/** A list as messages hold it. */
export function paramMessages(list: ParamList): Param[] {
  return list.map(({ name, value, items = [] }) => create(ParamSchema, { name, value, items: [...items] }));
}

declare const checked: unique symbol;

/** Parameters that satisfy OP-4 and OP-5 for one operation, strictly increasing by name. */
export type CheckedParams = readonly Param[] & { readonly [checked]: true };

const INTEGER = /^(?:0|-?[1-9][0-9]*)$/;
const DECIMAL = /^-?(?:0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
// The longest text of a 64-bit integer, and more than any decimal needs. Keeps BigInt away from megabytes.
const MAX_NUMBER_TEXT = 40;

/** Checks values against their types and puts them in order (rules OP-4, OP-5, OP-6). */
export function checkParams(operation: CheckedOperation, params: Params): CoreResult<CheckedParams> {
  const list: Param[] = [];
  for (const { name } of operation.message.parameters) {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) return fail('params.missing', 'is not given', name);
    const isValue = typeof value === 'string';
    list.push(create(ParamSchema, { name, value: isValue ? value : '', items: isValue ? [] : [...value] }));
  }
  const surplus = Object.keys(params).find((name) => !list.some((param) => param.name === name));
  if (surplus !== undefined) return fail('params.unknown', 'is not declared by the operation', surplus);
  return checkParamList(operation, list);
}

/** The same for a list, as signed bodies carry it: exactly those declared, strictly increasing (rule OP-5). */
export function checkParamList(operation: CheckedOperation, list: ParamList): CoreResult<CheckedParams> {
  if (!isStrictlyIncreasing(list.map(({ name }) => name))) {
    return fail('params.order', 'are not strictly increasing by name', 'params');
  }
  const declared = operation.message.parameters;
  for (const { name } of list) {
    if (!declared.some((parameter) => parameter.name === name)) {
      return fail('params.unknown', 'is not declared by the operation', name);
    }
  }
  const params: Param[] = [];
  for (const parameter of declared) {
    const param = list.find(({ name }) => name === parameter.name);
    if (param === undefined) return fail('params.missing', 'is not given', parameter.name);
    const { name, value, items = [] } = param;
    if (!satisfies(parameter, value, items)) {
      return fail('params.value', 'does not satisfy its type', parameter.name);
    }
    params.push(create(ParamSchema, { name, value, items: [...items] }));
  }
  return ok(params as unknown as CheckedParams);
}

/** The values by name of a list whose names are distinct, for the functions that take {@link Params}. */
export function paramsFromList(list: ParamList): Params {
  return Object.fromEntries(
    list.map(({ name, value, items = [] }) => [name, items.length > 0 ? items : value]),
  );
}

/** OP-4 for one value, OP-6 for a list, which has items in place of it. */
function satisfies({ type }: Parameter, value: string, items: readonly string[]): boolean {
  if (type.case === 'list') return value === '' && isList(type.value, items);
  if (items.length > 0) return false;
  switch (type.case) {
    case 'integer':
      return isInteger(type.value, value);
    case 'decimal':
      return isBoundedDecimal(type.value, value);
    case 'token':
      return isToken(type.value, value);
    case 'choice':
      return type.value.values.includes(value);
    case undefined:
      return false;
  }
}

function isInteger(type: IntegerType, text: string): boolean {
  if (text.length > MAX_NUMBER_TEXT || !INTEGER.test(text)) return false;
  const value = BigInt(text);
  return value >= type.min && value <= type.max;
}

function isBoundedDecimal(type: DecimalType, text: string): boolean {
  const match = text.length <= MAX_NUMBER_TEXT ? DECIMAL.exec(text) : null;
  if (match === null || (match[1]?.length ?? 0) > type.maxScale) return false;
  const value = parseDecimal(text);
  if (!value.ok || (value.value.mantissa === 0n && text.startsWith('-'))) return false;
  const { min, max } = type;
  if (min === undefined || max === undefined) return false;
  return compareDecimal(value.value, min) >= 0 && compareDecimal(value.value, max) <= 0;
}

function isList({ item, maxItems }: ListType, items: readonly string[]): boolean {
  return (
    items.length >= 1 &&
    items.length <= maxItems &&
    item !== undefined &&
    items.every((text) => isToken(item, text)) &&
    isStrictlyIncreasing(items)
  );
}

function isToken(type: TokenType, text: string): boolean {
  return text.length >= type.minLength && text.length <= type.maxLength && isOfCharset(text, type.charset);
}
