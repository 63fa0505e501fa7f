import { messageOf } from '@cloudx3/errors';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AdapterError, exampleSettings } from '@cloudx3/adapter-kit';
import type { Adapter } from '@cloudx3/adapter-kit';
import { packageOf } from '@cloudx3/adapter-kit/node';
import { readOperation } from '@cloudx3/verifier-core';
import * as z from 'zod';
import { AdapterToolError } from '../error.ts';
import { importOrRefuse } from './import-or-refuse.ts';

/** How the module is to be understood. */
export interface LoadOptions {
  /** The folder that paths and package names are resolved from. */
  readonly folder: string;
  /** Which export; needed where several could be meant. */
  readonly exportName?: string | undefined;
  /** Settings for the factory, before the examples of its schema. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** An adapter, and what it does not know of itself. */
export interface LoadedAdapter {
  /** Of whichever copy of the kit. */
  readonly adapter: Adapter;
  /** What it was made with, defaults included; empty for an adapter that is exported as it is. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Of its package; `0.0.0` where it is in none. */
  readonly version: string;
  /** The folder of its package, where its recorded answers are. */
  readonly root: URL;
}

type Factory = (settings: Readonly<Record<string, unknown>>) => unknown;

/**
 * The adapter that a module exports: as it is, or by the function that makes it. Settings that have neither a value nor a default are taken from
 * the examples of the schema that is exported beside the function (`shelly` and `shellySettings`). Throws {@link AdapterToolError}, or the
 * `AdapterError` of an adapter that contradicts itself or lacks a setting.
 */
export async function loadAdapter(module: string, options: LoadOptions): Promise<LoadedAdapter> {
  const { exports, file } = await importOrRefuse(module, options.folder);
  const name = options.exportName ?? onlyCandidate(exports, module);
  const value = Object.hasOwn(exports, name) ? exports[name] : undefined;
  const schema = exports[`${name}Settings`];
  const settings =
    schema instanceof z.ZodObject ? exampleSettings(schema, options.settings) : { ...options.settings };
  const adapter: unknown = typeof value === 'function' ? await make(value as Factory, settings, name) : value;
  if (!isAdapter(adapter)) {
    throw new AdapterToolError(
      'tool.no_adapter',
      `"${name}" of "${module}" is no adapter and makes none; export what "defineAdapter" of @cloudx3/adapter-kit returns, or a function that returns it`,
    );
  }
  const found = packageOf(dirname(file));
  return {
    adapter,
    settings: typeof value === 'function' ? withDefaults(adapter, settings) : {},
    version: found?.version ?? '0.0.0',
    root: found?.root ?? pathToFileURL(`${dirname(file)}/`),
  };
}

/** What can be an adapter is told by its kind alone: functions are not called to find out. */
function onlyCandidate(exports: Readonly<Record<string, unknown>>, module: string): string {
  const adapters = Object.keys(exports).filter((name) => isAdapter(exports[name]));
  const functions = Object.keys(exports).filter((name) => typeof exports[name] === 'function');
  const named = functions.filter((name) => Object.hasOwn(exports, `${name}Settings`));
  const candidates = [adapters, named, functions].find((names) => names.length > 0) ?? [];
  const [name, another] =
    Object.hasOwn(exports, 'default') && candidates.includes('default') ? ['default'] : candidates;
  if (name === undefined) {
    throw new AdapterToolError(
      'tool.no_adapter',
      `"${module}" exports neither an adapter nor a function that could make one; it exports: ${Object.keys(exports).join(', ') || 'nothing'}`,
    );
  }
  if (another !== undefined) {
    throw new AdapterToolError(
      'tool.several_exports',
      `"${module}" exports ${candidates.join(', ')}; choose one with --export NAME`,
    );
  }
  return name;
}

async function make(
  factory: Factory,
  settings: Readonly<Record<string, unknown>>,
  name: string,
): Promise<unknown> {
  try {
    return await factory(settings);
  } catch (cause) {
    if (cause instanceof AdapterError) throw cause;
    throw new AdapterToolError('tool.module_throws', `"${name}" throws: ${messageOf(cause)}`, { cause });
  }
}

/** An adapter of whichever copy of the kit: its parts are there, and its operations are read strictly from their own bytes. */
function isAdapter(value: unknown): value is Adapter {
  const parsed = adapterShape.safeParse(value);
  return (
    parsed.success && Object.values(parsed.data.operations).every(({ bytes }) => readOperation(bytes).ok)
  );
}

const adapterShape = z.object({
  vendor: z.string(),
  title: z.string(),
  docs: z.array(z.string()),
  auth: z.object({ kind: z.string(), place: z.string() }),
  operations: z.record(z.string(), z.object({ bytes: z.instanceof(Uint8Array) })),
  capabilities: z.record(z.string(), z.object({ values: z.array(z.unknown()) })),
  quotas: z.array(z.unknown()),
  settings: z.instanceof(z.ZodObject),
});

function withDefaults(
  adapter: Adapter,
  settings: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const parsed = adapter.settings.safeParse(settings);
  return parsed.success ? parsed.data : settings;
}
