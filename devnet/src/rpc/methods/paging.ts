import type { Params } from '../params.ts';
import { RpcError } from '../rpc-error.ts';

const DEFAULT_PER_PAGE = 30;
const MAX_PER_PAGE = 100;

/** Offset and length of the asked page. Pages count from 1; an empty result has one empty page. Throws RpcError. */
export function pageOf(params: Params, total: number): { readonly offset: number; readonly limit: number } {
  const limit = perPage(params.integer('per_page'));
  const page = params.integer('page') ?? 1;
  const pages = Math.max(1, Math.ceil(total / limit));
  if (page < 1 || page > pages)
    throw new RpcError('internal', `page should be within [1, ${pages}] range, given ${page}`);
  return { offset: (page - 1) * limit, limit };
}

/** How many may be answered at once, where somebody wants `wanted`. */
export function perPage(wanted: number | undefined): number {
  return wanted === undefined || wanted < 1 ? DEFAULT_PER_PAGE : Math.min(wanted, MAX_PER_PAGE);
}

/** Throws RpcError for an order that there is not. */
export function isDescending(params: Params, usual: 'asc' | 'desc'): boolean {
  const order = params.text('order_by') || usual;
  if (order !== 'asc' && order !== 'desc') {
    throw new RpcError('internal', 'expected order_by to be either `asc` or `desc` or empty');
  }
  return order === 'desc';
}
