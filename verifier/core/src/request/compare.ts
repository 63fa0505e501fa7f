import type { CheckedOperation } from '../operation/checked-operation.ts';
import type { Params } from '../operation/params.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { matchAnyHeaderOrder } from './any-header-order.ts';
import { requestPieces } from './layout.ts';
import type { RequestLayout } from './layout.ts';
import { matchPieces } from './match.ts';
import type { SentView } from './match.ts';
import { prepareLayout } from './prepare.ts';
import { mergeRanges } from './ranges.ts';
import type { Range } from './ranges.ts';

/** `exact` for PROXY mode, `any-header-order` for MPC mode (rule REQ-2). */
export type RequestComparison = 'exact' | 'any-header-order';

/**
 * What a notary does with what was sent (rules REQ-2, REQ-3, REQ-4): is it the operation's request, with secrets hidden exactly where the
 * operation has holes? What the hidden bytes are cannot be known here; what is in `sent` in their place is not looked at.
 */
export function compareRequest(
  operation: CheckedOperation,
  params: Params,
  sent: Uint8Array,
  hidden: readonly Range[],
  layout: RequestComparison,
): CoreResult<undefined> {
  if (sent.length > operation.message.maxRequestBytes) {
    return fail('request.too_large', `${sent.length} of ${operation.message.maxRequestBytes} bytes`);
  }
  const prepared = prepareLayout(operation, params);
  if (!prepared.ok) return prepared;
  const ranges = mergeRanges(hidden, sent.length);
  if (!ranges.ok) return ranges;
  const used = new Set<Range>();
  const view = hiddenView(sent, ranges.value, used);
  const match = layout === 'exact' ? matchExact : matchAnyHeaderOrder;
  const matched = match(prepared.value, view);
  if (!matched.ok) return matched;
  // Every byte was matched, so a range that no hole used cannot be left; this stands guard over the matching itself.
  return used.size === ranges.value.length && used.size === operation.message.holes.length
    ? ok()
    : fail('request.hidden_elsewhere', 'a hidden range is no hole of the operation', 'hidden');
}

/** Rule REQ-2 for PROXY mode: one order, byte for byte. */
function matchExact(layout: RequestLayout, view: SentView): CoreResult<undefined> {
  const head = headLength(view);
  if (head === undefined) return fail('request.length', 'the head of the request does not end');
  const pieces = requestPieces(layout, view.sent.length - head);
  return matchPieces(view, pieces, { start: 0, end: view.sent.length }, 'request.different');
}

/** Length of the head with its empty line, which is only seen where it is visible. */
function headLength({ sent, isHidden }: SentView): number | undefined {
  for (let i = 0; i + 3 < sent.length; i += 1) {
    const isEnd = sent[i] === 13 && sent[i + 1] === 10 && sent[i + 2] === 13 && sent[i + 3] === 10;
    if (isEnd && !isHidden(i) && !isHidden(i + 1) && !isHidden(i + 2) && !isHidden(i + 3)) return i + 4;
  }
  return undefined;
}

function hiddenView(sent: Uint8Array, ranges: readonly Range[], used: Set<Range>): SentView {
  const mask = new Uint8Array(sent.length);
  for (const { start, end } of ranges) mask.fill(1, start, end);
  return {
    sent,
    isHidden: (index) => mask[index] === 1,
    endOfHole: (hole, start, limit) => {
      const range = ranges.find((candidate) => candidate.start === start);
      if (range === undefined) return fail('request.hole_visible', 'is not hidden', hole.name);
      const length = range.end - range.start;
      if (length < hole.minLength || length > hole.maxLength || range.end > limit) {
        return fail('request.hole_length', `${length} bytes are hidden`, hole.name);
      }
      used.add(range);
      return ok(range.end);
    },
  };
}
