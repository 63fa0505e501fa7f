import { codeOf, messageOf } from '../error.ts';
import type { Clock } from '../clock/clock.ts';
import { Health } from './health.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';

/** A round, as log lines name it. */
export interface RoundRef {
  readonly feedId: number;
  readonly round: bigint;
}

const ref = ({ feedId, round }: RoundRef) => ({ feedId, round: round.toString() });

export interface RecentError {
  readonly atMs: number;
  readonly code: string;
  readonly message: string;
  readonly doing: string;
}

const MAX_RECENT = 20;

export interface TelemetryDeps {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

/**
 * The one place where something that happened becomes a log line with a stable `event` name, a metric and a state of health. The
 * names are what `npm start` narrates from and what operators filter by: the package's README lists them.
 */
export class Telemetry {
  readonly health: Health;
  readonly metrics: Metrics;
  readonly log: Logger;
  private readonly clock: Clock;
  private readonly recent: RecentError[] = [];

  constructor({ log, metrics, clock }: TelemetryDeps) {
    this.log = log;
    this.metrics = metrics;
    this.clock = clock;
    this.health = new Health(clock);
  }

  /** Newest first. */
  recentErrors(): readonly RecentError[] {
    return [...this.recent].reverse();
  }

  /** Something for people, with no number of its own. */
  event(event: string, fields: object = {}): void {
    this.log.info({ event, ...fields });
  }

  /** A failure that heals by itself or that health tells of. */
  failure(doing: string, error: unknown, fields: object = {}): void {
    const code = codeOf(error);
    const message = messageOf(error);
    this.recent.push({ atMs: this.clock.nowMs(), code, message, doing });
    if (this.recent.length > MAX_RECENT) this.recent.shift();
    this.metrics.errors.inc({ code });
    // Whoever reads the log finds the words in one place, whatever failed. What has no code of ours is a bug or the system; only then
    // is the stack of use.
    const line = { event: 'error', doing, code, message, ...fields };
    if (code === 'unexpected') this.log.error({ ...line, err: error });
    else this.log.warn(line);
  }

  observationSigned(
    of: RoundRef & {
      value: string;
      unit: string;
      mode: 'mpc' | 'proxy';
      notaries: readonly string[];
      attestations: readonly string[];
    },
  ): void {
    this.metrics.observations.inc({ feed: of.feedId });
    this.health.clear(`feed/${of.feedId}/missed`);
    this.event('observation.signed', { ...of, ...ref(of) });
  }

  roundMissed(of: RoundRef & { reason: string; code: string }): void {
    this.metrics.missedRounds.inc({ feed: of.feedId });
    this.health.raise(`feed/${of.feedId}/missed`, {
      code: 'node.round_missed',
      level: 'red',
      message: `no observation for round ${of.round} of feed ${of.feedId}: ${of.reason}`,
    });
    this.log.error({ event: 'round.missed', ...of, ...ref(of) });
  }

  /** Whether a feed that this node should read has an operation that it can use; undefined: it has, or need not. */
  feedOperation(feedId: number, problem: string | undefined): void {
    const name = `feed/${feedId}/operation`;
    if (problem === undefined) this.health.clear(name);
    else
      this.health.raise(name, {
        code: 'node.operation',
        level: 'red',
        message: `feed ${feedId}: ${problem}`,
      });
  }

  gossip(verdict: string, code: string): void {
    this.metrics.received.inc({ verdict, code });
  }

  equivocation(of: RoundRef & { observer: string; own: boolean }): void {
    this.metrics.equivocations.inc();
    this.log.warn({ event: 'observation.equivocation', ...of, ...ref(of) });
    if (!of.own) return;
    const message =
      'somebody else signs observations with this node’s key: is it running twice, or was the key taken?';
    this.health.raise('double_signing', { code: 'node.double_signing', level: 'red', message });
  }

  notarized(purpose: 'round' | 'action' | 'readback', seconds: number): void {
    this.metrics.notarizations.inc({ purpose, outcome: 'attested' });
    this.metrics.notarizationSeconds.observe({ purpose }, seconds);
  }

  notarizationFailed(purpose: 'round' | 'action' | 'readback', notary: string, error: unknown): void {
    this.metrics.notarizations.inc({ purpose, outcome: codeOf(error) });
    this.failure(`notarizing (${purpose})`, error, { notary });
  }

  transaction(purpose: string, outcome: 'confirmed' | 'not_needed' | 'failed', gasUsed?: bigint): void {
    this.metrics.transactions.inc({ purpose, outcome });
    if (gasUsed !== undefined) this.metrics.gasUsed.inc({ purpose }, Number(gasUsed));
  }

  chainTrouble(error: Error | undefined): void {
    if (error === undefined) {
      this.health.clear('chain');
      this.metrics.chainReachable.set(1);
      this.event('chain.reachable');
      return;
    }
    this.metrics.chainFailures.inc();
    this.metrics.chainReachable.set(0);
    this.health.raise('chain', { code: codeOf(error), level: 'red', message: messageOf(error) });
    this.failure('following the chain', error);
  }

  block(height: number): void {
    this.metrics.chainHeight.set(height);
    this.metrics.chainReachable.set(1);
  }
}
