import { validatePath } from '../pkix/path.ts';
import { createTrustStore } from '../pkix/trust-store.ts';
import type { TrustStore } from '../pkix/trust-store.ts';
import { issueChain, NOW_MS } from './certificates.ts';
import type { ChainOptions } from './certificates.ts';
import { codeOf } from './conversation.ts';

/** Trust in these roots and no other. */
export const trustIn = (...roots: { pem: string }[]): TrustStore =>
  createTrustStore({ roots: 'none', customCaPem: roots.map(({ pem }) => pem).join('\n') });

/** The code that a chain made this way ends with. */
export async function verdict(options: ChainOptions, name = 'a.test', nowMs = NOW_MS): Promise<string> {
  const chain = await issueChain(options);
  return codeOf(() => validatePath(chain.der, name, nowMs, trustIn(chain.root)));
}
