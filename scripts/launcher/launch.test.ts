import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { MALLOC_ENVIRONMENT, NODE_FLAGS, nodeBinary, programEnvironment, repositoryRoot } from './launch.mjs';

const LAUNCHER = new URL('launch.mjs', import.meta.url).href;
const EXIT_WITH_PARENT = fileURLToPath(new URL('exit-with-parent.mjs', import.meta.url));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudx3-launcher-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** A TypeScript program with this text. */
function program(name: string, text: string): string {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, text);
  return file;
}

/** A process that launches a program of ours as a bin or `npm run` does. */
function launching(script: string, args: readonly string[] = [], flags: readonly string[] = []) {
  const text = `import { launch } from '${LAUNCHER}';
    launch(${JSON.stringify(script)}, ${JSON.stringify(args)}, ${JSON.stringify(flags)});`;
  return spawn(process.execPath, ['--input-type=module', '--eval', text], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function ended(child: ReturnType<typeof launching>): Promise<{ code: unknown; out: string }> {
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part;
  });
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, out };
}

/** Resolves once a program said this line. */
async function said(child: { readonly stdout: NodeJS.ReadableStream }, wanted: string): Promise<void> {
  for await (const line of createInterface({ input: child.stdout })) if (line === wanted) return;
  throw new Error(`the program ended and never said "${wanted}"`);
}

const WAIT = "process.on('SIGTERM', () => process.exit(5)); setInterval(() => 0, 1_000); console.log('up');";

describe('a program that is launched', () => {
  it('runs with its arguments, our flags and more, and ends the launcher with its code', async () => {
    const file = program(
      'says',
      `const said: readonly string[] = [...process.execArgv, ...process.argv.slice(2)];
      console.log(JSON.stringify(said)); process.exit(7);`,
    );
    const { code, out } = await ended(launching(file, ['a', 'b c'], ['--no-deprecation']));
    expect(code).toBe(7);
    expect(JSON.parse(out)).toEqual([...NODE_FLAGS, '--no-deprecation', 'a', 'b c']);
  });

  it('is handed the signals that the launcher gets', async () => {
    const child = launching(program('waits', WAIT));
    await said(child, 'up');
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as unknown[];
    expect(code).toBe(5);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGKILL', 1],
  ])('that dies of %s ends the launcher with %i', async (signal, expected) => {
    const file = program(
      `dies-${signal}`,
      `process.kill(process.pid, '${signal}'); setInterval(() => 0, 1_000);`,
    );
    expect(await ended(launching(file))).toEqual({ code: expected, out: '' });
  });
});

describe('the Node and the environment of programs', () => {
  it('is this one where this one will do', () => expect(nodeBinary()).toBe(process.execPath));

  it('has our settings, unless whoever starts them has others', () => {
    vi.stubEnv('MALLOC_ARENA_MAX', '4');
    vi.stubEnv('MALLOC_TOP_PAD_', undefined);
    vi.stubEnv('NODE_COMPILE_CACHE', undefined);
    const environment = programEnvironment();
    expect(environment['MALLOC_ARENA_MAX']).toBe('4');
    expect(environment['MALLOC_TOP_PAD_']).toBe(MALLOC_ENVIRONMENT['MALLOC_TOP_PAD_']);
    expect(environment['NODE_COMPILE_CACHE']?.startsWith(repositoryRoot)).toBe(true);
  });
});

it('a process of a network ends as on SIGTERM when the one that started it is gone', async () => {
  const child = spawn(process.execPath, [`--import=${EXIT_WITH_PARENT}`, program('stays', WAIT)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  await said({ stdout: child.stdout ?? expect.unreachable() }, 'up');
  child.disconnect();
  const [code] = (await once(child, 'exit')) as unknown[];
  expect(code).toBe(5);
});
