import { MODES } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { RunningMode } from './start-session.ts';

/** What `/health` answers. */
export interface NotaryHealth {
  /** Always true: a notary that is not well does not answer. */
  readonly ok: boolean;
  /** Hex of the 33-byte key. */
  readonly pubkey: string;
  /** Of the chain that it serves. */
  readonly chainId: string;
  /** Address of the oracle contract. */
  readonly oracle: string;
  /** Titles of the modes that are run. */
  readonly modes: readonly string[];
  /** Sessions that run now, and that may at most, in all modes. */
  readonly sessions: number;
  readonly maxSessions: number;
  /** Never silently: a private CA in use, and private hosts that are served. */
  readonly customCa: boolean;
  readonly allowPrivateHosts: boolean;
}

type Identity = Pick<NotaryHealth, 'chainId' | 'oracle' | 'allowPrivateHosts'> & {
  readonly pubkey: Uint8Array;
};

/** How a notary with these modes is, whenever it is asked. */
export function healthOf(identity: Identity, modes: readonly RunningMode[]): () => NotaryHealth {
  const sum = (of: (mode: RunningMode) => number): number => modes.reduce((all, mode) => all + of(mode), 0);
  return () => ({
    ok: true,
    ...identity,
    pubkey: bytesToHex(identity.pubkey),
    modes: modes.map(({ engine }) => MODES[engine.mode].title),
    sessions: sum(({ slots }) => slots.total),
    maxSessions: sum(({ limits }) => limits.maxSessions),
    customCa: modes.some(({ engine }) => engine.customCa),
  });
}
