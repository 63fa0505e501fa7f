import type { Level } from './definition.ts';
import type { AttributesOf, EventName } from './events.ts';
import type { Health } from './health.ts';

export interface Aside {
  /** In place of the one that the event has. */
  readonly level?: Level;
  /** What was thrown, where its stack is of use. */
  readonly cause?: unknown;
}

/** What was thrown, as people are told. */
export interface Described {
  readonly code: string;
  readonly message: string;
}

/** What the named methods of telemetry are made of. */
export interface Voice {
  readonly health: Health;
  readonly emit: <N extends EventName>(name: N, attributes: AttributesOf<N>, aside?: Aside) => void;
  /** Tells of a failure that heals by itself or that health tells of; `fields` say what it was about. */
  readonly failure: (doing: string, error: unknown, fields?: Readonly<Record<string, unknown>>) => Described;
  /** Only keeps it for /status, for one that has an event of its own. */
  readonly remember: (doing: string, error: unknown) => Described;
}

/** A round, as those who tell of it have it. */
export interface RoundRef {
  readonly feedId: number;
  readonly round: bigint;
}

/** What an event about a round carries, with the round as it is counted. */
export type OfRound<N extends EventName> = Omit<AttributesOf<N>, 'round'> & { readonly round: bigint };

/** As an event has it: the round in decimal. */
export function inDecimal<R extends RoundRef>(of: R): Omit<R, 'round'> & { readonly round: string } {
  return { ...of, round: of.round.toString() };
}
