import type { Key } from '../../state/kv.ts';
import { fromKey, toKey } from '../../state/kv.ts';
import { RegionLimits } from '../limits.ts';
import { encodeSections } from '../sections.ts';
import { VmError } from '../vm-error.ts';
import type { HostFunction, ImportContext } from './import-context.ts';

const ASCENDING = 1;
const DESCENDING = 2;
const NOTHING = new Uint8Array();

/** db_*: the contract's own storage. */
export function storageImports(context: ImportContext): Record<string, HostFunction> {
  const { storage } = context.host;
  const readKey = (pointer: number): Key => toKey(context.memory.read(pointer, RegionLimits.dbKey));
  return {
    db_read: (key = 0) => {
      const name = readKey(key);
      const value = context.external(() => storage.get(name));
      return value === undefined ? 0 : context.memory.write(value);
    },
    db_write: (key = 0, value = 0) => {
      refuseInQuery(context);
      const name = toKey(readForWrite(context, 'Key', key, RegionLimits.dbKey));
      const data = readForWrite(context, 'Value', value, RegionLimits.dbValue);
      context.external(() => storage.set(name, data));
      return undefined;
    },
    db_remove: (key = 0) => {
      refuseInQuery(context);
      const name = readKey(key);
      context.external(() => storage.delete(name));
      return undefined;
    },
    ...iteratorImports(context),
  };
}

function iteratorImports(context: ImportContext): Record<string, HostFunction> {
  const bound = (pointer = 0): Key | undefined =>
    pointer === 0 ? undefined : toKey(context.memory.read(pointer, RegionLimits.dbKey));
  const next = (id = 0): readonly [Key, Uint8Array] | undefined => {
    const iterator = context.iterator(id);
    return context.external(() => iterator.next());
  };
  return {
    db_scan: (start, end, order = 0) => {
      const from = bound(start) ?? '';
      const to = bound(end);
      if (order !== ASCENDING && order !== DESCENDING) {
        throw VmError.of('communication', `Got an invalid value for iteration order: ${order}`);
      }
      return context.addIterator(
        context.external(() => context.host.storage.iterate(from, to, order === DESCENDING)),
      );
    },
    db_next: (id) => {
      const entry = next(id);
      const parts = entry === undefined ? [NOTHING, NOTHING] : [fromKey(entry[0]), entry[1]];
      return context.memory.write(encodeSections(parts));
    },
    db_next_key: (id) => {
      const entry = next(id);
      return entry === undefined ? 0 : context.memory.write(fromKey(entry[0]));
    },
    db_next_value: (id) => {
      const entry = next(id);
      return entry === undefined ? 0 : context.memory.write(entry[1]);
    },
  };
}

function refuseInQuery(context: ImportContext): void {
  if (context.host.readOnly) throw VmError.writeDenied();
}

function readForWrite(context: ImportContext, kind: string, pointer: number, limit: number): Uint8Array {
  const data = context.memory.read(pointer, RegionLimits.result);
  if (data.length > limit) {
    throw VmError.of(
      'generic',
      `${kind} too big. Tried to write ${data.length} bytes to storage, limit is ${limit}.`,
    );
  }
  return data;
}
