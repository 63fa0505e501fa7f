import { encodeExtension, EXTENSION } from '../handshake/extensions.ts';
import { encodeMessage, HANDSHAKE_TYPE } from '../handshake/message.ts';
import { concat, uint, vector } from '../presentation/writer.ts';

/** How a message is changed before it is said. */
export type Edit = (message: Uint8Array) => Uint8Array;
export const flip =
  (at: number): Edit =>
  (message) => {
    const copy = Uint8Array.from(message);
    const index = at < 0 ? copy.length + at : at;
    copy[index] = (copy[index] ?? 0) ^ 1;
    return copy;
  };
export const nothing: Edit = () => new Uint8Array(0);
export const twice: Edit = (message) => concat(message, message);
export const asType =
  (type: number): Edit =>
  (message) =>
    concat(uint(1, type), message.subarray(1));
export const body = (message: Uint8Array): Uint8Array => message.subarray(4);
/** ServerHello: version 2, random 32, session id 1 + 32, suite 2, compression 1, extensions. */
export const AT = {
  version: 4,
  random: 6,
  sessionId: 39,
  suite: 71,
  compression: 73,
  extensions: 74,
} as const;
export const withExtensions =
  (...extensions: Uint8Array[]): Edit =>
  (message) =>
    encodeMessage(HANDSHAKE_TYPE.server_hello, message.subarray(4, AT.extensions), vector(2, ...extensions));
export const more =
  (...extensions: Uint8Array[]): Edit =>
  (message) =>
    withExtensions(message.subarray(AT.extensions + 2), ...extensions)(message);
export const VERSION = encodeExtension(EXTENSION.supported_versions, uint(2, 0x0304));
export const encryptedExtensions =
  (...extensions: Uint8Array[]): Edit =>
  () =>
    encodeMessage(HANDSHAKE_TYPE.encrypted_extensions, vector(2, ...extensions));
export const set =
  (at: number, ...bytes: number[]): Edit =>
  (message) => {
    const copy = Uint8Array.from(message);
    copy.set(bytes, at);
    return copy;
  };
