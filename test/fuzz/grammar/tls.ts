import { branch, leaf } from './tree.ts';
import type { Tree } from './tree.ts';

const u16 = (value: number): readonly number[] => [value >> 8, value & 0xff];
export const number16 = (value: number): Tree => leaf(u16(value));
export const vector = (length: 1 | 2 | 3, ...items: readonly Tree[]): Tree => branch(length, items);
/** RFC 8446, section 4: type, length of three bytes, body. */
export const message = (type: number, ...items: readonly Tree[]): Tree => branch(3, items, [type]);
/** Section 4.2. */
export const extension = (type: number, ...items: readonly Tree[]): Tree => branch(2, items, u16(type));

export const MESSAGE = {
  clientHello: 1,
  serverHello: 2,
  ticket: 4,
  endOfEarlyData: 5,
  encryptedExtensions: 8,
  certificate: 11,
  certificateRequest: 13,
  certificateVerify: 15,
  finished: 20,
  keyUpdate: 24,
} as const;

const GROUPS = [0x001d, 0x0017, 0x0018, 0x11ec] as const;
/** A point that is on no curve, and one of small order: what is agreed with them must not be used. */
const SHARES = [
  new Uint8Array(32),
  new Uint8Array(32).fill(9),
  new Uint8Array(65).fill(4),
  new Uint8Array(97).fill(4),
];
const alpn = (...names: readonly string[]): Tree =>
  extension(16, vector(2, ...names.map((text) => vector(1, leaf(Buffer.from(text))))));

/** Every extension that means something to somebody, with a content that is of its form in one message or another. */
export const EXTENSIONS: readonly Tree[] = [
  extension(0),
  extension(0, vector(2, leaf([0]), vector(2, leaf(Buffer.from('a.test'))))),
  extension(5, leaf([1, 0, 0, 0, 0])),
  extension(10, vector(2, ...GROUPS.map(number16))),
  extension(13, vector(2, ...[0x0403, 0x0807, 0x0804, 0x0401].map(number16))),
  alpn('http/1.1'),
  alpn('h2'),
  alpn('http/1.1', 'h2'),
  extension(18),
  extension(28, number16(16_385)),
  extension(41, number16(0)),
  extension(42),
  extension(42, leaf([0, 0, 1, 0])),
  extension(43, number16(0x0304)),
  extension(43, number16(0x0303)),
  extension(43, vector(1, number16(0x0304))),
  extension(43, vector(1, number16(0x0304), number16(0x0303))),
  extension(44, vector(2, leaf([1, 2, 3]))),
  extension(45, vector(1, leaf([1]))),
  extension(50, vector(2, number16(0x0403))),
  ...GROUPS.map((group) => extension(51, number16(group))),
  ...GROUPS.map((group, i) => extension(51, number16(group), vector(2, leaf(SHARES[i] ?? [1])))),
  extension(
    51,
    vector(2, ...GROUPS.map((group, i) => branch(0, [number16(group), vector(2, leaf(SHARES[i] ?? [1]))]))),
  ),
  extension(0xff01, leaf([0])),
  extension(0x0a0a),
];

/** Messages that stand in a handshake, or should not. */
export const STRAY_MESSAGES: readonly Tree[] = [
  message(MESSAGE.certificateRequest, vector(1), vector(2, extension(13, vector(2, number16(0x0403))))),
  message(MESSAGE.keyUpdate, leaf([0])),
  message(MESSAGE.keyUpdate, leaf([1])),
  message(MESSAGE.endOfEarlyData),
  message(0),
  message(254, leaf(new Uint8Array(32))),
];

/** Section 4.6.1. */
export const TICKET = message(
  MESSAGE.ticket,
  leaf([0, 0, 28, 32]),
  leaf([1, 2, 3, 4]),
  vector(1, leaf([7])),
  vector(2, leaf(new Uint8Array(64).fill(7))),
  vector(2, extension(42, leaf([0, 0, 1, 0]))),
);

/** A message in its bytes as the tree that it is, as far as its lengths can be told by what it is. */
export function clientHelloTree(bytes: Uint8Array): Tree {
  const body = bytes.subarray(4);
  const sessionEnd = 35 + (body[34] ?? 0);
  const suitesLength = (body[sessionEnd] ?? 0) * 256 + (body[sessionEnd + 1] ?? 0);
  const suitesEnd = sessionEnd + 2 + suitesLength;
  const extensionsAt = suitesEnd + 1 + (body[suitesEnd] ?? 0) + 2;
  return message(
    MESSAGE.clientHello,
    leaf(body.subarray(0, 2)),
    leaf(body.subarray(2, 34)),
    vector(1, leaf(body.subarray(35, sessionEnd))),
    vector(2, ...pairs(body.subarray(sessionEnd + 2, suitesEnd))),
    vector(1, leaf(body.subarray(suitesEnd + 1, extensionsAt - 2))),
    vector(2, ...extensionsIn(body.subarray(extensionsAt))),
  );
}

/** A ServerHello or a HelloRetryRequest. */
export function serverHelloTree(bytes: Uint8Array): Tree {
  const body = bytes.subarray(4);
  const sessionEnd = 35 + (body[34] ?? 0);
  return message(
    MESSAGE.serverHello,
    leaf(body.subarray(0, 2)),
    leaf(body.subarray(2, 34)),
    vector(1, leaf(body.subarray(35, sessionEnd))),
    leaf(body.subarray(sessionEnd, sessionEnd + 2)),
    leaf(body.subarray(sessionEnd + 2, sessionEnd + 3)),
    vector(2, ...extensionsIn(body.subarray(sessionEnd + 5))),
  );
}

function extensionsIn(bytes: Uint8Array): Tree[] {
  const found: Tree[] = [];
  for (let at = 0; at < bytes.length;) {
    const type = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
    found.push(extensionTree(type, bytes.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return found;
}

/** Contents that are one vector of numbers are opened; the rest is one leaf, which the pool of extensions makes up for. */
function extensionTree(type: number, content: Uint8Array): Tree {
  const isList =
    [10, 13].includes(type) && content.length === 2 + (content[0] ?? 0) * 256 + (content[1] ?? 0);
  return extension(type, ...(isList ? [vector(2, ...pairs(content.subarray(2)))] : [leaf(content)]));
}

function pairs(bytes: Uint8Array): Tree[] {
  return Array.from({ length: Math.floor(bytes.length / 2) }, (_, i) =>
    leaf(bytes.subarray(2 * i, 2 * i + 2)),
  );
}
