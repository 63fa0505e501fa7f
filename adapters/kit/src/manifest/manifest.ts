import type { Adapter } from '../definition/spec.ts';
import { operationManifest } from './operation.ts';
import { ADAPTER_MANIFEST_SCHEMA } from './schema.ts';
import type { AdapterManifest } from './schema.ts';

/** What an adapter does not know of itself. */
export interface ManifestSource {
  /** Version of the adapter's package. */
  readonly version: string;
  /** The settings that its factory was called with, defaults included. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * What an adapter asks of whom, what it hides, and what stays open: plain data whose members always stand in the same order, so that the text of
 * two manifests can be compared. Operations stand in the order of the adapter.
 */
export function adapterManifest(adapter: Adapter, { version, settings }: ManifestSource): AdapterManifest {
  return {
    schema: ADAPTER_MANIFEST_SCHEMA,
    vendor: adapter.vendor,
    version,
    title: adapter.title,
    docs: [...adapter.docs],
    settings: { ...settings },
    credential: { kind: adapter.auth.kind, place: adapter.auth.place },
    quotas: adapter.quotas.map(({ requests, perSeconds, scope, source }) => ({
      requests,
      perSeconds,
      scope,
      source,
    })),
    operations: Object.entries(adapter.operations).map(([key, operation]) =>
      operationManifest(key, operation),
    ),
    capabilities: Object.entries(adapter.capabilities).map(([name, capability]) => ({
      name,
      title: capability.title,
      action: capability.action,
      valueParam: capability.valueParam,
      values: Object.fromEntries(capability.values.map(({ value, expect }) => [value, expect])),
      readback: capability.readback,
      reading: capability.reading,
    })),
  };
}
