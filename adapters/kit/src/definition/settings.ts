import * as z from 'zod';
import { AdapterError } from '../error.ts';

/** Schema of a DNS name in lower case, of two labels or more. */
export const hostName = z
  .string('is missing')
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    'must be a lower-case DNS name',
  );

const HOST = { description: "DNS name of the vendor's server, without scheme and path" };

/** Where the server listens. */
const port = z.int().min(1).max(65_535).default(443).meta({ description: 'TCP port of the server' });

/** Settings of a vendor that has one server for everybody. Name and port are part of each operation, and so of its id. */
export function sharedServer(host: string) {
  return { host: hostName.default(host).meta(HOST), port };
}

/** Settings of a vendor whose server differs from account to account: the operator must name theirs, and `example` stands in its manifest. */
export function ownServer(example: string) {
  return { host: hostName.meta({ ...HOST, examples: [example] }), port };
}

/**
 * Settings that an adapter can be shown with: `given` first, and for a setting that has no default the first of its examples. Still to be read
 * with {@link readSettings}, which says what is missing.
 */
export function exampleSettings(schema: z.ZodObject, given: Readonly<Record<string, unknown>> = {}) {
  const settings: Record<string, unknown> = { ...given };
  for (const [name, field] of Object.entries<z.ZodType>(schema.shape)) {
    const example = field.meta()?.['examples'];
    if (Object.hasOwn(settings, name) || field.safeParse(undefined).success || !Array.isArray(example))
      continue;
    settings[name] = example[0];
  }
  return settings;
}

/** Reads the options of an adapter's factory. Throws {@link AdapterError} that names every problem at once. */
export function readSettings<S extends z.ZodObject>(vendor: string, schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${[vendor, ...issue.path].join('.')}: ${issue.message}`,
  );
  throw new AdapterError('adapter.settings', problems.join('; '));
}
