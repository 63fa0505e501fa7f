import { createHash } from 'node:crypto';
import { create, DOMAINS } from '@cloudx3/proto';
import type { Domain, MessageInitShape, MessageShape } from '@cloudx3/proto';
import type { NotaryErrorCode } from '@cloudx3/notary';
import { publicKeyOf, signDigest } from '@cloudx3/verifier-core';
import type { CoreCode, Params } from '@cloudx3/verifier-core';

type Schema = Parameters<typeof create>[0];

/** What a case can be refused with: by a verifier, by a notary, or by the contract where nobody else refuses. */
export type Code = CoreCode | NotaryErrorCode | 'feed.quorum' | 'feed.terms';

/** One case. `code` is there exactly where `valid` is false. Bytes are lower-case hex; mantissas are decimal texts. */
export interface Vector {
  readonly rule: string;
  readonly name: string;
  readonly valid: boolean;
  readonly code?: Code;
  readonly [field: string]: unknown;
}

/** Vectors of one file, by file name without `.json`. */
export type VectorFiles = Readonly<Record<string, readonly Vector[]>>;

export interface TestKey {
  readonly label: string;
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly sign: (digest: Uint8Array) => Uint8Array;
}

/** A deterministic key of no worth: its private key is the SHA-256 of its label. */
export function testKey(label: string): TestKey {
  const privateKey = sha256(new TextEncoder().encode(label));
  return {
    label,
    privateKey,
    publicKey: publicKeyOf(privateKey),
    sign: (digest) => signDigest(digest, privateKey),
  };
}

/** By OpenSSL, so that the digests in the vectors do not come from the library that they test. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

/** Rule SIG-1, written once more. */
export function digestOf(domain: Domain, bytes: Uint8Array): Uint8Array {
  return sha256(new TextEncoder().encode(DOMAINS[domain]), Uint8Array.of(0), bytes);
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export function unhex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function valid(rule: string, name: string, fields: Record<string, unknown>): Vector {
  return { rule, name, valid: true, ...fields };
}

export function invalid(rule: string, name: string, code: Code, fields: Record<string, unknown>): Vector {
  return { rule, name, valid: false, code, ...fields };
}

/** Parameters as files write them: a value, or the items of a list. */
export function paramsField(params: Params): Record<string, unknown>[] {
  return Object.entries(params).map(([name, value]) =>
    typeof value === 'string' ? { name, value } : { name, value: '', items: value },
  );
}

/** A message as a plain value, from which `create` makes another, however deep it was changed. */
function plain<T>(value: T): T {
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain) as T;
  const entries = Object.entries(value).filter(([name]) => !name.startsWith('$'));
  return Object.fromEntries(entries.map(([name, member]) => [name, plain(member)])) as T;
}

/** A value that an enum does not have, as a stranger may send it. */
export function unknownEnum(value: number): never {
  return value as never;
}

/** A message of a value that may hold other messages, changed or not. */
export function build<D extends Schema>(schema: D, value: object): MessageShape<D> {
  return create(schema, plain(value) as MessageInitShape<D>);
}
