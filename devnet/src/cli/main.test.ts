import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { temporaryHome } from '../testing/store.ts';

vi.setConfig({ testTimeout: 60_000 });

const MAIN = join(import.meta.dirname, 'main.ts');
const FLAGS = ['--conditions=cloudx3-source', '--disable-warning=ExperimentalWarning'];

async function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [...FLAGS, MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: (await exited)[0], stdout, stderr };
}

describe('the program', () => {
  it('ends with 1 and one line that says what to do, by its code', async () => {
    const home = temporaryHome();
    writeFileSync(join(home, 'genesis.json'), '{"chainId":');
    const [genesis, level] = await Promise.all([
      run('start', '--home', home, '--port', '0'),
      run('start', '--home', home, '--port', '0', '--log-level', 'loud'),
    ]);
    expect(genesis).toMatchObject({ code: 1, stdout: '' });
    expect(genesis.stderr).toMatch(/^genesis \S+genesis\.json: .*\[devnet\.genesis\.invalid\]\n$/);
    expect(level).toEqual({
      ...{ code: 1, stdout: '' },
      stderr:
        'option --log-level must be one of trace, debug, info, warn, error, silent [devnet.option.invalid]\n',
    });
  });

  it('ends with 1 where it is not understood', async () => {
    const [port, home] = await Promise.all([
      run('start', '--home', temporaryHome(), '--port', 'x'),
      run('start'),
    ]);
    expect([port.code, home.code]).toEqual([1, 1]);
    expect(port.stderr).toContain('must be a whole number');
    expect(home.stderr).toContain("required option '--home <dir>' not specified");
  });
});
