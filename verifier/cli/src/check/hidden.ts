import type { Range } from '@cloudx3/verifier-core';

/** Where a transcript's request hides something: runs of zero bytes, which a request never holds otherwise. */
export function hiddenRanges(sent: Uint8Array): Range[] {
  const ranges: Range[] = [];
  let start: number | undefined;
  for (let at = 0; at <= sent.length; at += 1) {
    const hidden = at < sent.length && sent[at] === 0;
    if (hidden) start ??= at;
    else if (start !== undefined) {
      ranges.push({ start, end: at });
      start = undefined;
    }
  }
  return ranges;
}
