import { readFileSync } from 'node:fs';
import { fromHex, toHex } from '@cosmjs/encoding';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deviceRegistrationDigest, registrationDigest } from './digest.ts';

const shared = {
  name: z.string(),
  registration: z.string(),
  chain_id: z.string(),
  public_key: z.string(),
  digest: z.string(),
};
const keyVector = z.object({
  ...shared,
  oracle: z.string(),
  role: z.enum(['operator', 'notary']),
  account: z.string(),
  replaces: z.string().optional(),
});
const deviceVector = z.object({
  ...shared,
  devices: z.string(),
  owner: z.string(),
  vendor: z.string(),
  serial: z.string(),
});

/** The valid vectors of a file. */
function vectors<T>(file: string, schema: z.ZodType<T>): T[] {
  const text = readFileSync(new URL(`../../../test/vectors/${file}.json`, import.meta.url), 'utf8');
  const all = z.array(z.looseObject({ valid: z.boolean() })).parse(JSON.parse(text));
  return all.filter(({ valid }) => valid).map((vector) => schema.parse(vector));
}

/** Those of the second edition, whose version stands first: what is registered today. */
function ofToday<T extends { registration: string }>(all: readonly T[]): T[] {
  return all.filter(({ registration }) => registration.startsWith('0802'));
}

describe('what is signed to be registered', () => {
  it.each(ofToday(vectors('registration', keyVector)))(
    'REG-1: $name',
    ({ role, oracle, account, replaces, ...vector }) => {
      const own = { chainId: vector.chain_id, oracle, account, pubkey: fromHex(vector.public_key) };
      const of = replaces === undefined ? own : { ...own, replaces: fromHex(replaces) };
      expect(toHex(registrationDigest(role, of))).toBe(vector.digest);
    },
  );

  it.each(ofToday(vectors('device-registration', deviceVector)))(
    'DEV-1: $name',
    ({ devices, owner, ...vector }) => {
      const { vendor, serial } = vector;
      const of = {
        devices,
        owner,
        vendor,
        serial,
        chainId: vector.chain_id,
        pubkey: fromHex(vector.public_key),
      };
      expect(toHex(deviceRegistrationDigest(of))).toBe(vector.digest);
    },
  );
});
