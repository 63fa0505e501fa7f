import { compareBytes } from '@cloudx3/proto';
import { OPERATION_LIMITS } from './limits.ts';

const encoder = new TextEncoder();

/** Names of parameters, holes and readings (rule OP-2). */
export const NAME = /^[a-z][a-z0-9_]{0,31}$/;

/** Length in UTF-8 bytes, in which all limits on text are meant (rule LEN-1). */
export function utf8Length(text: string): number {
  return encoder.encode(text).length;
}

/** A member name, a text compared with, or a mapped text (rule OP-2). */
export function isText(text: string): boolean {
  return utf8Length(text) <= OPERATION_LIMITS.text && text.isWellFormed();
}

/**
 * Order of texts by their UTF-8 bytes (rule ORD-1). JavaScript's own order, by UTF-16 code unit, differs from it beyond U+FFFF.
 */
export function compareText(a: string, b: string): number {
  return compareBytes(encoder.encode(a), encoder.encode(b));
}

/** Whether the texts are strictly increasing (rule ORD-1). */
export function isStrictlyIncreasing(texts: readonly string[]): boolean {
  return texts.every((text, i) => i === 0 || compareText(texts[i - 1] ?? '', text) < 0);
}

/** Whether the numbers are strictly increasing. */
export function isStrictlyIncreasingNumbers(numbers: readonly number[]): boolean {
  return numbers.every((n, i) => i === 0 || (numbers[i - 1] ?? 0) < n);
}
