import { Mode } from '@cloudx3/proto';
import { compareDecimal, spread } from '../decimal/arithmetic.ts';
import type { Decimal } from '../decimal/decimal.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import type { FeedTerms } from './feed-terms.ts';
import type { ShapedObservation } from './shape.ts';

/** Rule OBS-9: the mode that a round is set apart for; undefined where any mode of the feed will do. */
export function requiredMode({ stepUp }: Pick<FeedTerms, 'stepUp'>, round: bigint): 'mpc' | undefined {
  const every = stepUp?.everyRounds;
  return every !== undefined && every > 0n && round % every === 0n ? 'mpc' : undefined;
}

/**
 * Rule OBS-9: whether a value moved so far that only MPC shows it. `latest` is the feed's newest value on chain before the round, undefined
 * where it has none. A value that does not fit the feed's decimals is nothing to step up for: AGG-1 refuses it in any mode.
 */
export function needsStepUp(
  { stepUp, decimals }: Pick<FeedTerms, 'stepUp' | 'decimals'>,
  latest: Decimal | undefined,
  value: Decimal,
): boolean {
  if (stepUp?.movedMoreThan === undefined || latest === undefined) return false;
  const moved = spread([latest, value], decimals);
  return moved.ok && compareDecimal(moved.value, stepUp.movedMoreThan) > 0;
}

/** Rule OBS-9 for an observation that satisfies OBS-6, so that one attestation speaks for the mode of all. */
export function checkStepUp(
  { body, attestations }: Pick<ShapedObservation, 'body' | 'attestations'>,
  feed: Pick<FeedTerms, 'stepUp' | 'decimals'>,
  value: Decimal,
  latest: Decimal | undefined,
): CoreResult<undefined> {
  if (attestations[0]?.body.mode === Mode.MPC) return ok();
  if (requiredMode(feed, body.round) !== undefined) {
    return fail('observation.step_up_round', `round ${body.round} counts only MPC`, 'attestations');
  }
  return needsStepUp(feed, latest, value)
    ? fail('observation.step_up_moved', 'the value moved by more than PROXY may say', 'attestations')
    : ok();
}
