import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DevnetErrorCode } from '../errors.ts';
import { temporaryHome } from '../testing/store.ts';
import { loadValidatorSeed } from './validator-key.ts';

const fileIn = (home: string): string => join(home, 'validator-key.json');

describe('the validator’s key', () => {
  it('is made once, for its owner alone, and stays the same', () => {
    const home = temporaryHome();
    const seed = loadValidatorSeed(home);
    expect(seed).toHaveLength(32);
    expect(statSync(fileIn(home)).mode & 0o777).toBe(0o600);
    expect(Buffer.from(loadValidatorSeed(home))).toEqual(Buffer.from(seed));
    expect(readFileSync(fileIn(home), 'utf8')).toContain(Buffer.from(seed).toString('hex'));
    expect(loadValidatorSeed(temporaryHome())).not.toEqual(seed);
  });

  it.each([
    '',
    '{}',
    '{"ed25519Seed":"abcd"}',
    `{"ed25519Seed":"${'AB'.repeat(32)}"}`,
    `{"seed":"${'ab'.repeat(32)}"}`,
  ])('that cannot be read is not replaced, and is not told: %j', (text) => {
    const home = temporaryHome();
    writeFileSync(fileIn(home), text);
    const load = () => loadValidatorSeed(home);
    expect(load).toThrow(expect.objectContaining({ code: DevnetErrorCode.stateCorrupt }) as Error);
    expect(load).toThrow(/^\S+ holds no validator key; restore it, or use a fresh home$/);
    expect(readFileSync(fileIn(home), 'utf8')).toBe(text);
  });

  it('is not made where there is no home', () => {
    expect(() => loadValidatorSeed(join(temporaryHome(), 'gone'))).toThrow(/ENOENT/);
  });
});
