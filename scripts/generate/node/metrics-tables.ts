import { createNotaryMetrics } from '@cloudx3/notary';
import { EVENTS, METRICS } from 'oracle-node/reference';
import type { EventDefinition, MetricDefinition } from 'oracle-node/reference';
import { code, markdownTable, sentence } from './markdown.ts';

/** What a node counts, for docs/OBSERVABILITY.md. */
export function nodeMetricsTable(): string {
  const rows = Object.entries<MetricDefinition>(METRICS).map(
    ([name, { type, help, labels, advice = '' }]) => [
      code(name),
      type,
      labelsText(labels),
      sentence(help),
      movers(name).map(code).join(', ') || 'read at the scrape',
      advice,
    ],
  );
  return markdownTable(['metric', 'type', 'labels', 'what it is', 'moved by', 'what to do'], rows);
}

/** What a notary counts, from the registry that its program makes. */
export function notaryMetricsTable(): string {
  const rows = createNotaryMetrics()
    .registry.getMetricsAsArray()
    .map((metric) => {
      const { name, help, type } = metric;
      return [code(name), String(type), labelNamesOf(metric).map(code).join(', '), sentence(help)];
    });
  return markdownTable(['metric', 'type', 'labels', 'what it is'], rows);
}

function movers(metric: string): string[] {
  return Object.entries<EventDefinition<never>>(EVENTS)
    .filter(([, { moves = {} }]) => Object.hasOwn(moves, metric))
    .map(([name]) => name);
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, says]) => `${code(name)}: ${says}`)
    .join('; ');
}

/** prom-client keeps them where its types do not say so. */
function labelNamesOf(metric: object): string[] {
  const names: unknown = 'labelNames' in metric ? metric.labelNames : [];
  if (!Array.isArray(names)) throw new Error('prom-client keeps the labels of a metric elsewhere now');
  return names.map(String);
}
