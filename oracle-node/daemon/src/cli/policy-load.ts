import { GAS, limitOf } from '../policy/day-budget.ts';
import { dayLimits, machineOf } from '../policy/configured.ts';
import type { Ask } from '../policy/ask.ts';
import { overBudget, overload, tooFast, tooShort } from '../policy/fits.ts';
import { dailyWork } from '../policy/predict.ts';
import type { Rhythm } from '../policy/predict.ts';
import type { NodeConfig } from '../config/schema.ts';

/** What is asked, with the credential that its requests are on. */
export interface LoadedAsk {
  readonly ask: Ask;
  /** Undefined where its operation is not published. */
  readonly purse: string | undefined;
}

/**
 * Why an ask is more than this node can do beside what it serves already, each with its arithmetic: the interval and the machine, the vendor's
 * quota, the gas of a day. Nothing of a device, whose commands come as they come.
 */
export function tooMuch(
  { ask, purse }: LoadedAsk,
  served: readonly LoadedAsk[],
  config: Pick<NodeConfig, 'policy' | 'quotas' | 'mpc'>,
): string[] {
  const { rhythm } = ask;
  if (rhythm === undefined) return [];
  const machine = machineOf(config);
  const limits = dayLimits(config);
  const others = served.filter((each) => each.ask.kind !== ask.kind || each.ask.id !== ask.id);
  const sum = (of: (rhythm: Rhythm) => number, among: readonly LoadedAsk[] = others): number =>
    among.reduce((all, each) => all + (each.ask.rhythm === undefined ? 0 : of(each.ask.rhythm)), 0);
  const onPurse = others.filter((each) => each.purse === purse);
  const requests = {
    others: sum((each) => dailyWork(each).requests, onPurse),
    more: dailyWork(rhythm).requests,
  };
  const gas = { others: sum((each) => dailyWork(each).gas), more: dailyWork(rhythm).gas };
  const rhythms = [...others.flatMap((each) => each.ask.rhythm ?? []), rhythm];
  return [
    tooFast(rhythm, machine),
    overload(rhythms, machine),
    purse === undefined ? undefined : overBudget(`requests to ${purse}`, requests, limitOf(purse, limits)),
    overBudget('gas', gas, limitOf(GAS, limits)),
    ask.runway === undefined ? undefined : tooShort(ask.runway, BigInt(config.policy.least_runway)),
  ].filter((reason) => reason !== undefined);
}
