import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, outputOf } from '../process.ts';
import type { InteropServer } from '../server.ts';
import { BUILD_FOLDER } from './build-folder.ts';
import { startTold } from './told.ts';

const SOURCE = fileURLToPath(new URL('mbedtls', import.meta.url));
const CRATE = 'mbedtls-rs-sys';

/** Mbed TLS, the stack of many devices; the little HTTP is our own. Debian 12 has none that speaks TLS 1.3, so it is compiled from its sources. */
export const mbedtls: InteropServer = {
  name: 'Mbed TLS',
  missing: async () =>
    (await isInstalled('cargo', '--version')) && (await isInstalled('gcc', '--version'))
      ? undefined
      : 'there is no cargo, or no C compiler. Install Rust with rustup; on Debian 12: apt-get install gcc libc6-dev',
  version: async () => {
    const header = join(await sources(), 'include', 'mbedtls', 'build_info.h');
    return `Mbed TLS ${/MBEDTLS_VERSION_STRING\s+"(.*)"/.exec(await readFile(header, 'utf8'))?.[1] ?? ''}`;
  },
  cannot: [{ axis: 'certificate', value: 'ed25519', why: 'Mbed TLS has no Ed25519' }],
  saysClose: true,
  refusesKeyUpdate: 'Mbed TLS has no KeyUpdate: its read fails and the connection ends, without an alert',
  start: async (stage) => {
    stage.tell('building');
    return startTold({ program: await build(await sources()), args: [] }, stage);
  },
};

/** The folder of Mbed TLS's sources, which cargo fetched and whose checksum it has compared. */
async function sources(): Promise<string> {
  const manifest = ['--locked', '--manifest-path', join(SOURCE, 'Cargo.toml')];
  const target = /host: (\S+)/.exec(await outputOf({ program: 'rustc', args: ['-vV'] }))?.[1] ?? '';
  await outputOf({ program: 'cargo', args: ['fetch', '--quiet', '--target', target, ...manifest] });
  const args = ['metadata', '--offline', '--format-version', '1', '--filter-platform', target, ...manifest];
  const { packages } = JSON.parse(await outputOf({ program: 'cargo', args })) as {
    readonly packages: readonly { readonly name: string; readonly manifest_path: string }[];
  };
  const crate = packages.find(({ name }) => name === CRATE);
  if (crate === undefined) throw new Error(`cargo fetched no ${CRATE}`);
  return join(dirname(crate.manifest_path), 'mbedtls');
}

/** Compiles the library, as it is configured by default, together with our program; once for each state of the sources. */
async function build(mbed: string): Promise<string> {
  const server = join(SOURCE, 'server.c');
  const state = createHash('sha256')
    .update(mbed)
    .update(await readFile(server))
    .digest('hex')
    .slice(0, 16);
  const program = join(BUILD_FOLDER, `mbedtls-server-${state}`);
  if (await isInstalled('/usr/bin/test', '-x', program)) return program;
  const library = join(mbed, 'library');
  const files = (await readdir(library))
    .filter((file) => file.endsWith('.c'))
    .map((file) => join(library, file));
  await mkdir(BUILD_FOLDER, { recursive: true });
  const includes = [`-I${join(mbed, 'include')}`, `-I${library}`];
  const unfinished = `${program}.unfinished`;
  await outputOf({ program: 'gcc', args: ['-O1', ...includes, '-o', unfinished, server, ...files] });
  await rename(unfinished, program);
  return program;
}
