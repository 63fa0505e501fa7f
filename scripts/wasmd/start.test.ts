import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { NODE_FLAGS, nodeBinary } from '@cloudx3/launcher';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WasmdErrorCode } from './error.ts';
import { startWasmd } from './start.ts';
import type { WasmdOptions } from './start.ts';

const ACCOUNT = { address: 'wasm1dev', mnemonic: 'twelve words' };
/** What wasmd does, as far as it is seen from outside. It notes how it was called. */
const FAKE = (ending: string): string => `#!/bin/sh
echo "$*" >> "$CALLS"
while [ "$1" != --home ] && [ $# -gt 0 ]; do words="$words $1"; shift; done
home=$2
case "$words" in
  ' init'*) mkdir -p "$home/config"; echo '{"consensus":{"params":{"block":{"max_gas":"-1"}}}}' > "$home/config/genesis.json" ;;
  ' keys add'*) echo '${JSON.stringify(ACCOUNT)}' ;;
  ' start'*) ${ending} ;;
esac
`;
let folder: string;
let options: WasmdOptions;
const calls = (): string[] => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudx3-wasmd-'));
  process.env['CALLS'] = join(folder, 'calls');
  options = {
    ...{ home: join(folder, 'home'), chainId: 'test-1', denom: 'ucoin', fund: ['wasm1other'] },
    ...{ port: 1, blockMs: 250 },
  };
});

afterEach(() => {
  delete process.env['CALLS'];
  rmSync(folder, { recursive: true, force: true });
});

/** Nobody waits for the end of an orphan but this machine's first process, which may take its time. */
function isGone(pid: number): boolean {
  const status = join('/proc', String(pid), 'status');
  return !existsSync(status) || /^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}

function fake(ending: string): string {
  const program = join(folder, 'wasmd');
  writeFileSync(program, FAKE(ending));
  chmodSync(program, 0o755);
  return program;
}

describe.skipIf(process.platform !== 'linux')('a node', () => {
  it('is started in a home that is made once, funds who is named, and is stopped', async () => {
    const program = fake('echo \'"committed state"\'; exec sleep 60');
    for (const start of ['first', 'second']) {
      await using node = await startWasmd(program, options);
      expect([node.rpcUrl, node.account], start).toEqual(['http://127.0.0.1:1', ACCOUNT]);
      expect(() => process.kill(node.pid, 0)).not.toThrow();
      await node[Symbol.asyncDispose]();
      expect(() => process.kill(node.pid, 0)).toThrow(/ESRCH/);
    }
    expect(calls().map((call) => call.split(' ').slice(0, 3).join(' '))).toEqual([
      ...['init dev --chain-id', 'keys add dev'],
      ...['genesis add-genesis-account wasm1dev', 'genesis add-genesis-account wasm1other'],
      ...['genesis gentx dev', 'genesis collect-gentxs --home'],
      ...[`start --home ${options.home}`, `start --home ${options.home}`],
    ]);
    expect(JSON.parse(readFileSync(join(options.home, 'config', 'genesis.json'), 'utf8'))).toEqual({
      consensus: { params: { block: { max_gas: '100000000' } } },
    });
    expect(statSync(join(options.home, 'dev-account.json')).mode & 0o777).toBe(0o600);
  });

  it('ends with who started it, however that ends', async () => {
    const program = fake('echo \'"committed state"\'; exec sleep 60');
    const code = `const { startWasmd } = await import(${JSON.stringify(import.meta.resolve('./start.ts'))});
      console.log((await startWasmd(...${JSON.stringify([program, options])})).pid);`;
    const parent = spawn(nodeBinary(), [...NODE_FLAGS, '--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    expect(() => process.kill(Number(line), 0)).not.toThrow();
    parent.kill('SIGKILL');
    await expect.poll(() => isGone(Number(line))).toBe(true);
  });

  it('that ends by itself says its last words', async () => {
    const program = fake('echo "panic: no room" >&2; exit 3');
    await expect(startWasmd(program, options)).rejects.toMatchObject({
      code: WasmdErrorCode.exited,
      message: expect.stringMatching(/exit code 3[^]*panic: no room/) as string,
    });
  });

  it('is not started where a home is another’s', async () => {
    const program = fake('exit 0');
    await startWasmd(program, options).catch(() => undefined);
    rmSync(join(options.home, 'dev-account.json'));
    await expect(startWasmd(program, options)).rejects.toMatchObject({ code: WasmdErrorCode.homeForeign });
  });

  it('is given up while it starts where that is asked for', async () => {
    const giveUp = new AbortController();
    const program = fake(`echo $$ > "${folder}/pid"; exec sleep 60`);
    const starting = startWasmd(program, { ...options, signal: giveUp.signal });
    await expect.poll(() => existsSync(join(folder, 'pid'))).toBe(true);
    giveUp.abort();
    await expect(starting).rejects.toThrow(/ended while it started/);
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });
});
