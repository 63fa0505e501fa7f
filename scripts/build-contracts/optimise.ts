import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BuildError } from './build-error.ts';

const WASM_OPT = fileURLToPath(new URL('bin/wasm-opt', import.meta.resolve('binaryen')));
/**
 * Until nothing gets smaller any more; and nothing that chains refuse: all messages would come into one function, of more locals than the 100
 * that they take, were functions of one caller put into it whatever their size. Of larger bodies the whole gets no smaller by that either.
 */
const FLAGS = ['--mvp-features', '-Oz', '--converge', '--one-caller-inline-max-function-size=250'];

/** The same module, smaller by a fifth: chains take 800 KiB at most. Throws BuildError where it is none. */
export function optimise(file: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'cloudx3-wasm-'));
  try {
    const smaller = join(folder, 'smaller.wasm');
    const { status, stderr } = spawnSync(process.execPath, [WASM_OPT, ...FLAGS, file, '-o', smaller], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new BuildError(`wasm-opt cannot make ${file} smaller: ${stderr}`);
    return readFileSync(smaller);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
