import { z } from 'zod';
import type { Clock } from '../clock/clock.ts';
import { EVENTS } from '../telemetry/events.ts';
import type { EventDefinitions, EventName } from '../telemetry/events.ts';
import type { EventOf, TelemetrySink } from '../telemetry/sink.ts';
import { prometheusSink } from '../telemetry/sinks/prometheus/prometheus-sink.ts';
import type { MetricName } from '../telemetry/sinks/prometheus/metrics.ts';
import { createTelemetry } from '../telemetry/telemetry.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

interface Told {
  readonly name: EventName;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Telemetry that writes nothing and remembers everything. */
export interface TestTelemetry {
  readonly telemetry: Telemetry;
  /** What was told, in order. */
  readonly told: readonly Told[];
  /** Attributes of the events of this name, in order. */
  readonly ofName: (name: EventName) => Readonly<Record<string, unknown>>[];
  /** What a metric stands at, by its labels. */
  readonly counted: (
    metric: MetricName,
  ) => Promise<{ readonly labels: Readonly<Record<string, unknown>>; readonly value: number }[]>;
}

/** Every event is held against its definition: one that carries something else throws, and turns health yellow. */
export function testTelemetry(
  clock: Pick<Clock, 'nowMs'>,
  more: readonly TelemetrySink[] = [],
): TestTelemetry {
  const told: Told[] = [];
  const metrics = prometheusSink();
  const definitions: EventDefinitions = EVENTS;
  const strict: TelemetrySink = {
    name: 'strict',
    take<N extends EventName>({ name, attributes }: EventOf<N>) {
      const { attributes: shape, further } = definitions[name];
      const schema = further === undefined ? z.strictObject(shape) : z.looseObject(shape);
      schema.parse(attributes);
      told.push({ name, attributes });
    },
  };
  return {
    telemetry: createTelemetry({ sinks: [metrics, strict, ...more], clock }),
    told,
    ofName: (name) => told.filter((event) => event.name === name).map(({ attributes }) => attributes),
    async counted(metric) {
      const values = (await metrics.registry.getSingleMetric(metric)?.get())?.values ?? [];
      return values.map(({ labels, value }) => ({ labels, value }));
    },
  };
}
