import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CommandError, output, plainEnvironment } from './command.ts';
import { optionsOf, runProgram, startProgram } from './installed-program.ts';

const NODE = { version: process.versions.node, binary: process.execPath };
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudx3-installed-'));
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true }));

/** Installs a command with this text. */
function install(name: string, text: string): string {
  const file = join(folder, 'node_modules', '.bin', name);
  writeFileSync(file, `#!/usr/bin/env node\n${text}`);
  chmodSync(file, 0o755);
  return name;
}

const READY = 'console.log("starting"); console.log(JSON.stringify({ ready: true, port: 7 }));';
const STAY = 'setInterval(() => {}, 1_000);';

describe('an installed program', () => {
  it('runs on the Node that is asked for, with its options', async () => {
    const name = install('acme', 'console.log(process.execPath, ...process.argv.slice(2))');
    const said = await runProgram(folder, NODE, [name, 'go', ...optionsOf({ port: 0, json: true })]);
    expect(said).toBe(`${process.execPath} go --port 0 --json\n`);
  });

  it('is up when it says so, and ends with the disposal', async () => {
    const name = install('acme-start', `process.on('SIGTERM', () => process.exit(0)); ${READY} ${STAY}`);
    await using running = await startProgram(folder, NODE, [name]);
    expect(running.ready).toEqual({ ready: true, port: 7 });
  });

  it('that ends before it is ready is an error with its last words', async () => {
    const name = install('acme-gone', 'console.error("no port"); process.exit(3);');
    await expect(startProgram(folder, NODE, [name])).rejects.toThrow(
      /ended with 3 before it was ready:\nno port/,
    );
  });

  it('that does not end well on SIGTERM is an error', async () => {
    const name = install('acme-rude', `process.on('SIGTERM', () => process.exit(9)); ${READY} ${STAY}`);
    const running = await startProgram(folder, NODE, [name]);
    await expect(running[Symbol.asyncDispose]()).rejects.toThrow(/ended on SIGTERM with 9/);
  });
});

describe('a command', () => {
  it('that fails is an error with all that it wrote', async () => {
    const failing = output(process.execPath, ['--eval', 'console.log("half"); throw new Error("torn")'], {
      cwd: folder,
    });
    await expect(failing).rejects.toThrow(CommandError);
    await expect(failing).rejects.toThrow(/half[\s\S]*torn/);
  });

  it('knows nothing of this repository', () => {
    vi.stubEnv('NODE_OPTIONS', '--conditions=cloudx3-source');
    vi.stubEnv('npm_package_name', 'cloudx3-iot');
    vi.stubEnv('ACME', 'kept');
    expect(plainEnvironment()).not.toHaveProperty('NODE_OPTIONS');
    expect(plainEnvironment()).not.toHaveProperty('npm_package_name');
    expect(plainEnvironment()['ACME']).toBe('kept');
  });
});
