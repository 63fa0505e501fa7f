import { Charset } from '@cloudx3/proto';
import type { Hole, Operation, Parameter } from '@cloudx3/proto';
import { compareDecimal } from '../decimal/arithmetic.ts';
import { isDecimal, MAX_SCALE } from '../decimal/decimal.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { isCharset, isOfCharset } from './charset.ts';
import { OPERATION_LIMITS } from './limits.ts';
import { isStrictlyIncreasing, NAME } from './names.ts';
import { problemOfList, problemOfToken } from './op-6.ts';

/** Rule OP-2 for what is declared: parameters with their types (OP-4), and holes. */
export function checkDeclarations(operation: Operation): CoreResult<undefined> {
  const { parameters, holes } = operation;
  if (parameters.length > OPERATION_LIMITS.parameters) {
    return fail('operation.parameters', `at most ${OPERATION_LIMITS.parameters} are allowed`, 'parameters');
  }
  for (const parameter of parameters) {
    const problem = problemOfParameter(parameter);
    if (problem !== undefined) {
      return fail('operation.parameters', problem, `parameters.${parameter.name}`);
    }
  }
  if (!isStrictlyIncreasing(parameters.map((parameter) => parameter.name))) {
    return fail('operation.parameters', 'names are not strictly increasing', 'parameters');
  }
  if (parameters.filter(({ type }) => type.case === 'list').length > 1) {
    return fail('operation.parameters', 'at most one list is allowed', 'parameters');
  }
  return checkHoles(holes);
}

function problemOfParameter(parameter: Parameter): string | undefined {
  if (!NAME.test(parameter.name)) return 'the name is not of a-z, 0-9 and _';
  const { type } = parameter;
  switch (type.case) {
    case 'integer':
      return type.value.min > type.value.max ? 'min is above max' : undefined;
    case 'decimal': {
      const { maxScale, min, max } = type.value;
      if (maxScale > MAX_SCALE) return `maxScale is at most ${MAX_SCALE}`;
      if (min === undefined || max === undefined) return 'min and max are needed';
      if (!isDecimal(min) || !isDecimal(max)) return 'min or max is no decimal';
      return compareDecimal(min, max) > 0 ? 'min is above max' : undefined;
    }
    case 'token':
      return problemOfToken(type.value);
    case 'list':
      return problemOfList(type.value);
    case 'choice':
      return problemOfChoice(type.value.values);
    case undefined:
      return 'has no type';
  }
}

function problemOfChoice(values: readonly string[]): string | undefined {
  if (values.length === 0 || values.length > OPERATION_LIMITS.choices) {
    return `has 1 to ${OPERATION_LIMITS.choices} values`;
  }
  const fits = (value: string) =>
    value.length >= 1 &&
    value.length <= OPERATION_LIMITS.choiceLength &&
    isOfCharset(value, Charset.IDENTIFIER);
  if (!values.every(fits)) return 'a value is not an identifier of 1 to 64 characters';
  return isStrictlyIncreasing(values) ? undefined : 'values are not strictly increasing';
}

function checkHoles(holes: readonly Hole[]): CoreResult<undefined> {
  if (holes.length > OPERATION_LIMITS.holes) {
    return fail('operation.holes', `at most ${OPERATION_LIMITS.holes} are allowed`, 'holes');
  }
  for (const hole of holes) {
    const field = `holes.${hole.name}`;
    if (!NAME.test(hole.name)) return fail('operation.holes', 'the name is not of a-z, 0-9 and _', field);
    if (!isCharset(hole.charset)) return fail('operation.holes', 'the charset is not known', field);
    const { minHoleLength, maxHoleLength } = OPERATION_LIMITS;
    if (hole.minLength < minHoleLength || hole.minLength > hole.maxLength || hole.maxLength > maxHoleLength) {
      return fail('operation.holes', `lengths are within ${minHoleLength} to ${maxHoleLength}`, field);
    }
  }
  if (!isStrictlyIncreasing(holes.map((hole) => hole.name))) {
    return fail('operation.holes', 'names are not strictly increasing', 'holes');
  }
  return ok();
}
