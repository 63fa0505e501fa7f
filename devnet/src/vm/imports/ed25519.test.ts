import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { createGuest } from '../../testing/guest.ts';
import { encodeSections } from '../sections.ts';

const hex = (text: string): Uint8Array => Buffer.from(text, 'hex');

/** RFC 8032, 7.1: tests 1 to 3. */
const RFC = [
  [
    '',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '72',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'af82',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
].map(([message = '', key = '', signature = '']) => ({
  message: hex(message),
  key: hex(key),
  signature: hex(signature),
}));

const guest = createGuest();
const verify = (message: Uint8Array, signature: Uint8Array, key: Uint8Array): unknown =>
  guest.call('ed25519_verify', guest.put(message), guest.put(signature), guest.put(key));
const batch = (messages: Uint8Array[], signatures: Uint8Array[], keys: Uint8Array[]): unknown => {
  const pointers = [messages, signatures, keys].map((sections) => guest.put(encodeSections(sections)));
  return guest.call('ed25519_batch_verify', ...pointers);
};

describe('ed25519_verify', () => {
  it.each(RFC)('takes the signatures of RFC 8032 and no others', ({ message, signature, key }) => {
    expect(verify(message, signature, key)).toBe(0);
    expect(verify(Buffer.concat([message, Buffer.from('!')]), signature, key)).toBe(1);
    expect(verify(message, Buffer.concat([signature.subarray(0, 63), hex('ff')]), key)).toBe(1);
  });

  it('answers malformed input with codes', () => {
    const { message, signature, key } = RFC[0]!;
    expect(verify(message, signature.subarray(1), key)).toBe(4);
    expect(verify(message, signature, key.subarray(1))).toBe(5);
    expect(verify(message, signature, Buffer.alloc(32, 0xff))).toBe(1);
    expect(() => verify(message, Buffer.alloc(65), key)).toThrow(/limit 64/);
  });

  it('follows ZIP 215: a key of small order verifies anything that is consistent with it', () => {
    // A = R = the neutral element and s = 0 satisfy [8][s]B = [8]R + [8][k]A for every message. RFC 8032 libraries refuse it.
    const neutral = Buffer.concat([hex('01'), Buffer.alloc(31)]);
    const signature = Buffer.concat([neutral, Buffer.alloc(32)]);
    expect(verify(Buffer.from('anything'), signature, neutral)).toBe(0);
    expect(ed25519.verify(signature, Buffer.from('anything'), neutral, { zip215: false })).toBe(false);
  });
});

describe('ed25519_batch_verify', () => {
  const secrets = [1, 2, 3].map((seed) => new Uint8Array(32).fill(seed));
  const keys = secrets.map((secret) => ed25519.getPublicKey(secret));
  const messages = ['one', 'two', 'three'].map((text) => Buffer.from(text));
  const signed = (secret: Uint8Array, message: Uint8Array) => ed25519.sign(message, secret);
  const each = secrets.map((secret, at) => signed(secret, messages[at]!));

  it('takes as many of each, one message for many keys, or one key for many messages', () => {
    expect(batch(messages, each, keys)).toBe(0);
    const common = secrets.map((secret) => signed(secret, messages[0]!));
    expect(batch(messages.slice(0, 1), common, keys)).toBe(0);
    const own = messages.map((message) => signed(secrets[0]!, message));
    expect(batch(messages, own, keys.slice(0, 1))).toBe(0);
  });

  it('fails as a whole where one signature is wrong', () => {
    expect(batch(messages, [each[0]!, each[1]!, each[1]!], keys)).toBe(1);
    expect(batch([...messages].reverse(), each, keys)).toBe(1);
  });

  it('takes nothing for right, as the VM does', () => {
    expect(batch([], [], [])).toBe(0);
    expect(batch(messages.slice(0, 1), [], [])).toBe(0);
    expect(batch([], [], keys.slice(0, 1))).toBe(0);
  });

  it('refuses numbers that do not go together, and malformed parts', () => {
    expect(batch(messages, each, keys.slice(0, 2))).toBe(7);
    expect(batch(messages.slice(0, 2), each, keys)).toBe(7);
    expect(batch(messages.slice(0, 1), each.slice(0, 2), keys)).toBe(7);
    expect(batch(messages, [each[0]!, each[1]!, hex('00')], keys)).toBe(4);
    expect(batch(messages, each, [keys[0]!, keys[1]!, hex('00')])).toBe(5);
  });

  it('ends the call where the lists themselves are malformed', () => {
    const good = guest.put(encodeSections(messages));
    expect(() => guest.call('ed25519_batch_verify', guest.put(hex('0102')), good, good)).toThrow(
      /invalid section/,
    );
  });

  it('is cheaper by the signature, the more so for one key', () => {
    const cost = (count: number, all: Uint8Array[]): number => {
      const parts = [messages.slice(0, count), each.slice(0, count), all].map(encodeSections);
      const pointers = parts.map((part) => guest.put(part));
      const reading = 18_000 + parts.reduce((sum, part) => sum + 200_000 + 115 * part.length, 0);
      return guest.cost(() => guest.call('ed25519_batch_verify', ...pointers)) - reading;
    };
    expect(cost(3, keys)).toBe((24 + 3 * 21) * 1_000_000);
    expect(cost(3, keys.slice(0, 1))).toBe((36 + 3 * 10) * 1_000_000);
  });
});
