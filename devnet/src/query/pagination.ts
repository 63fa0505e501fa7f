import { PageResponse } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import type { PageRequest } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import { undefinedError } from '../tx/sdk-error.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** Something of a list, and where it stands in it. */
export interface Keyed<T> {
  readonly key: Uint8Array;
  readonly value: T;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly pagination: PageResponse;
}

/**
 * One page of `items`, which stand in the order of their keys, as the SDK's `query.Paginate` cuts it: the next page begins
 * at a key, so that nothing is shown twice or left out where something is inserted in between. Throws SdkError.
 */
export function paginate<T>(items: readonly Keyed<T>[], request: PageRequest | undefined): Page<T> {
  const {
    key = new Uint8Array(),
    offset = 0n,
    limit = 0n,
    countTotal = false,
    reverse = false,
  } = request ?? {};
  if (key.length > 0 && offset > 0n) {
    throw undefinedError('invalid request, either offset or key is expected, got both');
  }
  const ordered = reverse ? [...items].reverse() : items;
  const from = key.length > 0 ? positionOf(ordered, key, reverse) : clamp(offset, ordered.length);
  const page = ordered.slice(from, from + (limit === 0n ? DEFAULT_LIMIT : clamp(limit, MAX_LIMIT)));
  const next = ordered[from + page.length];
  const counted = key.length === 0 && (countTotal || limit === 0n) && offset <= BigInt(items.length);
  const pagination = PageResponse.fromPartial({
    ...(next === undefined ? {} : { nextKey: next.key }),
    total: counted ? BigInt(items.length) : 0n,
  });
  return { items: page.map(({ value }) => value), pagination };
}

/** Where a page that begins at this key begins, whether there still is such an item or not. */
function positionOf<T>(ordered: readonly Keyed<T>[], key: Uint8Array, reverse: boolean): number {
  const found = ordered.findIndex((item) => {
    const order = Buffer.compare(item.key, key);
    return reverse ? order <= 0 : order >= 0;
  });
  return found < 0 ? ordered.length : found;
}

function clamp(value: bigint, most: number): number {
  return value > BigInt(most) ? most : Number(value);
}
