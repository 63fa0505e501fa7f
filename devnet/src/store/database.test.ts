import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { DevnetErrorCode } from '../errors.ts';
import { openStore, temporaryHome } from '../testing/store.ts';
import { hasDatabase, openDatabase } from './database.ts';

const refused = (code: string) => expect.objectContaining({ name: 'DevnetError', code }) as unknown;

describe('the database', () => {
  it('is made with its home, and known by it', () => {
    const home = join(temporaryHome(), 'deep', 'home');
    expect(hasDatabase(home)).toBe(false);
    openStore(home);
    expect(hasDatabase(home)).toBe(true);
  });

  it('has reached the disk with each commit, and is never half written', () => {
    const database = openDatabase(temporaryHome());
    const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    const [FULL] = [2];
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('locking_mode')]).toEqual([
      'wal',
      FULL,
      'exclusive',
    ]);
    database.close();
  });

  it('is held by one alone, until that one lets go', () => {
    const home = temporaryHome();
    const first = openDatabase(home);
    expect(() => openDatabase(home)).toThrow(refused(DevnetErrorCode.homeLocked));
    first.close();
    openDatabase(home).close();
  });

  it.each<[string, (file: string) => void, string]>([
    [
      'of another program',
      (file) => createForeign(file, 'PRAGMA application_id = 7'),
      DevnetErrorCode.homeForeign,
    ],
    [
      'of nobody, with tables',
      (file) => createForeign(file, 'CREATE TABLE state (x)'),
      DevnetErrorCode.homeForeign,
    ],
    [
      'of another version',
      (file) => createForeign(file, 'PRAGMA user_version = 1'),
      DevnetErrorCode.homeForeign,
    ],
    [
      'that is none',
      (file) => writeFileSync(file, 'not a database at all'.repeat(100)),
      DevnetErrorCode.stateCorrupt,
    ],
    ['with a damaged header', (file) => damage(file), DevnetErrorCode.stateCorrupt],
  ])('%s is refused and left as it was', (_what, prepare, code) => {
    const home = temporaryHome();
    const file = join(home, 'chain.db');
    prepare(file);
    const before = readFileSync(file);
    expect(() => openDatabase(home)).toThrow(refused(code));
    expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(home)).toContain('chain.db');
  });

  it('that cannot be opened is reported as the system reports it', () => {
    const home = temporaryHome();
    mkdirSync(join(home, 'chain.db'));
    expect(() => openDatabase(home)).toThrow(/unable to open database file/);
  });
});

function createForeign(file: string, pragma: string): void {
  const database = new DatabaseSync(file);
  database.exec(pragma);
  database.close();
}

/** The first page of a real one says where everything is. */
function damage(file: string): void {
  const home = temporaryHome();
  openDatabase(home).close();
  const bytes = readFileSync(join(home, 'chain.db'));
  bytes.fill(0xff, 100, 200);
  writeFileSync(file, bytes);
}
