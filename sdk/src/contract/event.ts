import { z } from 'zod';
import type { ContractEvent } from '../chain/events.ts';
import { readStrictly } from '../wire.ts';

/** What reads each type of a union of events. */
export type EventReaders<E extends { readonly type: string }> = {
  readonly [T in E['type']]: z.ZodType<E & { readonly type: T }>;
};

/** What reads one type of event: its attributes by their names in camelCase. Others are left out. */
export function eventOf<T extends string, S extends z.core.$ZodLooseShape>(type: T, attributes: S) {
  return z.object({ ...attributes, type: z.literal(type) });
}

/**
 * What a contract says in an event: undefined for a type that it has no reader for, as a newer contract may emit; an `SdkError` with
 * code `sdk.malformed` for one that it has a reader for and cannot read.
 */
export function readEvent<E>(
  readers: Readonly<Record<string, z.ZodType<E>>>,
  { type, attributes }: Pick<ContractEvent, 'type' | 'attributes'>,
): E | undefined {
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (reader === undefined) return undefined;
  const named = Object.entries(attributes).map(([key, value]) => [camel(key), value] as const);
  return readStrictly(reader, { ...Object.fromEntries(named), type }, `event ${type}`);
}

function camel(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
