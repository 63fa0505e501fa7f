import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE_FLAGS } from '@cloudx3/launcher';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StartError } from './error.ts';
import { ProcessGroup } from './processes.ts';
import type { ProcessSpec } from './processes.ts';

type Crash = Parameters<ConstructorParameters<typeof ProcessGroup>[0]>;

let folder = '';
let group: ProcessGroup;
let crashes: Crash[] = [];
let crashed = Promise.withResolvers<undefined>();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudx3-processes-'));
  crashes = [];
  crashed = Promise.withResolvers();
  group = groupOf();
});
afterEach(async () => {
  await group.stopAll();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const groupOf = (inspect?: ConstructorParameters<typeof ProcessGroup>[1]): ProcessGroup =>
  new ProcessGroup((...crash) => {
    crashes.push(crash);
    crashed.resolve(undefined);
  }, inspect);

/** A program with this text, with a home of its own. */
function programOf(name: string, text: string, more: Partial<ProcessSpec> = {}): ProcessSpec {
  const script = join(folder, `${name}.ts`);
  writeFileSync(script, text);
  return { name, script, args: ['a', 'b c'], home: join(folder, name), ...more };
}

/** Says that it is ready, with what it was started with, and stays until SIGTERM; then it writes its name behind those before. */
const stays = (name: string, more?: Partial<ProcessSpec>): ProcessSpec =>
  programOf(
    name,
    `import { appendFileSync } from 'node:fs';
    process.on('SIGTERM', () => { appendFileSync('${join(folder, 'order')}', '${name} '); process.exit(0); });
    setInterval(() => undefined, 1_000);
    console.log('listening soon');
    console.error('${name} writes its log');
    console.log(JSON.stringify({ ready: true, args: process.argv.slice(2), flags: process.execArgv, acme: process.env.ACME }));`,
    more,
  );

describe('a process of a network', () => {
  it('is ready when it says so, with our flags, its own, and its environment', async () => {
    const spec = stays('chain', { flags: ['--no-deprecation'], env: { ACME: '1' } });
    const { ready, logFile } = await group.start(spec);
    expect(ready).toMatchObject({ args: ['a', 'b c'], acme: '1' });
    expect(ready['flags']).toEqual(expect.arrayContaining([...NODE_FLAGS, '--no-deprecation']));
    expect(ready['flags']).not.toContainEqual(expect.stringContaining('inspect'));
    await group.stopAll();
    await vi.waitFor(() => expect(readFileSync(logFile, 'utf8')).toBe('chain writes its log\n'));
  });

  it('adds to the log of the start before', async () => {
    for (let start = 0; start < 2; start++) await group.stop(await group.start(stays('chain')));
    const log = () => readFileSync(join(folder, 'chain', 'log'), 'utf8');
    await vi.waitFor(() =>
      expect(
        log()
          .split('\n')
          .filter((line) => line !== ''),
      ).toHaveLength(2),
    );
  });

  it('can be looked into where a debugger was asked for, and no other can', async () => {
    group = groupOf({ name: 'node-2', port: 0 });
    const flags = [await group.start(stays('node-1')), await group.start(stays('node-2'))].map(({ ready }) =>
      JSON.stringify(ready['flags']),
    );
    expect(flags.map((text) => text.includes('--inspect=127.0.0.1:0'))).toEqual([false, true]);
  });

  it.each([
    ['ends at once', 'console.error("no disk"); process.exitCode = 3;', /torn ended at once \(exit code 3\)/],
    ['does not compile', 'const x: = 1;', /torn ended at once \(exit code 1\)/],
  ])('that %s is an error that names its log', async (_, text, said) => {
    const starting = group.start(programOf('torn', text));
    await expect(starting).rejects.toThrow(StartError);
    await expect(starting).rejects.toThrow(said);
    await expect(starting).rejects.toMatchObject({
      remedy: `Its log says why: ${join(folder, 'torn', 'log')}`,
    });
    expect(crashes).toEqual([]);
  });

  it('that never is ready is an error, and does not stay behind', async () => {
    const text = 'setInterval(() => undefined, 1_000); console.log("{ready}"); console.log(\'{"ready":1}\');';
    const starting = group.start(programOf('mute', text, { readyWithinMs: 300 }));
    await expect(starting).rejects.toThrow('mute was not ready within 0.3 s');
    await group.stopAll();
  });
});

describe('the end of a process', () => {
  it('is told where nobody asked for it', async () => {
    const { pid, logFile } = await group.start(stays('node-1'));
    process.kill(pid, 'SIGKILL');
    await crashed.promise;
    expect(crashes).toEqual([['node-1', 'SIGKILL', logFile]]);
  });

  it('is no crash where it was stopped or killed on purpose', async () => {
    const [first, second] = [await group.start(stays('node-1')), await group.start(stays('node-2'))];
    await group.stop(first);
    await group.kill(second);
    await group.start(stays('node-3'));
    await group.stopAll();
    expect(crashes).toEqual([]);
    expect(readFileSync(join(folder, 'order'), 'utf8')).toBe('node-1 node-3 ');
  });

  it('comes to what was started last first, since it needs what was started before', async () => {
    for (const name of ['chain', 'notary', 'node']) await group.start(stays(name));
    await group.stopAll();
    expect(readFileSync(join(folder, 'order'), 'utf8')).toBe('node notary chain ');
  });
});
