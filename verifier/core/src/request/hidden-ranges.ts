import type { Range } from './ranges.ts';

/**
 * Where the request of an opened transcript hides something (rule ATT-3): its runs of zero bytes, which stand in the place of secrets and which a
 * request never holds otherwise. What {@link compareRequest} takes as `hidden`.
 */
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
