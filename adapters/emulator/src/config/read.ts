import { parse } from 'smol-toml';
import * as z from 'zod';
import { EmulatorError } from '../error.ts';
import { tableName } from '../vendor/emulated-vendor.ts';
import type { EmulatedVendor } from '../vendor/emulated-vendor.ts';
import { sectionsSchema } from './schema.ts';
import type { EmulatorConfig, GivenTable } from './schema.ts';

/** Checks a configuration for these vendors; all problems at once, and no values, since keys are among them. */
export function readConfig(input: unknown, vendors: readonly EmulatedVendor[]): EmulatorConfig {
  const sections = sectionsSchema.loose().safeParse(input);
  const problems = sections.success ? [] : problemsOf(sections.error);
  const members = tableOf(input);
  const tables = new Map<string, GivenTable>();
  for (const vendor of vendors) {
    const name = tableName(vendor);
    const given = members[name] ?? {};
    const table = vendor.table.safeParse(given);
    if (!table.success) problems.push(...problemsOf(table.error, name));
    else if ([...tables.values()].some(({ host }) => host === table.data.host))
      problems.push(`${name}.host: another vendor has it`);
    else tables.set(vendor.vendor, { given, host: table.data.host });
  }
  problems.push(...strangersIn(members, vendors));
  if (!sections.success || problems.length > 0)
    throw new EmulatorError('emulator.config', problems.join('; '));
  const { replay, limits, tls } = sections.data;
  return { replay, limits, tls, tables };
}

/** The members of `emulator.toml`, which nobody has checked yet. */
export function readToml(text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text);
  } catch {
    // The library's message quotes the line, which may hold a key.
    throw new EmulatorError('emulator.config', 'the file is not valid TOML; check quotes and brackets');
  }
}

/** Whether a vendor's cloud can be opened with this configuration: it has its table there, or needs none. */
export function hasTableFor(vendor: EmulatedVendor, input: unknown): boolean {
  return Object.hasOwn(tableOf(input), tableName(vendor)) || vendor.table.safeParse({}).success;
}

/** Tables that are neither the emulator's nor a vendor's, which is played: most of them are slips of the pen. */
function strangersIn(
  members: Readonly<Record<string, unknown>>,
  vendors: readonly EmulatedVendor[],
): string[] {
  const known = [...Object.keys(sectionsSchema.shape), ...vendors.map(tableName)];
  return Object.keys(members)
    .filter((name) => !known.includes(name))
    .map(
      (name) => `${name}: no vendor that is played has this table (${vendors.map(tableName).join(', ')} do)`,
    );
}

function tableOf(input: unknown): Readonly<Record<string, unknown>> {
  return z.record(z.string(), z.unknown()).safeParse(input).data ?? {};
}

function problemsOf(error: z.ZodError, table?: string): string[] {
  return error.issues.map(({ path, message }) => {
    const field = [...(table === undefined ? [] : [table]), ...path].join('.');
    return `${field || 'configuration'}: ${message}`;
  });
}
