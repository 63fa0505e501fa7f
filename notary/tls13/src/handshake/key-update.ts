import { Reader } from '../presentation/reader.ts';
import { Tls13Error } from '../errors.ts';
import { encodeMessage, HANDSHAKE_TYPE } from './message.ts';

const UPDATE_NOT_REQUESTED = 0;
const UPDATE_REQUESTED = 1;

/** RFC 8446, section 4.6.3. */
export interface KeyUpdate {
  /** Whether the peer wants one in turn, before what is said next. */
  readonly isRequested: boolean;
}

export function readKeyUpdate(body: Uint8Array): KeyUpdate {
  const reader = new Reader(body);
  const request = reader.uint(1);
  reader.end();
  if (request > UPDATE_REQUESTED) throw new Tls13Error('tls.handshake.decode');
  return { isRequested: request === UPDATE_REQUESTED };
}

/** RFC 8446 section 4.6.3: our keys change, the server's need not. */
export function encodeKeyUpdate(): Uint8Array {
  return encodeMessage(HANDSHAKE_TYPE.key_update, Uint8Array.of(UPDATE_NOT_REQUESTED));
}

/** Whether the content of a handshake record is that message and nothing else. */
export function isKeyUpdate(content: Uint8Array): boolean {
  return Buffer.compare(content, encodeKeyUpdate()) === 0;
}
