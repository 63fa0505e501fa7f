import type { Notarizer } from '@cloudx3/notary';
import type { FeedRules } from '@cloudx3/oracle-protocol';
import { MODES, MODE_NAMES, requiredMode, strictMode } from '@cloudx3/verifier-core';
import type { ModeName, PerMode } from '@cloudx3/verifier-core';
import { codeOf } from '@cloudx3/errors';

/** Who notarizes in each mode. */
export type Notarizers = PerMode<Notarizer>;

/** What a feed that accepts no mode is read in; the contract lets nobody make one, and its observations are refused (OBS-6). */
const NO_CHOICE: ModeName = 'mpc';

/** The mode that a round is read in first: the one that the feed sets it apart for, else the one that costs least (OBS-9). */
export function firstMode(feed: Pick<FeedRules, 'stepUp' | 'modes'>, round: bigint): ModeName {
  const accepted = MODE_NAMES.filter((name) => feed.modes[name] !== undefined);
  return requiredMode(feed, round) ?? cheapest(accepted);
}

/** The mode that a device's owner accepts and that costs least. */
export function commandMode(acceptedModes: readonly ModeName[]): ModeName {
  return cheapest(acceptedModes);
}

/** The strict mode that a round is read in instead after this failure; undefined where no other mode would help, or none is accepted. */
export function modeInstead(feed: Pick<FeedRules, 'modes'>, error: unknown): ModeName | undefined {
  return isOfTheMode(codeOf(error)) ? strictMode(feed) : undefined;
}

function cheapest(accepted: readonly ModeName[]): ModeName {
  return accepted.find((name) => MODES[name].isCheap) ?? accepted[0] ?? NO_CHOICE;
}

/** What only another mode reads: a server without TLS 1.3, or an operation or server that PROXY mode does not fit. */
function isOfTheMode(code: string): boolean {
  return (
    code === 'tls.version' || code === 'tls.key_update_unexpected' || code.startsWith('operation.proxy_')
  );
}
