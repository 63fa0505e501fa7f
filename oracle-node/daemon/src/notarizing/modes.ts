import type { Notarizer } from '@cloudx3/notary';
import type { FeedRules } from '@cloudx3/oracle-protocol';
import { Mode } from '@cloudx3/proto';
import { requiredMode } from '@cloudx3/verifier-core';
import { codeOf } from '../error.ts';

/** As feeds and devices name them. */
export type ModeName = 'mpc' | 'proxy';

export type Notarizers = Readonly<Record<ModeName, Notarizer>>;

export const MODES: Readonly<Record<ModeName, Mode>> = { mpc: Mode.MPC, proxy: Mode.PROXY };

/** The name of a session's mode. */
export function modeName(mode: Mode): ModeName {
  return mode === Mode.MPC ? 'mpc' : 'proxy';
}

/** PROXY costs what a request costs, so it comes first wherever the feed does not ask for more (OBS-9). */
export function firstMode(feed: FeedRules, round: bigint): ModeName {
  return requiredMode(feed, round) ?? (feed.modes.proxy === undefined ? 'mpc' : 'proxy');
}

/** The mode that a device's owner accepts and that costs least. */
export function commandMode(acceptedModes: readonly ModeName[]): ModeName {
  return acceptedModes.includes('proxy') ? 'proxy' : 'mpc';
}

/** What only MPC mode reads: a server without TLS 1.3, or an operation or server that PROXY mode does not fit. */
export function leadsToMpc(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === 'tls.version' || code === 'tls.key_update_unexpected' || code.startsWith('operation.proxy_')
  );
}
