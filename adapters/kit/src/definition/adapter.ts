import { CoreError, defineOperation, unwrap } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { AdapterError } from '../error.ts';
import { largestRequestBytes } from '../lint/sizes.ts';
import { checkAdapter } from './checks.ts';
import type { Adapter, AdapterSpec, OperationDraft } from './spec.ts';

/** What OP-2 allows at most. */
const GREATEST_REQUEST_BYTES = 16_384;

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
