import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DevnetError, DevnetErrorCode } from '../errors.ts';

const FILE = 'validator-key.json';
const SEED_BYTES = 32;

/** The validator's secret seed, made on first use. The file is readable by its owner only. */
export function loadValidatorSeed(home: string): Uint8Array {
  const file = join(home, FILE);
  const existing = read(file);
  if (existing !== undefined) return existing;
  const seed = randomBytes(SEED_BYTES);
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, `${JSON.stringify({ ed25519Seed: seed.toString('hex') })}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return seed;
}

function read(file: string): Uint8Array | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const seed = /"ed25519Seed"\s*:\s*"([0-9a-f]{64})"/.exec(text)?.[1];
  if (seed !== undefined) return Buffer.from(seed, 'hex');
  // The text itself stays out of the message: it may hold most of a secret.
  throw new DevnetError(
    DevnetErrorCode.stateCorrupt,
    `${file} holds no validator key; restore it, or use a fresh home`,
  );
}
