import type { z } from 'zod';
import type { LabelsOf, MetricName } from './sinks/prometheus/metrics.ts';

/** As in the log. `none` is for what is counted and goes to other sinks, and would only fill a log. */
export type Level = 'debug' | 'info' | 'warn' | 'error' | 'none';

export type Shape = Readonly<Record<string, z.ZodType>>;

type Known<S extends Shape> = Readonly<z.output<z.ZodObject<S>>>;

/** How far one event moves one metric: a counter by one where nothing is said, a gauge to the value, a histogram by it. */
export interface Move<M extends MetricName> {
  readonly labels: LabelsOf<M>;
  readonly value?: number;
}

/** What an event with attributes A does to metrics; undefined where one moves only at times and this was none. */
export type Moves<A> = { readonly [M in MetricName]?: (attributes: A) => Move<M> | undefined };

/** One kind of thing that happens to a node. */
export interface EventDefinition<A> {
  /** Of its log line; one that fails for a reason that has no code is raised to `error`. */
  readonly level: Level;
  /** What happened, in a sentence. */
  readonly meaning: string;
  /** By name; each has a description with its unit. */
  readonly attributes: Shape;
  /** Names of attributes that are for sinks other than the log, which would only get longer by them. */
  readonly beside?: readonly string[];
  /** What further attributes there may be, whose names are not known here. */
  readonly further?: string;
  /** Metrics, and how far it moves them. */
  readonly moves?: Moves<A>;
  /** What an operator does about it. */
  readonly advice?: string;
}

/** An event whose attributes are all known. */
export interface KnownEvent<S extends Shape> extends EventDefinition<Known<S>> {
  readonly attributes: S;
  readonly beside?: readonly (keyof S & string)[];
}

/** An event with attributes besides that are passed on from elsewhere. */
export interface OpenEvent<S extends Shape> extends KnownEvent<S> {
  readonly further: string;
}

/** Defines an event; only here so that what moves metrics is checked against the attributes. */
export function event<S extends Shape>(
  definition: KnownEvent<S> & { readonly further?: undefined },
): KnownEvent<S> {
  return definition;
}

/** Defines an event whose attributes go beyond those that are known here. */
export function openEvent<S extends Shape>(definition: OpenEvent<S>): OpenEvent<S> {
  return definition;
}

/** What an event of this definition carries. */
export type AttributesOfDefinition<D> =
  D extends OpenEvent<infer S>
    ? Known<S> & Readonly<Record<string, unknown>>
    : D extends KnownEvent<infer S>
      ? Known<S>
      : never;
