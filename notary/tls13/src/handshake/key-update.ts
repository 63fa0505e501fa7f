import { encodeMessage, HANDSHAKE_TYPE } from './message.ts';

const UPDATE_NOT_REQUESTED = 0;

/** RFC 8446 section 4.6.3: our keys change, the server's need not. */
export function encodeKeyUpdate(): Uint8Array {
  return encodeMessage(HANDSHAKE_TYPE.key_update, Uint8Array.of(UPDATE_NOT_REQUESTED));
}

/** Whether the content of a handshake record is that message and nothing else. */
export function isKeyUpdate(content: Uint8Array): boolean {
  return Buffer.compare(content, encodeKeyUpdate()) === 0;
}
