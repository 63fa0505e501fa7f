import { randomBytes } from 'node:crypto';
import type { SecureContext } from 'node:tls';
import { addressRule } from '../dialling/address-rule.ts';
import type { AddressRule } from '../dialling/address-rule.ts';
import { Backoff } from '../dialling/backoff.ts';
import { systemResolve } from '../dialling/resolve.ts';
import { trustBeside } from './dial-notary.ts';
import type { NotarizerDeps, NotarizerOptions, ProverDeadlines } from './options.ts';

/** What a prover is set to: its options, with the defaults filled in where there are any. */
export interface ProverSettings extends Required<Pick<NotarizerDeps, 'now' | 'random' | 'resolve'>> {
  readonly options: NotarizerOptions;
  readonly deadlines: ProverDeadlines;
  readonly maxSessionBytes: number;
  /** Trust in notaries' own certificates. */
  readonly secureContext: SecureContext | undefined;
  /** Where notaries may be dialled. */
  readonly mayDial: AddressRule;
  /** Notaries that could not be reached, by host and port. */
  readonly backoff: Backoff;
}

/** Short enough that a notary which comes back is found within a round of most feeds. */
const DIAL_BACKOFF = { firstMs: 1_000, longestMs: 60_000 };

export const DEFAULT_DEADLINES: ProverDeadlines = {
  connectMs: 10_000,
  grantMs: 30_000,
  bindMs: 15_000,
  resultMs: 30_000,
};

/** `maxSessionBytes` is the mode's, unless the options say another. */
export function settingsOf(
  options: NotarizerOptions,
  deps: NotarizerDeps,
  maxSessionBytes: number,
): ProverSettings {
  const now = deps.now ?? Date.now;
  return {
    options,
    deadlines: { ...DEFAULT_DEADLINES, ...options.deadlines },
    maxSessionBytes: options.maxSessionBytes ?? maxSessionBytes,
    secureContext: trustBeside(options.tlsCa),
    mayDial: addressRule(options.allowPrivate ?? []),
    backoff: new Backoff(DIAL_BACKOFF, { nowMs: now }),
    resolve: deps.resolve ?? systemResolve,
    now,
    random: deps.random ?? ((length) => Uint8Array.from(randomBytes(length))),
  };
}
