import { openAccounts, openPassphrase } from './accounts.ts';
import type { Accounts } from './accounts.ts';
import { openCertificates } from './certificates.ts';
import type { Certificates } from './certificates.ts';
import { openNode } from './nodes.ts';
import type { NodeIdentity } from './nodes.ts';
import type { NetworkPlan } from './plan.ts';

/** What is there before anything runs: files of keys and certificates. */
export interface Keys {
  readonly certificates: Certificates;
  readonly passphraseFile: string;
  readonly identities: readonly NodeIdentity[];
  readonly accounts: Accounts;
}

export async function openKeys(plan: NetworkPlan): Promise<Keys> {
  const passphraseFile = openPassphrase(plan.dataDir);
  const [certificates, identities, accounts] = await Promise.all([
    openCertificates(plan.dataDir),
    Promise.all(plan.nodes.map((node) => openNode(node, plan.chain, passphraseFile))),
    openAccounts(plan),
  ]);
  return { certificates, passphraseFile, identities, accounts };
}
