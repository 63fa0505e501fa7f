import type { DatabaseSync } from 'node:sqlite';
import { NodeError } from '../error.ts';
import type { CursorStore } from './ports.ts';
import { text } from './rows.ts';

export function createCursorStore(database: DatabaseSync): CursorStore {
  const read = database.prepare('SELECT value FROM meta WHERE name = ?');
  const write = database.prepare(
    'INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const valueOf = (name: string): string | undefined => {
    const row = read.get(name);
    return row === undefined ? undefined : text(row, 'value');
  };
  return {
    height() {
      const height = valueOf('height');
      return height === undefined ? undefined : Number(height);
    },
    saveHeight(height) {
      write.run('height', String(height));
    },
    claim(identity) {
      const owner = valueOf('identity');
      if (owner === undefined) write.run('identity', identity);
      else if (owner !== identity) {
        throw new NodeError(
          'node.identity',
          `this store belongs to ${owner}, not to ${identity}; name another store folder`,
        );
      }
    },
  };
}
