import { Method } from '@cloudx3/proto';
import type { Hole, Operation, Part } from '@cloudx3/proto';
import { CoreError } from '../error.ts';
import type { CheckedOperation } from '../operation/checked-operation.ts';
import type { CheckedParams } from '../operation/params.ts';

/** A piece of a request: bytes that are known, or a hole. */
export type Piece =
  { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'hole'; readonly hole: Hole };

export interface HeaderLine {
  readonly name: string;
  readonly value: readonly Piece[];
}

/** A request with its parameters put in and its holes open (rule REQ-1). */
export interface RequestLayout {
  readonly method: string;
  readonly target: readonly Piece[];
  /** In the order of rule REQ-1. The length of the body is given when it is known. */
  readonly headers: (bodyLength: number) => readonly HeaderLine[];
  readonly body: readonly Piece[];
}

const METHOD_NAMES: ReadonlyMap<Method, string> = new Map([
  [Method.GET, 'GET'],
  [Method.POST, 'POST'],
  [Method.PUT, 'PUT'],
  [Method.PATCH, 'PATCH'],
]);
const encoder = new TextEncoder();

/** Puts parameters into an operation's templates (rule REQ-1). */
export function layOut({ message }: CheckedOperation, params: CheckedParams): RequestLayout {
  const values = renderedValues(message, params);
  const holes = new Map(message.holes.map((hole) => [hole.name, hole]));
  const fill = (parts: readonly Part[]) => parts.map((part) => pieceOf(part, values, holes));
  const body = fill(message.body);
  const own = message.headers.map(({ name, value }) => ({ name, value: fill(value) }));
  const host = message.port === 443 ? message.serverName : `${message.serverName}:${message.port}`;
  return {
    method: METHOD_NAMES.get(message.method) ?? '',
    target: fill(message.target),
    headers: (bodyLength) => [
      { name: 'host', value: [bytesPiece(host)] },
      { name: 'connection', value: [bytesPiece('close')] },
      { name: 'accept-encoding', value: [bytesPiece('identity')] },
      ...(body.length === 0 ? [] : [{ name: 'content-length', value: [bytesPiece(bodyLength.toString())] }]),
      ...own,
    ],
    body,
  };
}

/** What each parameter is in the request: its value, or its items with the separator between them (rule OP-6). */
function renderedValues({ parameters }: Operation, params: CheckedParams): ReadonlyMap<string, string> {
  const list = parameters.find(({ type }) => type.case === 'list')?.type;
  const separator = list?.case === 'list' ? list.value.separator : '';
  return new Map(
    params.map(({ name, value, items }) => [name, items.length > 0 ? items.join(separator) : value]),
  );
}

export function bytesPiece(text: string): Piece {
  return { kind: 'bytes', bytes: encoder.encode(text) };
}

/** The request line, without its line break. */
export function requestLine(layout: RequestLayout): readonly Piece[] {
  return [bytesPiece(`${layout.method} `), ...layout.target, bytesPiece(' HTTP/1.1')];
}

/** The whole request in the order of rule REQ-1, for a body of this length. */
export function requestPieces(layout: RequestLayout, bodyLength: number): readonly Piece[] {
  const headers = layout
    .headers(bodyLength)
    .flatMap(({ name, value }) => [bytesPiece(`\r\n${name}: `), ...value]);
  return [...requestLine(layout), ...headers, bytesPiece('\r\n\r\n'), ...layout.body];
}

function pieceOf(part: Part, values: ReadonlyMap<string, string>, holes: ReadonlyMap<string, Hole>): Piece {
  const { kind } = part;
  if (kind.case === 'literal') return bytesPiece(kind.value);
  const value = kind.case === 'parameter' ? values.get(kind.value) : undefined;
  if (value !== undefined) return bytesPiece(value);
  const hole = kind.case === 'hole' ? holes.get(kind.value) : undefined;
  if (hole !== undefined) return { kind: 'hole', hole };
  throw new CoreError({ code: 'params.missing', message: 'checked for another operation', field: 'params' });
}
