import type { ListType, TokenType } from '@cloudx3/proto';
import { isCharset, isOfCharset } from './charset.ts';
import { OPERATION_LIMITS } from './limits.ts';

/** Visible ASCII without "#", which would begin a fragment. */
const SEPARATOR = /^[\x21\x22\x24-\x7e]{1,8}$/;

/** What is wrong with a TOKEN type (rule OP-2). */
export function problemOfToken({ charset, minLength, maxLength }: TokenType): string | undefined {
  if (!isCharset(charset)) return 'the charset is not known';
  return minLength < 1 || minLength > maxLength || maxLength > OPERATION_LIMITS.tokenLength
    ? `lengths are within 1 to ${OPERATION_LIMITS.tokenLength}`
    : undefined;
}

/** What is wrong with a LIST type (rule OP-6). */
export function problemOfList({ item, maxItems, separator }: ListType): string | undefined {
  if (item === undefined) return 'the type of its items is missing';
  const problem = problemOfToken(item);
  if (problem !== undefined) return problem;
  if (maxItems < 1 || maxItems > OPERATION_LIMITS.items) return `has 1 to ${OPERATION_LIMITS.items} items`;
  if (!SEPARATOR.test(separator)) return 'the separator is not 1 to 8 visible characters without "#"';
  const ends = [separator.slice(0, 1), separator.slice(-1)];
  return ends.some((end) => isOfCharset(end, item.charset))
    ? 'the separator begins or ends with a character that an item may have'
    : undefined;
}
