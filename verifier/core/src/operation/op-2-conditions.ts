import type { Condition, Part, Step } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { checkParts } from './check-parts.ts';
import { OPERATION_LIMITS } from './limits.ts';
import { isText } from './names.ts';

const JSON_LITERAL = /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)$/;

/** Rule OP-2 for a list of conditions; `field` goes into the error. */
export function checkConditions(conditions: readonly Condition[], field: string): CoreResult<undefined> {
  if (conditions.length > OPERATION_LIMITS.conditions) {
    return fail('operation.conditions', `at most ${OPERATION_LIMITS.conditions} are allowed`, field);
  }
  for (const [i, condition] of conditions.entries()) {
    const checked = checkCondition(condition, `${field}.${i}`);
    if (!checked.ok) return checked;
  }
  return ok();
}

function checkCondition(condition: Condition, field: string): CoreResult<undefined> {
  const path = checkPath(condition.path, `${field}.path`);
  if (!path.ok) return path;
  const { test } = condition;
  switch (test.case) {
    case 'equalsString':
      return checkComparison(test.value.parts, `${field}.equals_string`);
    case 'equalsLiteral':
      return test.value.length <= OPERATION_LIMITS.text && JSON_LITERAL.test(test.value)
        ? ok()
        : fail(
            'operation.conditions',
            'is not true, false, null or a JSON number',
            `${field}.equals_literal`,
          );
    case 'present':
      return ok();
    case undefined:
      return fail('operation.conditions', 'has no test', field);
  }
}

/** Rule OP-2 for a path, wherever it stands. */
export function checkPath(path: readonly Step[], field: string): CoreResult<undefined> {
  if (path.length > OPERATION_LIMITS.pathSteps) {
    return fail('operation.path', `at most ${OPERATION_LIMITS.pathSteps} steps are allowed`, field);
  }
  for (const { kind } of path) {
    if (kind.case === undefined) return fail('operation.path', 'has an empty step', field);
    const key = kind.case === 'key' ? kind.value : kind.case === 'match' ? kind.value.key : '';
    if (!isText(key)) return fail('operation.path', 'has too long a member name', field);
    if (kind.case !== 'match') continue;
    const equals = checkComparison(kind.value.equals, field);
    if (!equals.ok) return equals;
  }
  return ok();
}

/** A text that something in the response is compared with: literals and parameters, and never a hole (rule OP-3). */
function checkComparison(parts: readonly Part[], field: string): CoreResult<undefined> {
  if (parts.some((part) => part.kind.case === 'hole')) {
    return fail('operation.hole_use', 'a hole may not stand in a condition or a path', field);
  }
  return checkParts(parts, field, 'operation.conditions', isText);
}
