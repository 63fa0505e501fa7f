import type { Reply } from './dispatch.ts';
import { base64, jsonBytes } from './json.ts';

/** The argument of a contract's `reply`: what wasmd hands over, field by field. */
export function encodeReply(reply: Reply): Uint8Array {
  const { result } = reply;
  return jsonBytes({
    gas_used: 0,
    id: reply.id,
    result: 'error' in result ? { error: result.error } : { ok: encodeOk(result.ok) },
    ...(reply.payload === undefined || reply.payload.length === 0 ? {} : { payload: base64(reply.payload) }),
  });
}

function encodeOk(ok: Extract<Reply['result'], { ok: unknown }>['ok']): unknown {
  const first = ok.responses[0];
  return {
    events: ok.events,
    ...(first === undefined || first.value.length === 0 ? {} : { data: base64(first.value) }),
    msg_responses: ok.responses.map((response) => ({
      type_url: response.typeUrl,
      value: base64(response.value),
    })),
  };
}
