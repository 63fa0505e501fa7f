import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, outputOf } from '../process.ts';
import type { InteropServer } from '../server.ts';
import { BUILD_FOLDER } from './build-folder.ts';
import { startTold } from './told.ts';

const SOURCE = fileURLToPath(new URL('rustls', import.meta.url));
const BUILD = join(BUILD_FOLDER, 'rustls');

/** rustls with the cryptography of ring; the little HTTP is our own. */
export const rustls: InteropServer = {
  name: 'rustls',
  missing: async () =>
    (await isInstalled('cargo', '--version')) && (await isInstalled('cc', '--version'))
      ? undefined
      : 'there is no cargo, or no C compiler. Install Rust with rustup; on Debian 12: apt-get install gcc libc6-dev',
  version: async () => {
    const lock = await readFile(join(SOURCE, 'Cargo.lock'), 'utf8');
    const of = (name: string) => new RegExp(`name = "${name}"\\nversion = "(.*)"`).exec(lock)?.[1] ?? '';
    return `rustls ${of('rustls')}, ring ${of('ring')}`;
  },
  cannot: [],
  saysClose: true,
  start: async (stage) => {
    stage.tell('building');
    const args = ['build', '--release', '--locked', '--quiet', '--target-dir', BUILD];
    await outputOf({ program: 'cargo', args, cwd: SOURCE });
    return startTold({ program: join(BUILD, 'release', 'interop-rustls'), args: [] }, stage);
  },
};
