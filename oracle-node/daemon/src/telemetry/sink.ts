import type { Level } from './definition.ts';
import type { AttributesOf, EventName } from './events.ts';

/** Something that happened, with everything that a sink needs to tell of it. */
export interface EventOf<N extends EventName> {
  /** As in the table of events. */
  readonly name: N;
  /** `none` where it belongs into no log. */
  readonly level: Level;
  /** Unix milliseconds. */
  readonly atMs: number;
  /** What the table says that it carries. */
  readonly attributes: AttributesOf<N>;
  /** What was thrown, where its stack is of use. */
  readonly cause?: unknown;
}

/**
 * A place where a node's events go: a log, metrics, a relay. What it throws is caught, counted and told to the others. It is not waited
 * for: one that takes long has a bounded queue of its own.
 */
export interface TelemetrySink {
  /** For people, and as a label. */
  readonly name: string;
  /** Returns at once. */
  take<N extends EventName>(event: EventOf<N>): void;
  /** Resolves when what was taken is out. */
  close?(): Promise<void>;
}
