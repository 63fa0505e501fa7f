import type { AttributesOfDefinition, EventDefinition } from './definition.ts';
import { CHAIN_EVENTS } from './events/chain.ts';
import { COMMAND_EVENTS } from './events/commands.ts';
import { NODE_EVENTS } from './events/node.ts';
import { NOTARIZING_EVENTS } from './events/notarizing.ts';
import { POLICY_EVENTS } from './events/policy.ts';
import { ROUND_EVENTS } from './events/rounds.ts';

/**
 * Everything that a node tells of: name, level, attributes, the metrics that it moves, and what an operator does about it. The names are
 * what `npm start` narrates from and what operators filter by; docs/OBSERVABILITY.md is generated from here.
 */
export const EVENTS = {
  ...NODE_EVENTS,
  ...CHAIN_EVENTS,
  ...ROUND_EVENTS,
  ...NOTARIZING_EVENTS,
  ...COMMAND_EVENTS,
  ...POLICY_EVENTS,
} as const;

export type EventName = keyof typeof EVENTS;

/** What an event of this name carries. */
export type AttributesOf<N extends EventName> = AttributesOfDefinition<(typeof EVENTS)[N]>;

/** {@link EVENTS}, as those read it that treat all events alike. */
export type EventDefinitions = { readonly [N in EventName]: EventDefinition<AttributesOf<N>> };
