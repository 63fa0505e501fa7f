import { Method } from '@cloudx3/proto';
import type { Header, Operation } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { checkParts, HEADER_LITERAL, TARGET_LITERAL } from './check-parts.ts';
import { OPERATION_LIMITS } from './limits.ts';
import { isStrictlyIncreasing } from './names.ts';

const HEADER_NAME = /^[a-z0-9!#$%&'*+\-.^_`|~]+$/;
// What rule REQ-1 renders itself, and what would change the framing of the exchange.
const RESERVED_HEADERS = new Set([
  'host',
  'connection',
  'accept-encoding',
  'content-length',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'keep-alive',
  'proxy-connection',
]);
const METHODS_WITH_BODY = new Set([Method.POST, Method.PUT, Method.PATCH]);
const METHODS = new Set([Method.GET, ...METHODS_WITH_BODY]);

/** Rule OP-2 for what is sent: method, target, headers and body. */
export function checkExchange(operation: Operation): CoreResult<undefined> {
  if (!METHODS.has(operation.method)) return fail('operation.method', 'is not known', 'method');
  const target = checkTarget(operation);
  if (!target.ok) return target;
  const headers = checkHeaders(operation.headers);
  if (!headers.ok) return headers;
  return checkBody(operation);
}

function checkTarget(operation: Operation): CoreResult<undefined> {
  const first = operation.target[0]?.kind;
  // "//host" in place of a path would be read as an authority by some servers.
  if (first?.case !== 'literal' || !first.value.startsWith('/') || first.value.startsWith('//')) {
    return fail('operation.target', 'begins with a literal that begins with one "/"', 'target');
  }
  return checkParts(operation.target, 'target', 'operation.target', (text) => TARGET_LITERAL.test(text));
}

function checkHeaders(headers: readonly Header[]): CoreResult<undefined> {
  if (headers.length > OPERATION_LIMITS.headers) {
    return fail('operation.headers', `at most ${OPERATION_LIMITS.headers} are allowed`, 'headers');
  }
  for (const header of headers) {
    const field = `headers.${header.name}`;
    if (header.name.length > OPERATION_LIMITS.headerName || !HEADER_NAME.test(header.name)) {
      return fail('operation.headers', 'the name is not a lower-case token', 'headers');
    }
    if (RESERVED_HEADERS.has(header.name)) {
      return fail('operation.headers', 'is rendered or forbidden by rule OP-2; leave it out', field);
    }
    const value = checkHeaderValue(header, field);
    if (!value.ok) return value;
  }
  if (!isStrictlyIncreasing(headers.map((header) => header.name))) {
    return fail('operation.headers', 'names are not strictly increasing', 'headers');
  }
  return ok();
}

function checkHeaderValue(header: Header, field: string): CoreResult<undefined> {
  if (header.value.length === 0) return fail('operation.headers', 'has no value', field);
  const first = header.value[0]?.kind;
  const last = header.value.at(-1)?.kind;
  if (
    (first?.case === 'literal' && first.value.startsWith(' ')) ||
    (last?.case === 'literal' && last.value.endsWith(' '))
  ) {
    return fail('operation.headers', 'the value begins or ends with a space', field);
  }
  return checkParts(header.value, field, 'operation.headers', (text) => HEADER_LITERAL.test(text));
}

function checkBody(operation: Operation): CoreResult<undefined> {
  if (operation.body.length === 0) return ok();
  if (!METHODS_WITH_BODY.has(operation.method)) {
    return fail('operation.body', 'goes with POST, PUT or PATCH only', 'body');
  }
  if (!operation.headers.some((header) => header.name === 'content-type')) {
    return fail('operation.body', 'needs a content-type header', 'body');
  }
  return checkParts(operation.body, 'body', 'operation.body', (text) => text.isWellFormed());
}
