import type { EventAttribute } from '../state/events.ts';
import { ShapeError, asArray, asBytes, asObject, asText, asUint64 } from './decode-json.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { parseJson } from './json.ts';

export interface SubMessage {
  readonly id: bigint;
  readonly msg: JsonObject;
  /** In SDK gas. */
  readonly gasLimit: bigint | undefined;
  readonly replyOn: string;
  readonly payload: Uint8Array | undefined;
}

export interface CustomEvent {
  readonly type: string;
  readonly attributes: readonly EventAttribute[];
}

export interface ContractResponse {
  readonly messages: readonly SubMessage[];
  readonly attributes: readonly EventAttribute[];
  readonly events: readonly CustomEvent[];
  readonly data: Uint8Array | undefined;
}

export type ContractResult<T> = { readonly ok: T } | { readonly error: string };

const MAX_PAYLOAD_BYTES = 128 * 1024;

/** Splits `{"ok": …}` from `{"error": "…"}`. Throws ShapeError or SyntaxError. */
function readResult<T>(data: Uint8Array, read: (value: JsonValue) => T): ContractResult<T> {
  const result = asObject(parseJson(Buffer.from(data).toString('utf8')), 'result');
  const error = asText(result['error'], 'error');
  if (error !== '') return { error };
  if (result['ok'] === undefined) throw new ShapeError('json: neither ok nor error is set');
  return { ok: read(result['ok']) };
}

export function readContractResponse(data: Uint8Array): ContractResult<ContractResponse> {
  return readResult(data, (value) => {
    const ok = asObject(value, 'ok');
    return {
      messages: asArray(ok['messages'], 'messages', readSubMessage),
      attributes: asArray(ok['attributes'], 'attributes', readAttribute),
      events: asArray(ok['events'], 'events', readEvent),
      data: asBytes(ok['data'], 'data'),
    };
  });
}

export function readQueryResponse(data: Uint8Array): ContractResult<Uint8Array> {
  return readResult(data, (value) => asBytes(value, 'ok') ?? new Uint8Array());
}

function readSubMessage(value: JsonValue, at: string): SubMessage {
  const raw = asObject(value, at);
  const payload = asBytes(raw['payload'], `${at}.payload`);
  if (payload !== undefined && payload.length > MAX_PAYLOAD_BYTES) {
    throw new ShapeError(
      `reply contains submessage at ${at} with payload larger than ${MAX_PAYLOAD_BYTES} bytes: ${payload.length} bytes`,
    );
  }
  const limit = raw['gas_limit'];
  return {
    id: asUint64(raw['id'], `${at}.id`),
    msg: asObject(raw['msg'], `${at}.msg`),
    gasLimit: limit === undefined || limit === null ? undefined : asUint64(limit, `${at}.gas_limit`),
    replyOn: asText(raw['reply_on'], `${at}.reply_on`),
    payload,
  };
}

function readAttribute(value: JsonValue, at: string): EventAttribute {
  const raw = asObject(value, at);
  return { key: asText(raw['key'], `${at}.key`), value: asText(raw['value'], `${at}.value`) };
}

function readEvent(value: JsonValue, at: string): CustomEvent {
  const raw = asObject(value, at);
  return {
    type: asText(raw['type'], `${at}.type`),
    attributes: asArray(raw['attributes'], `${at}.attributes`, readAttribute),
  };
}
