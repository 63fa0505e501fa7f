import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/** Deepest nesting of a body (rule RES-4). */
const MAX_DEPTH = 32;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * One pass over a JSON text before it is parsed: refuses what is nested too deep, so that the parser's recursion is bounded, and counts the
 * colons outside strings. A valid text has one for each member of its objects, so a parsed tree with fewer members had a name twice.
 */
export function scanJson(text: string): CoreResult<{ readonly members: number }> {
  let depth = 0;
  let members = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfString(text, i + 1);
    else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    else if (code === COLON) members += 1;
    if (depth > MAX_DEPTH) return fail('response.json_depth', `deeper than ${MAX_DEPTH} levels`);
  }
  return ok({ members });
}

/** Index of the quote that ends the string which begins at `start`, or of the end of the text. */
function endOfString(text: string, start: number): number {
  for (let i = start; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i += 1;
    else if (code === QUOTE) return i;
  }
  return text.length;
}
