import { fileURLToPath } from 'node:url';
import { isInstalled, outputOf } from '../process.ts';
import type { InteropServer } from '../server.ts';
import { startTold } from './told.ts';

const SCRIPT = fileURLToPath(new URL('python/server.py', import.meta.url));
const VERSION =
  'import platform, ssl; print("Python", platform.python_version() + ",", *ssl.OPENSSL_VERSION.split()[:2])';

/** Python's ssl, which is OpenSSL, behind the standard library's HTTP server; its connections end without a close_notify. */
export const python: InteropServer = {
  name: 'Python ssl',
  missing: async () =>
    (await isInstalled('python3', '-c', 'import ssl'))
      ? undefined
      : 'there is no python3. On Debian 12: apt-get install python3',
  version: async () => (await outputOf({ program: 'python3', args: ['-c', VERSION] })).trim(),
  cannot: ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'].map((value) => ({
    axis: 'suite',
    value,
    why: 'the ssl module of Python 3.11 cannot choose suites of TLS 1.3',
  })),
  saysClose: false,
  start: (stage) => startTold({ program: 'python3', args: [SCRIPT] }, stage),
};
