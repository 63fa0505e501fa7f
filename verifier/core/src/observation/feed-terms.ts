import type { Mode } from '@cloudx3/proto';
import type { ParamList } from '../operation/params.ts';

/** What a feed says that its observations and reports have to be. Times are Unix milliseconds. */
export interface FeedTerms {
  readonly id: number;
  readonly operationId: Uint8Array;
  /** Strictly increasing by name. */
  readonly params: ParamList;
  readonly subject: string;
  /** Which of the operation's readings the feed publishes, and its unit. */
  readonly reading: string;
  readonly unit: string;
  readonly decimals: number;
  readonly startMs: bigint;
  readonly intervalMs: bigint;
  readonly operators: readonly Uint8Array[];
  readonly notaries: readonly Uint8Array[];
  readonly quorum: number;
  readonly acceptedModes: readonly Mode[];
  readonly notariesRequired: number;
  readonly allowCustomCa: boolean;
  /** How much older than its session the vendor's own time may be; undefined where the feed sets no bound. */
  readonly maxObservedAgeMs?: bigint | undefined;
}

/** Rule RND-1: the half-open slice [startMs, endMs) of a round. */
export function roundSlice(
  terms: Pick<FeedTerms, 'startMs' | 'intervalMs'>,
  round: bigint,
): { readonly startMs: bigint; readonly endMs: bigint } {
  const startMs = terms.startMs + round * terms.intervalMs;
  return { startMs, endMs: startMs + terms.intervalMs };
}
