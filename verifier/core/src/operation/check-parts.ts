import type { Part } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreCode } from '../codes.ts';
import type { CoreResult } from '../result.ts';
import { OPERATION_LIMITS } from './limits.ts';
import { utf8Length } from './names.ts';

/** Visible ASCII without "#", which would begin a fragment (rule OP-2). */
export const TARGET_LITERAL = /^[\x21\x22\x24-\x7e]+$/;
/** Visible ASCII and inner single spaces (rule OP-2). A space at its end is inner where a parameter or a hole follows. */
export const HEADER_LITERAL = /^(?! {2})(?:[\x21-\x7e]| (?! ))+$/;

/**
 * One template, by rule OP-3: its parts are known kinds, no literal is empty, no two literals and no two non-literals stand side by side.
 * So there is one way to write a template, and a hole is always held by literals or an end. `isLiteral` is the rule for its literals.
 */
export function checkParts(
  parts: readonly Part[],
  field: string,
  code: CoreCode,
  isLiteral: (text: string) => boolean,
): CoreResult<undefined> {
  if (parts.length > OPERATION_LIMITS.parts) {
    return fail(code, `has ${parts.length} parts, at most ${OPERATION_LIMITS.parts} are allowed`, field);
  }
  let before: 'literal' | 'value' | undefined;
  for (const part of parts) {
    if (part.kind.case === undefined) return fail('operation.template', 'has an empty part', field);
    const kind = part.kind.case === 'literal' ? 'literal' : 'value';
    if (kind === before) {
      return fail('operation.template', 'has two literals or two placeholders side by side', field);
    }
    if (kind === 'literal' && part.kind.value === '') {
      return fail('operation.template', 'has an empty literal', field);
    }
    if (
      kind === 'literal' &&
      !(utf8Length(part.kind.value) <= OPERATION_LIMITS.literal && isLiteral(part.kind.value))
    ) {
      return fail(code, 'has a literal with a character that may not stand here', field);
    }
    before = kind;
  }
  return ok();
}
