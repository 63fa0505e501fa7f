import { fileURLToPath } from 'node:url';
import { NODE_FLAGS, nodeBinary } from '@cloudx3/launcher';
import { outputOf } from '../process.ts';
import type { InteropServer } from '../server.ts';
import { startTold } from './told.ts';

const SCRIPT = fileURLToPath(new URL('node/server-process.ts', import.meta.url));

/** Node's https, which is OpenSSL with Node's own HTTP. */
export const node: InteropServer = {
  name: 'Node https',
  missing: () => Promise.resolve(undefined),
  version: async () => {
    const args = ['-p', '`Node ${process.versions.node}, OpenSSL ${process.versions.openssl}`'];
    return (await outputOf({ program: nodeBinary(), args })).trim();
  },
  cannot: [
    {
      axis: 'tickets',
      value: 'off',
      why: 'Node cannot set their number; SSL_OP_NO_TICKET only has OpenSSL send tickets of another kind',
    },
  ],
  saysClose: true,
  start: (stage) => startTold({ program: nodeBinary(), args: [...NODE_FLAGS, SCRIPT] }, stage),
};
