import { readOperation } from '@cloudx3/verifier-core';

type Reading = ReturnType<typeof readOperation>;

const readings = new WeakMap<Uint8Array, Reading>();

/** `readOperation`, once for bytes that a registry keeps: sessions of one operation share what was read of it. */
export function readOnce(bytes: Uint8Array): Reading {
  const known = readings.get(bytes);
  if (known !== undefined) return known;
  const reading = readOperation(bytes);
  readings.set(bytes, reading);
  return reading;
}
