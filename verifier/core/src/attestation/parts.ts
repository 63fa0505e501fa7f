import { Quality } from '@cloudx3/proto';
import type { Network, Param, Reading } from '@cloudx3/proto';
import { isDecimal } from '../decimal/decimal.ts';
import { OPERATION_LIMITS } from '../operation/limits.ts';
import { isStrictlyIncreasing, NAME, utf8Length } from '../operation/names.ts';
import { UNIT } from '../operation/op-2-readings.ts';

// The form of what bodies, reports and registrations are made of (rule ATT-2).

// Visible ASCII, as chain ids, bech32 addresses and device ids are.
const CHAIN_ID = /^[\x21-\x7e]{1,48}$/;
const ADDRESS = /^[\x21-\x7e]{1,90}$/;
/** Most bytes of a parameter's value, an item and a row's key (rule LEN-1). */
export const VALUE_BYTES = 256;
/** Longest unit of the first edition, in characters. */
export const FIRST_UNIT = 16;
/** Most items of a list, and rows of a response. */
export const MAX_ROWS = 32;
/** Times are below this, so that they are exact numbers in JSON (rule ATT-2). */
export const TIME_BOUND = 2n ** 53n;

export function isNetwork(network: Network | undefined): network is Network {
  return network !== undefined && CHAIN_ID.test(network.chainId) && isAddress(network.oracle);
}

export function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}

export function isChainId(text: string): boolean {
  return CHAIN_ID.test(text);
}

export function isSubject(subject: string): boolean {
  return subject === '' || ADDRESS.test(subject);
}

/**
 * At most 16, strictly increasing, names of names' form, values of at most 256 bytes; in place of a value at most one has items, 1 to 32
 * of at most 256 bytes, strictly increasing (rules ATT-2, LEN-1).
 */
export function areParams(params: readonly Pick<Param, 'name' | 'value' | 'items'>[]): boolean {
  return (
    params.length <= OPERATION_LIMITS.parameters &&
    params.every(({ name, value }) => NAME.test(name) && utf8Length(value) <= VALUE_BYTES) &&
    params.every(({ value, items }) => items.length === 0 || (value === '' && areItems(items))) &&
    params.filter(({ items }) => items.length > 0).length <= 1 &&
    isStrictlyIncreasing(params.map(({ name }) => name))
  );
}

function areItems(items: readonly string[]): boolean {
  return (
    items.length <= MAX_ROWS &&
    items.every((item) => item !== '' && utf8Length(item) <= VALUE_BYTES) &&
    isStrictlyIncreasing(items)
  );
}

/** At most 16 kinds of readings, strictly increasing, with names and units of their form. */
export function areReadingKinds(kinds: readonly Pick<Reading, 'name' | 'unit'>[]): boolean {
  return (
    kinds.length <= OPERATION_LIMITS.readings &&
    kinds.every(({ name, unit }) => NAME.test(name) && UNIT.test(unit)) &&
    isStrictlyIncreasing(kinds.map(({ name }) => name))
  );
}

/** Kinds of their form, each with a decimal, and a quality that is known. */
export function areReadings(readings: readonly Reading[]): boolean {
  return (
    areReadingKinds(readings) &&
    readings.every(({ value, quality }) => value !== undefined && isDecimal(value) && quality in Quality)
  );
}
