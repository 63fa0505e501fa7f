import { CoreError, defineOperation, unwrap } from '@cloudx3/verifier-core';
import type { CheckedOperation, OperationSpec } from '@cloudx3/verifier-core';
import type * as z from 'zod';
import type { AuthStrategy } from '../auth/strategy.ts';
import { AdapterError } from '../error.ts';
import { largestRequestBytes } from '../lint/sizes.ts';
import type { CapabilitySpec } from './capability.ts';
import { checkAdapter } from './checks.ts';
import type { Quota } from './quota.ts';
import type { VendorError } from './vendor-error.ts';

/** What OP-2 allows at most. */
const GREATEST_REQUEST_BYTES = 16_384;

/** An operation as an author writes it. Without `maxRequestBytes` the bound is the longest request that its parameters can make. */
export type OperationDraft = Omit<OperationSpec, 'maxRequestBytes'> & { readonly maxRequestBytes?: number };

/** What an author writes: data only. The kit adds the credential's hole to every operation. */
export interface AdapterSpec<K extends string> {
  /** Lower case, digits and "-"; the first part of every operation's name. */
  readonly vendor: string;
  /** The vendor's API and its version, for people. */
  readonly title: string;
  /** The vendor's pages that this was written from. */
  readonly docs: readonly string[];
  readonly auth: AuthStrategy;
  readonly operations: Readonly<Record<K, OperationDraft>>;
  readonly capabilities?: Readonly<Record<string, CapabilitySpec<NoInfer<K>>>>;
  /** The parameter that holds what tells one device from another within the vendor; only with capabilities. */
  readonly serialParam?: string;
  readonly quotas: readonly Quota[];
  /** Schema of the options that the adapter's factory takes. */
  readonly settings: z.ZodObject;
  readonly errors: readonly VendorError[];
}

/** A vendor adapter: pure data, the same for whoever makes it with the same settings. */
export interface Adapter<K extends string = string> {
  readonly vendor: string;
  readonly title: string;
  readonly docs: readonly string[];
  readonly auth: AuthStrategy;
  readonly operations: Readonly<Record<K, CheckedOperation>>;
  readonly capabilities: Readonly<Record<string, CapabilitySpec<K>>>;
  readonly serialParam: string | undefined;
  readonly quotas: readonly Quota[];
  readonly settings: z.ZodObject;
  readonly errors: readonly VendorError[];
}

/** Makes an adapter of its description. Throws {@link AdapterError} that names the field and what to change. */
export function defineAdapter<K extends string>(spec: AdapterSpec<K>): Adapter<K> {
  const operations = Object.fromEntries(
    Object.entries<OperationDraft>(spec.operations).map(([key, operation]) => [
      key,
      defineWithAuth(spec, key, operation),
    ]),
  ) as Record<K, CheckedOperation>;
  const adapter: Adapter<K> = {
    vendor: spec.vendor,
    title: spec.title,
    docs: spec.docs,
    auth: spec.auth,
    operations,
    capabilities: spec.capabilities ?? {},
    serialParam: spec.serialParam,
    quotas: spec.quotas,
    settings: spec.settings,
    errors: spec.errors,
  };
  checkAdapter(adapter);
  return Object.freeze(adapter);
}

/** The operation of this id among those of some adapters, and whose it is. */
export function findOperation(
  adapters: readonly Adapter[],
  id: Uint8Array,
): { readonly adapter: Adapter; readonly operation: CheckedOperation } | undefined {
  for (const adapter of adapters) {
    for (const operation of Object.values(adapter.operations)) {
      if (operation.id.length === id.length && operation.id.every((byte, at) => byte === id[at]))
        return { adapter, operation };
    }
  }
  return undefined;
}

function defineWithAuth(adapter: AdapterSpec<string>, key: string, draft: OperationDraft): CheckedOperation {
  try {
    const generous = adapter.auth.addTo({
      ...draft,
      maxRequestBytes: draft.maxRequestBytes ?? GREATEST_REQUEST_BYTES,
    });
    if (draft.maxRequestBytes !== undefined) return defineOperation(generous);
    // Rendering does not depend on the bound, so the longest request of the generous operation is that of the fitted one.
    return defineOperation({
      ...generous,
      maxRequestBytes: unwrap(largestRequestBytes(defineOperation(generous))),
    });
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    throw new AdapterError('adapter.definition', `${cause.code}: ${cause.message}`, {
      cause,
      field: `operations.${key}`,
    });
  }
}
