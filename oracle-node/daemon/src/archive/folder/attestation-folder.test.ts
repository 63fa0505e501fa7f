import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveConformance } from '../conformance/archive-conformance.ts';
import { testEntry } from '../../testing/test-entry.ts';
import { attestationFolder } from './attestation-folder.ts';

const NOW = 1_700_000_000_000;
let home: string;
let folder: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'node-archive-'));
  folder = join(home, 'attestations');
});

afterEach(() => rmSync(home, { recursive: true }));

describe('a folder of attestations', () => {
  archiveConformance(() => ({
    entry: testEntry,
    open: () => attestationFolder(folder),
    spoil: (id, bytes) => writeFileSync(join(folder, `${id}.attestation`), bytes),
    // A file in its place: what a failing disk does cannot be had where a test runs as root.
    break() {
      renameSync(folder, join(home, 'away'));
      writeFileSync(folder, '');
    },
    mend() {
      rmSync(folder);
      renameSync(join(home, 'away'), folder);
    },
  }));

  it('has one file for each, for its owner alone, and no part of one', async () => {
    const entry = testEntry('one');
    const place = await attestationFolder(folder).put(entry, NOW);
    expect(place).toBe(join(folder, `${entry.id}.attestation`));
    expect(readdirSync(folder)).toEqual([`${entry.id}.attestation`]);
    expect(statSync(place).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  it('clears away what a kill left half-written, and leaves alone what else is kept there', async () => {
    mkdirSync(folder);
    const old = NOW / 1_000 - 60;
    const id = 'ab'.repeat(32);
    const names = [
      `${id}.attestation.part`,
      `${id}.attestation.0a1b2c3d.part`,
      'notes.txt',
      'ab.attestation',
    ];
    for (const name of names) {
      writeFileSync(join(folder, name), 'half');
      utimesSync(join(folder, name), old, old);
    }
    expect(await attestationFolder(folder).prune(NOW)).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(['ab.attestation', 'notes.txt']);
  });

  it('makes no folder before something is kept in it', async () => {
    const archive = attestationFolder(folder);
    expect(await archive.get('ab'.repeat(32))).toBeUndefined();
    expect(existsSync(folder)).toBe(false);
  });
});
