// The example that people meet first does what the page says.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { rpcMethods } from './rpc/methods/all.ts';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));
const FLAGS = ['--conditions=cloudx3-source', '--disable-warning=ExperimentalWarning'];
const page = readFileSync(`${FOLDER}README.md`, 'utf8');

describe('the README', () => {
  it('has an example that runs, and prints what it says', async () => {
    const [, example = ''] = /```ts\n(.*?)```/s.exec(page) ?? [];
    const [, printed = ''] = /It prints `(.*?)`/.exec(page) ?? [];
    const args = [...FLAGS, '--input-type=module-typescript', '-'];
    const running = promisify(execFile)(process.execPath, args, { cwd: FOLDER, timeout: 60_000 });
    running.child.stdin?.end(example);
    expect((await running).stdout).toBe(`${printed}\n`);
  }, 90_000);

  it('names every method of the RPC, and none that there is not', () => {
    const [, list = ''] = /The RPC: (.*?)`abci_query` answers/s.exec(page) ?? [];
    const named = [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    const own = ['subscribe', 'unsubscribe', 'unsubscribe_all'];
    expect(named.sort()).toEqual([...Object.keys(rpcMethods), ...own].sort());
  });
});
