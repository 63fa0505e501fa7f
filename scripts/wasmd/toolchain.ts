import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { outputOf, said } from './command.ts';

/** wasmd 0.61 asks for Go 1.24. */
const LEAST_MINOR = 24;
/** Where the machine's Go is older, it fetches this one: Go's own toolchains are modules like any other. */
const TOOLCHAIN = 'go1.26.8';

/** Minor version of what `go version` says, such as 26 of `go version go1.26.8 linux/amd64`; undefined where it says something else. */
export function minorOf(version: string): number | undefined {
  const minor = /\bgo1\.(\d+)/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** Go's name of a platform, as its toolchains have it; undefined where libwasmvm has no library for it. */
export function goPlatform(platform: string, arch: string): string | undefined {
  const processor = { x64: 'amd64', arm64: 'arm64' }[arch];
  return platform === 'linux' && processor !== undefined ? `linux-${processor}` : undefined;
}

/**
 * The `go` that builds wasmd: the machine's own, or, where that one is older than 1.24 (Debian 12's is 1.19), a newer one that it fetched
 * from the module proxy. Undefined where there is none.
 */
export async function findGo(tell: (text: string) => void): Promise<string | undefined> {
  const version = await said({ program: 'go', args: ['version'], env: { GOTOOLCHAIN: 'local' } }).catch(
    () => undefined,
  );
  const minor = version && minorOf(version.stdout);
  if (minor === undefined) return undefined;
  if (minor >= LEAST_MINOR) return 'go';
  tell(`Go 1.${minor} is here; ${TOOLCHAIN} is fetched from the module proxy`);
  return fetchToolchain();
}

async function fetchToolchain(): Promise<string | undefined> {
  const platform = goPlatform(process.platform, process.arch);
  if (platform === undefined) return undefined;
  const module = `golang.org/toolchain@v0.0.1-${TOOLCHAIN}.${platform}`;
  const told = JSON.parse(await outputOf({ program: 'go', args: ['mod', 'download', '-json', module] })) as {
    Dir: string;
  };
  // Modules are unpacked without the right to be run.
  const folders = [join(told.Dir, 'bin'), join(told.Dir, 'pkg', 'tool', platform.replace('-', '_'))];
  for (const folder of folders) {
    for (const name of await readdir(folder)) await chmod(join(folder, name), 0o755);
  }
  return join(told.Dir, 'bin', 'go');
}
