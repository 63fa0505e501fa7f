import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HomeAssistantErrorCode } from './error.ts';
import { startServerProcess } from './server-process.ts';

let configDir: string;
beforeEach(async () => {
  configDir = await mkdtemp(join(tmpdir(), 'ha-process-'));
});
afterEach(() => rm(configDir, { recursive: true, force: true }));

/** A shell script in the place of the environment's Python. */
async function standIn(script: string): Promise<string> {
  const path = join(configDir, 'python');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o700);
  return path;
}

/** Waits until the stand-in has written its file "ready". */
async function ready(): Promise<string> {
  const path = join(configDir, 'ready');
  const said = () => readFile(path, 'utf8').catch(() => '');
  const changes = watch(configDir);
  try {
    for (;;) {
      const text = await said();
      if (text.endsWith('\n')) return text;
      await new Promise((resolve) => changes.once('change', resolve));
    }
  } finally {
    changes.close();
  }
}

/** An orphan that was killed may stay in the process table, in state Z, where nobody collects it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const status = existsSync('/proc/self/stat') ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
    return !/\) Z /.test(status);
  } catch {
    return false;
  }
}

test('a process that ends by itself is reported with its exit code and the end of its log', async () => {
  const python = await standIn('echo "Invalid config: no such key" >&2; exit 3');
  const server = await startServerProcess({ python, configDir });
  await expect(server.crash).rejects.toMatchObject({
    code: HomeAssistantErrorCode.exited,
    message: expect.stringMatching(/exit code 3[^]*Invalid config: no such key/) as string,
  });
  await server.close();
});

test('close ends a process that does not listen, and what it started', async () => {
  const python = await standIn(
    'trap "" TERM; sleep 1000 & echo $! > ready.next; mv ready.next ready; wait; wait; sleep 1000',
  );
  const server = await startServerProcess({ python, configDir, graceMs: 50 });
  const child = Number(await ready());
  expect(isAlive(child)).toBe(true);
  await server.close();
  expect(isAlive(server.pid)).toBe(false);
  await expect.poll(() => isAlive(child)).toBe(false);
});

test('closing twice is closing once', async () => {
  const server = await startServerProcess({ python: await standIn('exec cat'), configDir });
  await server.close();
  await server.close();
  expect(isAlive(server.pid)).toBe(false);
});

test('a Python that is not there is an error, not an unhandled event', async () => {
  const failure = startServerProcess({ python: join(configDir, 'nothing'), configDir });
  await expect(failure).rejects.toMatchObject({ code: 'ENOENT' });
});
