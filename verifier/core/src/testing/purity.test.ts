import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const SOURCE = new URL('../', import.meta.url);
const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;
// Tests may use Node, and `node/` is what the package offers beside its pure entry.
const EXEMPT = /\.test\.ts$|^testing\/|^node\//;
const ALLOWED = new Set([
  '@cloudx3/errors',
  '@cloudx3/proto',
  '@noble/curves/secp256k1.js',
  '@noble/hashes/sha2.js',
  'lossless-json',
]);

describe('the package is pure', () => {
  it('runs all vectors and all exports without clock, timers, randomness, network and process', async () => {
    const child = fileURLToPath(new URL('child.ts', import.meta.url));
    const run = promisify(execFile)(process.execPath, ['--conditions=cloudx3-source', child]);
    const { stdout } = await run;
    expect(JSON.parse(stdout)).toEqual({ failures: [], untouched: [] });
  });

  it('imports nothing but its libraries and itself', async () => {
    const files = (await readdir(SOURCE, { recursive: true })).filter((name) => name.endsWith('.ts'));
    const pure = files.filter((name) => !EXEMPT.test(name));
    expect(pure.length).toBeGreaterThan(40);
    const foreign: string[] = [];
    for (const name of pure) {
      const text = await readFile(new URL(name, SOURCE), 'utf8');
      for (const [, target = ''] of text.matchAll(IMPORT)) {
        const isOwn = target.startsWith('.') && !target.includes('/node/');
        if (!isOwn && !ALLOWED.has(target)) foreign.push(`${name}: ${target}`);
      }
    }
    expect(foreign).toEqual([]);
  });
});
