import { copyFile, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '@cloudx3/errors';
import { repositoryRoot } from '@cloudx3/launcher';
import { outputOf } from './command.ts';
import { WasmdError, WasmdErrorCode } from './error.ts';
import { missingForWasmd } from './missing.ts';
import { findGo } from './toolchain.ts';
import { BUILD_NAME, MODULE, WASMD_VERSION } from './version.ts';

const PACKAGE = 'github.com/CosmWasm/wasmd/cmd/wasmd';
const VERSION = 'github.com/cosmos/cosmos-sdk/version';
/** The VM comes built, inside its module; the program looks for it in its own folder. */
const LIBRARY = `libwasmvm.${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.so`;

export interface BuildOptions {
  readonly tell: (text: string) => void;
  readonly signal?: AbortSignal;
}

export interface Built {
  /** Path of the wasmd program. */
  readonly program: string;
  readonly version: string;
  /** Seconds that the build took; 0 where it was there. */
  readonly seconds: number;
}

/** Where builds are kept: below $XDG_CACHE_HOME where that is set, in the repository's .cache otherwise. */
export function buildFolder(cacheHome = process.env['XDG_CACHE_HOME']): string {
  const folder =
    cacheHome === undefined || cacheHome === ''
      ? join(repositoryRoot, '.cache', 'wasmd')
      : join(cacheHome, 'cloudx3-wasmd');
  return join(folder, BUILD_NAME);
}

/** The program, built where it is not there yet. Throws WasmdError `wasmd.build.missing` that names what the machine lacks, or `wasmd.build.failed`. */
export async function buildWasmd(options: BuildOptions): Promise<Built> {
  const folder = buildFolder();
  const program = join(folder, 'wasmd');
  if (await exists(program)) return { program, version: WASMD_VERSION, seconds: 0 };
  const missing = await missingForWasmd();
  if (missing !== undefined) throw new WasmdError(WasmdErrorCode.missing, `wasmd: ${missing}`);
  options.tell(`wasmd ${WASMD_VERSION} is built once, which takes some minutes`);
  const startedAt = performance.now();
  try {
    await build(folder, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new WasmdError(WasmdErrorCode.buildFailed, `wasmd was not built: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return { program, version: WASMD_VERSION, seconds: Math.round((performance.now() - startedAt) / 1000) };
}

/** In a folder beside, so that there is only ever a whole one. */
async function build(folder: string, { tell, signal }: BuildOptions): Promise<void> {
  const go = await findGo(tell);
  if (go === undefined) throw new Error('there is no go');
  await mkdir(dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}-unfinished-`);
  const run = (...args: readonly string[]) =>
    outputOf({ program: go, args, cwd: MODULE, env: ENVIRONMENT, signal });
  try {
    await run('build', '-o', join(unfinished, 'wasmd'), ...FLAGS, PACKAGE);
    const vm = (await run('list', '-m', '-f', '{{.Dir}}', 'github.com/CosmWasm/wasmvm/v3')).trim();
    await copyFile(join(vm, 'internal', 'api', LIBRARY), join(unfinished, LIBRARY));
    // Somebody else may have been faster; theirs is the same.
    if (!(await exists(folder))) await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** The toolchain that was found, the modules that go.sum names, and nothing of a workspace around. */
const ENVIRONMENT = { GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly', GOWORK: 'off', CGO_ENABLED: '1' };

const LINKER = [
  // A dependency of wasmd links to names of Go's runtime, as wasmd's own Makefile allows.
  '-checklinkname=0 -s -w',
  `-X ${VERSION}.Name=wasm -X ${VERSION}.AppName=wasmd -X ${VERSION}.Version=${WASMD_VERSION}`,
  "-extldflags '-Wl,-rpath,$ORIGIN'",
].join(' ');

const FLAGS = ['-buildvcs=false', '-trimpath', '-tags=netgo', `-ldflags=${LINKER}`];

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
