import { PageResponse } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import type { PageRequest } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import { QueryStatusError } from './query-error.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

export interface Page<T> {
  readonly items: readonly T[];
  readonly pagination: PageResponse;
}

/**
 * One page of `items`. The key of the next page is the position of its first item, which stays right as long as nothing
 * is inserted before it.
 */
export function paginate<T>(items: readonly T[], request: PageRequest | undefined): Page<T> {
  const ordered = request?.reverse === true ? [...items].reverse() : items;
  const key = request?.key ?? new Uint8Array();
  const offset = request?.offset ?? 0n;
  if (key.length > 0 && offset > 0n) {
    throw new QueryStatusError(
      'InvalidArgument',
      'invalid request, either offset or key is expected, got both',
    );
  }
  const start = key.length > 0 ? readKey(key) : clamp(offset, ordered.length);
  const wanted =
    request === undefined || request.limit === 0n ? DEFAULT_LIMIT : clamp(request.limit, MAX_LIMIT);
  const page = ordered.slice(start, start + wanted);
  const next = start + page.length;
  const countTotal = request === undefined || request.countTotal || request.limit === 0n;
  const pagination = PageResponse.fromPartial({
    ...(next < ordered.length ? { nextKey: writeKey(next) } : {}),
    total: countTotal && key.length === 0 ? BigInt(ordered.length) : 0n,
  });
  return { items: page, pagination };
}

function clamp(value: bigint, most: number): number {
  return value > BigInt(most) ? most : Number(value);
}

function writeKey(position: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(position));
  return bytes;
}

function readKey(key: Uint8Array): number {
  const position = key.length === 8 ? Buffer.from(key).readBigUInt64BE() : undefined;
  if (position === undefined || position > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new QueryStatusError('InvalidArgument', 'invalid pagination key');
  }
  return Number(position);
}
