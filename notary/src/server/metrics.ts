import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { LinkTotals } from '../session/link.ts';

/** What a notary counts. Labels are codes and phases only, so that nobody outside can make them grow. */
export interface NotaryMetrics {
  readonly registry: Registry;
  readonly sessions: Gauge;
  readonly pending: Gauge;
  readonly kept: Gauge;
  /** `code` is "attested", "gone" or a refusal code. */
  readonly outcomes: Counter<'code'>;
  readonly phaseSeconds: Histogram<'phase'>;
  readonly streamBytes: Counter<'direction'>;
}

const SECONDS = [0.01, 0.05, 0.25, 1, 2.5, 5, 10, 20, 40, 80, 160];

/** Adds what a session carried. */
export function countStream({ streamBytes }: NotaryMetrics, { received, sent }: LinkTotals): void {
  streamBytes.inc({ direction: 'received' }, received);
  streamBytes.inc({ direction: 'sent' }, sent);
}

export function createMetrics(): NotaryMetrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    sessions: new Gauge({
      name: 'notary_sessions',
      help: 'Sessions that are granted and not ended',
      registers,
    }),
    pending: new Gauge({
      name: 'notary_pending_connections',
      help: 'Connections that are not granted a session yet',
      registers,
    }),
    kept: new Gauge({
      name: 'notary_kept_connections',
      help: 'Connections that wait for the next session of their prover',
      registers,
    }),
    outcomes: new Counter({
      name: 'notary_session_outcomes_total',
      help: 'Ended sessions by outcome: attested, gone, or the code of the refusal',
      labelNames: ['code'],
      registers,
    }),
    phaseSeconds: new Histogram({
      name: 'notary_session_phase_seconds',
      help: 'Time that sessions spend in a phase',
      labelNames: ['phase'],
      buckets: SECONDS,
      registers,
    }),
    streamBytes: new Counter({
      name: 'notary_stream_bytes_total',
      help: 'Bytes of MPC or of carried TLS, by direction as the notary sees it',
      labelNames: ['direction'],
      registers,
    }),
  };
}
