import type { VendorRequest } from 'cloudx3-emulator';
import * as z from 'zod';

/** Body of `POST /v2/devices/api/get`. */
export const getBody = z.strictObject({
  ids: z.array(z.string()).min(1).max(10),
  select: z.array(z.enum(['status', 'settings'])).optional(),
  pick: z
    .strictObject({ status: z.array(z.string()).optional(), settings: z.array(z.string()).optional() })
    .optional(),
});

/** Body of `POST /v2/devices/api/set/switch`. */
export const switchBody = z.strictObject({
  id: z.string(),
  channel: z.int().min(0).optional(),
  on: z.boolean(),
  toggle_after: z.number().optional(),
});

/** The JSON of a request; undefined where it is none. */
export function bodyOf(request: VendorRequest): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body)) as unknown;
  } catch {
    return undefined;
  }
}

/** The members asked for; where none of them is there, the whole is left out, as the vendor does. */
export function picked(
  whole: Readonly<Record<string, unknown>>,
  names: readonly string[] | undefined,
): Record<string, unknown> | undefined {
  if (names === undefined) return { ...whole };
  const entries = names.filter((name) => Object.hasOwn(whole, name)).map((name) => [name, whole[name]]);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Record<string, unknown>);
}
