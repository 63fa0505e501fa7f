import { readFileSync } from 'node:fs';
import { z } from 'zod';

const vectors = z.array(z.record(z.string(), z.unknown()));
const HEX = /^([0-9a-f]{2})+$/;

/** The bytes that stand in hex in one field of a vector file, valid and invalid ones. */
export function seedsFrom(file: string, field: string): Uint8Array[] {
  const text = readFileSync(new URL(`../vectors/${file}.json`, import.meta.url), 'utf8');
  return vectors
    .parse(JSON.parse(text))
    .map((vector) => vector[field])
    .filter((value): value is string => typeof value === 'string' && HEX.test(value))
    .map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));
}
