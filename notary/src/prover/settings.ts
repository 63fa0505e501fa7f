import { randomBytes } from 'node:crypto';
import type { SecureContext } from 'node:tls';
import { trustBeside } from './dial-notary.ts';
import type { NotarizerDeps, NotarizerOptions, ProverDeadlines } from './options.ts';

/** What a prover is set to: its options, with the defaults filled in where there are any. */
export interface ProverSettings extends Required<Pick<NotarizerDeps, 'now' | 'random'>> {
  readonly options: NotarizerOptions;
  readonly deadlines: ProverDeadlines;
  readonly maxSessionBytes: number;
  /** Trust in notaries' own certificates. */
  readonly secureContext: SecureContext | undefined;
}

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
  return {
    options,
    deadlines: { ...DEFAULT_DEADLINES, ...options.deadlines },
    maxSessionBytes: options.maxSessionBytes ?? maxSessionBytes,
    secureContext: trustBeside(options.tlsCa),
    now: deps.now ?? Date.now,
    random: deps.random ?? ((length) => Uint8Array.from(randomBytes(length))),
  };
}
