import { describe, expect, it } from 'vitest';
import { describeAttribute } from './describe-attribute.ts';
import { EVENTS } from './events.ts';
import type { EventDefinition } from './definition.ts';
import { METRICS } from './sinks/prometheus/metrics.ts';
import type { MetricDefinition } from './sinks/prometheus/metrics.ts';

const events = Object.entries<EventDefinition<never>>(EVENTS);
const metrics = Object.entries<MetricDefinition>(METRICS);
/** Read just before a scrape; everything else is moved by events. */
const SET_AT_SCRAPE = ['node_healthy', 'node_peers'];

describe('the table of events', () => {
  it.each(events)('%s says what each of its attributes is', (name, { attributes, beside = [], meaning }) => {
    expect(name).toMatch(/^[a-z]+(\.[a-z_]+)?$/);
    expect(meaning).toMatch(/\.$/);
    for (const [attribute, schema] of Object.entries(attributes))
      expect(describeAttribute(schema).meaning, attribute).toMatch(/\S/);
    for (const attribute of beside) expect(Object.keys(attributes)).toContain(attribute);
  });

  it('says what to do about everything above info', () => {
    const loud = events.filter(([, { level }]) => level === 'warn' || level === 'error');
    expect(loud.filter(([, { advice }]) => advice === undefined).map(([name]) => name)).toEqual([]);
  });
});

describe('the table of metrics', () => {
  it('has none that stands still', () => {
    const moved = new Set(events.flatMap(([, { moves = {} }]) => Object.keys(moves)));
    const still = metrics.map(([name]) => name).filter((name) => !moved.has(name));
    expect(still.sort()).toEqual(SET_AT_SCRAPE);
  });

  it.each(metrics)('%s is named by its kind and unit', (name, { type, help, buckets }) => {
    expect(name).toMatch(/^node_[a-z_]+$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    if (type === 'histogram') expect(name).toMatch(/_(seconds|bytes)$/);
    expect(buckets !== undefined).toBe(type === 'histogram');
    expect(help).toMatch(/[^.]$/);
  });
});
