import type { PageRequest } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import type { Keyed, Page } from '../pagination.ts';
import { paginate } from '../pagination.ts';
import { QueryStatusError } from '../query-error.ts';

const MAX_ENTRIES = 100n;

/** Pages of x/wasm go by key alone: no offset, no total, a hundred entries at most. */
export function wasmPage<T>(items: readonly Keyed<T>[], request: PageRequest | undefined): Page<T> {
  const {
    key = new Uint8Array(),
    offset = 0n,
    limit = 0n,
    countTotal = false,
    reverse = false,
  } = request ?? {};
  if (offset !== 0n || countTotal) {
    throw new QueryStatusError('InvalidArgument', 'offset and count queries not supported');
  }
  const most = limit > MAX_ENTRIES || limit === 0n ? MAX_ENTRIES : limit;
  return paginate(items, { key, offset, limit: most, countTotal, reverse });
}
