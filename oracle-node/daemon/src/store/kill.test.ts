import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { openStore } from './open-store.ts';

const CHILD = fileURLToPath(new URL('../testing/store-writer.ts', import.meta.url));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Lets a process write to the store until it has told of `writes`, kills it at once, and gives all that it told of. */
async function writeAndKill(file: string, writes: number): Promise<string[]> {
  const child = spawn(process.execPath, [...process.execArgv, CHILD, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (told.split('\n').length > writes) child.kill('SIGKILL');
  });
  await ended;
  await new Promise((resolve) =>
    child.stdout.readableEnded ? resolve(undefined) : child.stdout.once('close', resolve),
  );
  // The last line may have been cut off by the kill.
  return told.split('\n').slice(0, -1);
}

describe('a store whose process is killed', () => {
  it.each([1, 7, 40, 133])('has everything that was written when %i writes were told of', async (writes) => {
    const folder = mkdtempSync(join(tmpdir(), 'node-kill-'));
    folders.push(folder);
    const file = join(folder, 'node.db');
    const told = await writeAndKill(file, writes);
    expect(told.length).toBeGreaterThanOrEqual(writes);
    const store = openStore(openDatabase(file));
    for (const line of told) {
      const [kind = '', id = ''] = line.split(' ');
      if (kind === 'command') expect(store.commands.get(BigInt(id))?.step, line).toBe('acting');
      if (kind === 'outbox')
        expect(store.outbox.ofKey(`key/${id}`), line).toMatchObject([
          { state: 'signed', txHash: `HASH${id}` },
        ]);
      if (kind === 'attestation') expect(store.attestations.byId(id)?.bytes, line).toHaveLength(500);
      if (kind === 'height') expect(store.cursor.height(), line).toBeGreaterThanOrEqual(Number(id));
    }
    store.close();
  });
});
