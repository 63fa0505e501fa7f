import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_BYTES } from '@cloudx3/proto';
import { messageOf } from '@cloudx3/errors';
import { NodeError } from '../../error.ts';
import { checkEntry } from '../entry.ts';
import type { Archive } from '../ports.ts';

// What else an operator keeps in the folder is left alone. A part is what a kill left behind.
const NAME = /^[0-9a-f]{64}\.attestation(\.[0-9a-f]{8})?(\.part)?$/;
const ID = /^[0-9a-f]{64}$/;

/** An {@link Archive} of files: `<folder>/<id>.attestation`, one a session, to hand to a verifier. The folder is made when it is needed. */
export function attestationFolder(folder: string): Archive {
  const pathOf = (id: string): string => {
    // An id comes from outside one day; it is never a way out of the folder.
    if (!ID.test(id)) throw new NodeError('node.archive_entry', 'an id has 64 hex digits');
    return join(folder, `${id}.attestation`);
  };
  return {
    async put(entry, atMs) {
      checkEntry(entry.id, entry.file);
      const path = pathOf(entry.id);
      await ofMedium(path, async () => {
        if (!(await isGood(path, entry.id))) await write(folder, path, entry.file, atMs);
      });
      return path;
    },
    async get(id) {
      const path = pathOf(id);
      return ofMedium(path, () => read(path, id));
    },
    prune: (olderThanMs) => ofMedium(folder, () => prune(folder, olderThanMs)),
  };
}

/** Renamed into place, so that nobody ever reads half of one. */
async function write(folder: string, path: string, file: Uint8Array, atMs: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    await writeFile(part, file, { mode: 0o600, flush: true });
    await utimes(part, atMs / 1_000, atMs / 1_000);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The file of an id, checked; undefined where there is none. */
async function read(path: string, id: string): Promise<Uint8Array | undefined> {
  try {
    if ((await stat(path)).size > MAX_BYTES.attestationFile)
      throw new NodeError('node.archive_entry', `${path} is longer than any attestation`);
    const file = Uint8Array.from(await readFile(path));
    checkEntry(id, file);
    return file;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

async function isGood(path: string, id: string): Promise<boolean> {
  try {
    return (await read(path, id)) !== undefined;
  } catch (error) {
    if (error instanceof NodeError) return false;
    throw error;
  }
}

async function prune(folder: string, olderThanMs: number): Promise<number> {
  let removed = 0;
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    if (!NAME.test(name) || (await stat(path)).mtimeMs >= olderThanMs) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function ofMedium<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof NodeError) throw cause;
    throw new NodeError('node.archive', `${place}: ${messageOf(cause)}`, { cause });
  }
}
