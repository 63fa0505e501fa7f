import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isInstalled, outputOf } from '../process.ts';
import type { InteropServer } from '../server.ts';
import { BUILD_FOLDER } from './build-folder.ts';
import { startTold } from './told.ts';

const SOURCE = fileURLToPath(new URL('go', import.meta.url));

/** The toolchain that is here, and no module but the standard library. */
const ENVIRONMENT = { GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '-mod=mod', CGO_ENABLED: '0' };

export const go: InteropServer = {
  name: 'Go crypto/tls',
  missing: async () =>
    (await isInstalled('go', 'version'))
      ? undefined
      : 'there is no go. On Debian 12: apt-get install golang-go',
  version: async () => {
    const [, , version = ''] = (await outputOf({ program: 'go', args: ['version'], env: ENVIRONMENT })).split(
      ' ',
    );
    return version.replace(/^go/, 'Go ');
  },
  cannot: ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'].map((value) => ({
    axis: 'suite',
    value,
    why: 'Go does not let a program choose suites of TLS 1.3',
  })),
  saysClose: true,
  start: async (stage) => {
    await mkdir(BUILD_FOLDER, { recursive: true });
    const program = join(BUILD_FOLDER, 'go-server');
    await outputOf({
      program: 'go',
      args: ['build', '-buildvcs=false', '-o', program, '.'],
      cwd: SOURCE,
      env: ENVIRONMENT,
    });
    return startTold({ program, args: [] }, stage);
  },
};
