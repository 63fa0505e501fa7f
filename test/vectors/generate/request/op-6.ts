import type { Params } from '@cloudx3/verifier-core';
import { METERS, PLUGS } from '../operations-2.ts';
import { D, KEY, request } from './parts.ts';
import type { Bad, Case, Good } from './parts.ts';

const IDS = ['a8032abe54dc', 'b0b21c', 'c0c0c0c0'];

function plugs(ids: string, params: Params = { ids: IDS }): Case {
  const body = `{"ids":[${ids}],"select":["status"]}`;
  const headers = [
    'host: shelly-103-eu.example.com',
    'connection: close',
    'accept-encoding: identity',
    `content-length: ${body.length}`,
    'content-type: application/json',
  ];
  const line = `POST /v2/devices/api/get?auth_key=${KEY} HTTP/1.1`;
  return { sent: request(line, headers, body), operation: PLUGS, params };
}

function meters(query: string, ids: readonly string[]): Case {
  const headers = ['host: api.example.com', 'connection: close', 'accept-encoding: identity'];
  const sent = request(`GET /v1/7/meters?id=${query}&unit=kWh HTTP/1.1`, headers, '');
  return { sent, hidden: [], operation: METERS, params: { site: '7', ids } };
}

/** Lists as they stand in a request (rule OP-6). */
export const GOOD_OP_6: readonly Good[] = [
  ['OP-6', 'list in the body', plugs('"a8032abe54dc","b0b21c","c0c0c0c0"')],
  ['OP-6', 'list of one item in the body', plugs('"b0b21c"', { ids: ['b0b21c'] })],
  ['OP-6', 'list in the target', meters('-._~&id=a&id=b', ['-._~', 'a', 'b'])],
];

const B = 'request.body';
const L = 'request.line';

/** Requests that are not of the list (rule OP-6). */
export const BAD_OP_6: readonly Bad[] = [
  ['OP-6', 'an item less than the list has', B, D, plugs('"a8032abe54dc","b0b21c"')],
  ['OP-6', 'an item more than the list has', B, D, plugs('"a8032abe54dc","b0b21c","c0c0c0c0","d0d0d0"')],
  ['OP-6', 'items in another order', B, D, plugs('"b0b21c","a8032abe54dc","c0c0c0c0"')],
  ['OP-6', 'a space behind a separator', B, D, plugs('"a8032abe54dc", "b0b21c","c0c0c0c0"')],
  ['OP-6', 'a separator that is percent-encoded', L, D, meters('a%26id=b', ['a', 'b'])],
  ['OP-6', 'an item that is percent-encoded', L, D, meters('%61&id=b', ['a', 'b'])],
  ['OP-6', 'a list out of order', 'params.value', 'params.value', meters('b&id=a', ['b', 'a'])],
];
