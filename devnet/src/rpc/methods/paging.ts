import type { Params } from '../params.ts';
import { RpcError } from '../rpc-error.ts';

const DEFAULT_PER_PAGE = 30;
const MAX_PER_PAGE = 100;

/** Offset and length of the asked page. Pages count from 1; an empty result has one empty page. Throws RpcError. */
export function pageOf(params: Params, total: number): { readonly offset: number; readonly limit: number } {
  const limit = perPage(params);
  const page = params.integer('page') ?? 1;
  const pages = Math.max(1, Math.ceil(total / limit));
  if (page < 1 || page > pages)
    throw new RpcError('internal', `page should be within [1, ${pages}] range, given ${page}`);
  return { offset: (page - 1) * limit, limit };
}

function perPage(params: Params): number {
  const wanted = params.integer('per_page') ?? DEFAULT_PER_PAGE;
  return wanted < 1 ? DEFAULT_PER_PAGE : Math.min(wanted, MAX_PER_PAGE);
}

export function isDescending(params: Params): boolean {
  const order = params.text('order_by') ?? '';
  if (order !== '' && order !== 'asc' && order !== 'desc') {
    throw new RpcError('internal', 'expected order_by to be either `asc` or `desc` or empty');
  }
  return order === 'desc';
}
