import { MODES, MODE_NAMES } from '@cloudx3/verifier-core';
import type { PerMode } from '@cloudx3/verifier-core';
import { DAY_SECONDS } from './figures.ts';
import { inGroups } from './in-groups.ts';
import { dailyWork, secondsOfRound } from './predict.ts';
import type { Rhythm } from './predict.ts';

/** What a node's machine can do, by its operator's word. */
export interface Machine {
  /** Sessions at a time in each mode. */
  readonly sessions: PerMode<number>;
  /** Seconds that each takes. */
  readonly seconds: PerMode<number>;
}

/** Why no round of a feed can be read in time on this machine, with the arithmetic; undefined where it can. */
export function tooFast(rhythm: Rhythm, { seconds }: Machine): string | undefined {
  const takes = secondsOfRound(rhythm, seconds);
  const interval = Number(rhythm.intervalMs) / 1_000;
  return takes > interval
    ? `a round takes up to ${inGroups(takes)} s, and there is one each ${inGroups(interval)} s`
    : undefined;
}

/** Why the escrow of a feed does not last for as many rounds as are asked for, at least one; undefined where it does. */
export function tooShort(runway: bigint, least: bigint): string | undefined {
  const asked = least < 1n ? 1n : least;
  if (runway >= asked) return undefined;
  return runway === 0n
    ? 'its escrow pays no further round'
    : `its escrow pays ${inGroups(Number(runway))} further rounds, and least_runway asks for ${inGroups(Number(asked))}`;
}

/** Why these feeds together are more than this machine can do, with the arithmetic; undefined where they are not. */
export function overload(rhythms: readonly Rhythm[], { sessions, seconds }: Machine): string | undefined {
  for (const mode of MODE_NAMES) {
    const wanted = rhythms.reduce((all, rhythm) => all + dailyWork(rhythm).sessions[mode], 0);
    const places = sessions[mode];
    if (wanted * seconds[mode] > places * DAY_SECONDS)
      return `${inGroups(wanted)} sessions a day by ${MODES[mode].title}, all feeds together, × ${seconds[mode]} s = ${inGroups(wanted * seconds[mode])} s, and the day has ${places} × ${inGroups(DAY_SECONDS)} s for them`;
  }
  return undefined;
}

/** Why a budget of a day does not cover what is accepted; undefined where it does, and where there is none. */
export function overBudget(
  what: string,
  { others, more }: { readonly others: number; readonly more: number },
  limit: number | undefined,
): string | undefined {
  if (limit === undefined || others + more <= limit) return undefined;
  return `${inGroups(more)} ${what} a day, and ${inGroups(others)} for what is accepted, are more than ${inGroups(limit)}`;
}
