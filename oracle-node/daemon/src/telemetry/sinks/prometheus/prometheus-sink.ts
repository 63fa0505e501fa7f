import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { EVENTS } from '../../events.ts';
import type { EventDefinitions, EventName } from '../../events.ts';
import type { EventOf, TelemetrySink } from '../../sink.ts';
import { METRICS } from './metrics.ts';
import type { LabelsOf, MetricDefinition, MetricName } from './metrics.ts';

/** The metrics of one node, moved by its events as {@link EVENTS} says. */
export interface PrometheusSink extends TelemetrySink {
  readonly registry: Registry;
  /** All of them in the text format of Prometheus. */
  scrape(): Promise<{ readonly contentType: string; readonly text: string }>;
  /** Sets a gauge that no event moves; read just before a scrape. */
  set<M extends MetricName>(metric: M, labels: LabelsOf<M>, value: number): void;
}

type Instrument = (labels: Record<string, string | number>, value: number | undefined) => void;

export function prometheusSink(): PrometheusSink {
  const registry = new Registry();
  const instruments = new Map<string, Instrument>();
  for (const [name, definition] of Object.entries<MetricDefinition>(METRICS))
    instruments.set(name, instrument(name, definition, registry));
  const move = (metric: string, labels: Record<string, string | number>, value?: number): void =>
    instruments.get(metric)?.(labels, value);
  const definitions: EventDefinitions = EVENTS;
  return {
    name: 'prometheus',
    registry,
    take<N extends EventName>({ name, attributes }: EventOf<N>) {
      for (const [metric, moves] of Object.entries(definitions[name].moves ?? {})) {
        const { labels, value } = moves(attributes) ?? {};
        if (labels !== undefined) move(metric, labels, value);
      }
    },
    async scrape() {
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
    set: (metric, labels, value) => move(metric, labels, value),
  };
}

function instrument(
  name: string,
  { type, help, labels, buckets }: MetricDefinition,
  registry: Registry,
): Instrument {
  const shared = { name, help, labelNames: Object.keys(labels), registers: [registry] };
  if (type === 'counter') {
    const counter = new Counter(shared);
    return (of, value) => counter.inc(of, value ?? 1);
  }
  if (type === 'gauge') {
    const gauge = new Gauge(shared);
    return (of, value) => gauge.set(of, value ?? 1);
  }
  const histogram = new Histogram({ ...shared, ...(buckets === undefined ? {} : { buckets: [...buckets] }) });
  return (of, value) => histogram.observe(of, value ?? 0);
}
