import type { RecentError } from '@cloudx3/oracle-status';
import type { Clock } from '../clock/clock.ts';
import { EVENTS } from './events.ts';
import type { EventName } from './events.ts';
import { Health } from './health.ts';
import { RecentErrors } from './recent-errors.ts';
import type { EventOf, TelemetrySink } from './sink.ts';
import type { Voice } from './voice.ts';
import { tellsOfArchive } from './voices/archive.ts';
import { tellsOfChain } from './voices/chain.ts';
import { tellsOfCommands } from './voices/commands.ts';
import { tellsOfFeeds } from './voices/feeds.ts';
import { tellsOfNode } from './voices/node.ts';
import { tellsOfNotarizing } from './voices/notarizing.ts';
import { tellsOfPeers } from './voices/peers.ts';
import { tellsOfPolicy } from './voices/policy.ts';
import { tellsOfRounds } from './voices/rounds.ts';

export interface TelemetryDeps {
  readonly sinks: readonly TelemetrySink[];
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** The one place where something that happened becomes an event of {@link EVENTS} for every sink, and a state of health. */
export interface Telemetry {
  /** What is wrong now; what is told changes it. */
  readonly health: Pick<Health, 'status' | 'all'>;
  readonly node: ReturnType<typeof tellsOfNode>;
  readonly chain: ReturnType<typeof tellsOfChain>;
  readonly feeds: ReturnType<typeof tellsOfFeeds>;
  readonly rounds: ReturnType<typeof tellsOfRounds>;
  readonly peers: ReturnType<typeof tellsOfPeers>;
  readonly notarizing: ReturnType<typeof tellsOfNotarizing>;
  readonly archive: ReturnType<typeof tellsOfArchive>;
  readonly commands: ReturnType<typeof tellsOfCommands>;
  readonly policy: ReturnType<typeof tellsOfPolicy>;
  readonly failure: Voice['failure'];
  /** Newest first. */
  recentErrors(): readonly RecentError[];
  /** Closes the sinks; what one throws then stays with it. */
  close(): Promise<void>;
}

/** Telemetry into these sinks. Never throws, whatever a sink does. */
export function createTelemetry({ sinks, clock }: TelemetryDeps): Telemetry {
  const health = new Health(clock);
  const recent = new RecentErrors(clock);
  const broken = new Set<TelemetrySink>();

  function hand<N extends EventName>(sink: TelemetrySink, event: EventOf<N>): void {
    try {
      sink.take(event);
      if (broken.delete(sink)) health.clear({ kind: 'telemetry/N', of: sink.name });
    } catch (error) {
      if (broken.has(sink)) return;
      // Told once, and to the others alone.
      broken.add(sink);
      const described = recent.add(`telling ${sink.name}`, error);
      health.raise({ kind: 'telemetry/N', of: sink.name }, described);
      emit('telemetry.sink_failed', { sink: sink.name, ...described });
    }
  }
  const emit: Voice['emit'] = (name, attributes, { level = EVENTS[name].level, cause } = {}) => {
    const event = { name, level, atMs: clock.nowMs(), attributes, ...(cause === undefined ? {} : { cause }) };
    for (const sink of sinks) if (name !== 'telemetry.sink_failed' || !broken.has(sink)) hand(sink, event);
  };
  const failure: Voice['failure'] = (doing, error, fields = {}) => {
    const described = recent.add(doing, error);
    // What has no code of ours is a bug or the system; only then is the stack of use.
    const aside = described.code === 'unexpected' ? ({ level: 'error', cause: error } as const) : {};
    emit('error', { doing, ...described, ...fields }, aside);
    return described;
  };
  const voice: Voice = { health, emit, failure, remember: (doing, error) => recent.add(doing, error) };
  return {
    health,
    node: tellsOfNode(voice),
    chain: tellsOfChain(voice),
    feeds: tellsOfFeeds(voice),
    rounds: tellsOfRounds(voice),
    peers: tellsOfPeers(voice),
    notarizing: tellsOfNotarizing(voice),
    archive: tellsOfArchive(voice),
    commands: tellsOfCommands(voice),
    policy: tellsOfPolicy(voice),
    failure,
    recentErrors: () => recent.newestFirst(),
    async close() {
      await Promise.allSettled(sinks.map(async (sink) => sink.close?.()));
    },
  };
}
