import { compareDecimal, spread } from '../decimal/arithmetic.ts';
import type { Decimal } from '../decimal/decimal.ts';
import { MODES, MODE_NAMES, modeRow } from '../modes/table.ts';
import type { ModeName } from '../modes/table.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import type { FeedTerms } from './feed-terms.ts';
import type { ShapedObservation } from './shape.ts';

/** Whether a feed sets this round apart for strict modes (rule OBS-9). */
function isSetApart({ stepUp }: Pick<FeedTerms, 'stepUp'>, round: bigint): boolean {
  const every = stepUp?.everyRounds;
  return every !== undefined && every > 0n && round % every === 0n;
}

/** Rule OBS-9: the mode that a round is set apart for; undefined where any mode of the feed will do. */
export function requiredMode(feed: Pick<FeedTerms, 'stepUp' | 'modes'>, round: bigint): ModeName | undefined {
  return isSetApart(feed, round) ? strictMode(feed) : undefined;
}

/** Rule OBS-9: the mode in which a feed counts what it sets apart; undefined where it accepts none that is strict. */
export function strictMode({ modes }: Pick<FeedTerms, 'modes'>): ModeName | undefined {
  return MODE_NAMES.find((name) => MODES[name].isStrict && modes[name] !== undefined);
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
  value: Decimal | undefined,
  latest: Decimal | undefined,
): CoreResult<undefined> {
  const mode = attestations[0]?.body.mode;
  if (mode !== undefined && modeRow(mode)?.isStrict === true) return ok();
  if (isSetApart(feed, body.round)) {
    return fail('observation.step_up_round', `round ${body.round} counts only MPC`, 'attestations');
  }
  // A group has no such bound: its feeds have no one value.
  return value !== undefined && needsStepUp(feed, latest, value)
    ? fail('observation.step_up_moved', 'the value moved by more than PROXY may say', 'attestations')
    : ok();
}
