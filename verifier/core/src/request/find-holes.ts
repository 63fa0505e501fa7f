import type { CheckedOperation } from '../operation/checked-operation.ts';
import type { Params } from '../operation/params.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { matchAnyHeaderOrder } from './any-header-order.ts';
import { prepareLayout } from './prepare.ts';
import type { HoleRange, Secrets } from './render.ts';
import { checkSecrets } from './render.ts';

const encoder = new TextEncoder();

/**
 * What a prover in MPC mode does before it reveals: where in what was really sent, whose header lines are in an order of their own, the
 * secrets stand. A request that is not the operation's is refused, so nothing is revealed by a misunderstanding.
 */
export function findHoles(
  operation: CheckedOperation,
  params: Params,
  secrets: Secrets,
  sent: Uint8Array,
): CoreResult<readonly HoleRange[]> {
  const layout = prepareLayout(operation, params);
  if (!layout.ok) return layout;
  const checked = checkSecrets(operation, secrets);
  if (!checked.ok) return checked;
  const holes: HoleRange[] = [];
  const matched = matchAnyHeaderOrder(layout.value, {
    sent,
    isHidden: () => false,
    endOfHole: ({ name }, start, limit) => {
      const secret = encoder.encode(secrets[name] ?? '');
      const end = start + secret.length;
      if (end > limit || !secret.every((byte, i) => sent[start + i] === byte)) {
        return fail('request.hole_visible', 'the secret does not stand in its hole', name);
      }
      holes.push({ name, start, end });
      return ok(end);
    },
  });
  return matched.ok ? ok(holes.sort((a, b) => a.start - b.start)) : matched;
}
