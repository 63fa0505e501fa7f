import type { CheckedOperation } from '../operation/checked-operation.ts';
import { isOfCharset } from '../operation/charset.ts';
import type { Params } from '../operation/params.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { requestPieces } from './layout.ts';
import type { Piece, RequestLayout } from './layout.ts';
import { prepareLayout } from './prepare.ts';
import type { Range } from './ranges.ts';

/** Secret values by the name of their hole. */
export type Secrets = Readonly<Record<string, string>>;

/** Where the secret of a hole stands. */
export interface HoleRange extends Range {
  /** Name of the hole. */
  readonly name: string;
}

/** A request as it goes to the vendor: whole, and in the parts that an HTTP client takes. Holds secrets. */
export interface RenderedRequest {
  /** As in the request line. */
  readonly method: string;
  /** With the secrets in it. */
  readonly target: string;
  /** In the order of rule REQ-1, with the secrets in them. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Left out where the operation has none. */
  readonly body?: Uint8Array;
  /** The whole request in the order of rule REQ-1. */
  readonly bytes: Uint8Array;
  /** Where in `bytes` the secrets stand, in their order. */
  readonly holes: readonly HoleRange[];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Renders the request that an operation, its parameters and the secrets describe (rule REQ-1). */
export function renderRequest(
  operation: CheckedOperation,
  params: Params,
  secrets: Secrets,
): CoreResult<RenderedRequest> {
  const layout = prepareLayout(operation, params);
  if (!layout.ok) return layout;
  const checked = checkSecrets(operation, secrets);
  if (!checked.ok) return checked;
  const rendered = renderWith(layout.value, (name) => encoder.encode(secrets[name] ?? ''));
  return rendered.bytes.length > operation.message.maxRequestBytes
    ? fail('request.too_large', `${rendered.bytes.length} of ${operation.message.maxRequestBytes} bytes`)
    : ok(rendered);
}

/** Exactly the secrets that the operation has holes for, each of its charset and length. The values are in no message. */
export function checkSecrets(operation: CheckedOperation, secrets: Secrets): CoreResult<undefined> {
  const { holes } = operation.message;
  const surplus = Object.keys(secrets).find((name) => !holes.some((hole) => hole.name === name));
  if (surplus !== undefined) return fail('secrets.unknown', 'the operation has no such hole', surplus);
  for (const { name, charset, minLength, maxLength } of holes) {
    const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
    if (secret === undefined) return fail('secrets.missing', 'is not given', name);
    if (secret.length < minLength || secret.length > maxLength || !isOfCharset(secret, charset)) {
      return fail('secrets.value', `has not ${minLength} to ${maxLength} characters of its charset`, name);
    }
  }
  return ok();
}

/** The rendered bytes of a layout, with the holes filled by `fill`. */
function renderWith(layout: RequestLayout, fill: (hole: string) => Uint8Array): RenderedRequest {
  const writer = new RequestWriter(fill);
  const body = writer.bytesOf(layout.body);
  writer.write(requestPieces(layout, body.length));
  const text = (pieces: readonly Piece[]) => decoder.decode(writer.bytesOf(pieces));
  return {
    method: layout.method,
    target: text(layout.target),
    headers: layout.headers(body.length).map(({ name, value }) => [name, text(value)] as const),
    ...(layout.body.length === 0 ? {} : { body }),
    bytes: writer.finish(),
    holes: writer.holes,
  };
}

/** Joins pieces, and notes where the holes came to stand. */
class RequestWriter {
  readonly holes: HoleRange[] = [];
  readonly #chunks: Uint8Array[] = [];
  readonly #fill: (hole: string) => Uint8Array;
  #length = 0;

  constructor(fill: (hole: string) => Uint8Array) {
    this.#fill = fill;
  }

  write(pieces: readonly Piece[]): void {
    for (const piece of pieces) {
      const bytes = this.#bytes(piece);
      const end = this.#length + bytes.length;
      if (piece.kind === 'hole') this.holes.push({ name: piece.hole.name, start: this.#length, end });
      this.#chunks.push(bytes);
      this.#length = end;
    }
  }

  bytesOf(pieces: readonly Piece[]): Uint8Array {
    return concat(pieces.map((piece) => this.#bytes(piece)));
  }

  finish(): Uint8Array {
    return concat(this.#chunks);
  }

  #bytes(piece: Piece): Uint8Array {
    return piece.kind === 'bytes' ? piece.bytes : this.#fill(piece.hole.name);
  }
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}
