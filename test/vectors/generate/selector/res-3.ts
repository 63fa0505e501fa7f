import { NUMBER } from './operations.ts';
import type { Bad } from './operations.ts';

/** Responses of which nothing is to be read (rule RES-3). */
export const BAD_RES_3: readonly Bad[] = [
  ['RES-3', '401', 'vendor.unauthorized', { body: '{"x":1}', operation: NUMBER, status: 401 }],
  ['RES-3', '403', 'vendor.unauthorized', { body: '{"x":1}', operation: NUMBER, status: 403 }],
  ['RES-3', '404', 'vendor.not_found', { body: '{"x":1}', operation: NUMBER, status: 404 }],
  ['RES-3', '429', 'vendor.rate_limited', { body: '{"x":1}', operation: NUMBER, status: 429 }],
  ['RES-3', '302', 'vendor.redirect', { body: '{"x":1}', operation: NUMBER, status: 302 }],
  ['RES-3', '503', 'vendor.server_error', { body: '{"x":1}', operation: NUMBER, status: 503 }],
  ['RES-3', '418', 'vendor.status', { body: '{"x":1}', operation: NUMBER, status: 418 }],
  ['RES-3', '201 where 200 is success', 'vendor.status', { body: '{"x":1}', operation: NUMBER, status: 201 }],
];
