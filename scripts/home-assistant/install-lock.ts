import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 500;
/** SQLite's result code for "another connection holds the lock". */
const SQLITE_BUSY = 5;

export interface InstallLockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once where another process holds the lock. */
  readonly onWait?: () => void;
}

/**
 * Takes a lock, so that two programs started at once do not install into the same folder. It is SQLite's lock on an
 * empty database: the system gives it back when its holder ends, however that ends, so that none can go stale.
 */
export async function takeInstallLock(
  path: string,
  { signal, onWait }: InstallLockOptions = {},
): Promise<Disposable> {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    for (let first = true; !lock(database); first = false) {
      if (first) onWait?.();
      await delay(POLL_MS, undefined, { signal });
    }
    return { [Symbol.dispose]: () => database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
}

function lock(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
