import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromBase64 } from '@cosmjs/encoding';
import { MANY_CONNECTIONS } from '@cloudx3/launcher';
import { ChainWriter } from '@cloudx3/sdk';
import { initNotary, notaryRegistration } from 'cloudx3-notary';
import { openAccount } from './accounts.ts';
import { ruleFor, setRule } from './deploy/rules.ts';
import type { Place } from './deployed.ts';
import { OPERATOR_BOND } from './economy.ts';
import type { NotaryPlan } from './plan.ts';
import type { ProcessGroup, RunningProcess } from './processes.ts';

const NOTARY = fileURLToPath(new URL('../../notary/cli/src/cli/main.ts', import.meta.url));
/** Opening a key costs a moment instead of a second: this network's keys guard nothing. */
export const DEVELOPMENT_SCRYPT_WORK_FACTOR = 10;
/** Nobody is asked for a passphrase: it is in a file. */
const SURROUNDINGS = { environment: process.env, terminal: false };

/** Makes a notary's key and configuration, registers it with its bond, says what it agrees to, and gives its key; what is done already stays. */
export async function registerNotary(notary: NotaryPlan, place: Place): Promise<Uint8Array> {
  const { plan, oracle } = place;
  if (!existsSync(configFile(notary))) await init(notary, place);
  const { wallet, address } = await openAccount(plan.dataDir, notary.account, plan.chain.prefix);
  const of = { account: address, name: notary.name, url: notaryUrl(notary) };
  const { message } = await notaryRegistration(configFile(notary), of, SURROUNDINGS);
  const pubkey = fromBase64(message.register_notary.pubkey);
  const { rpcUrl, gasPrice, denom } = plan.chain;
  const chain = await ChainWriter.connect({ rpcUrl, signer: wallet, gasPrice });
  try {
    if ((await oracle.notary(pubkey)) === undefined)
      await chain.execute(oracle.address, message, {
        funds: [{ denom, amount: OPERATOR_BOND }],
      });
    await setRule(chain, oracle, { role: 'notary', pubkey }, ruleFor(place.vendor, place.makers));
  } finally {
    chain.close();
  }
  return pubkey;
}

async function init(
  notary: NotaryPlan,
  { plan, oracle, certificates, passphraseFile, vendor }: Place,
): Promise<void> {
  await initNotary(
    {
      dir: notary.home,
      chainId: plan.chain.chainId,
      oracle: oracle.address,
      rpc: plan.chain.rpcUrl,
      host: '127.0.0.1',
      port: notary.port,
      adminPort: notary.httpPort,
      publicUrl: notaryUrl(notary),
      tlsCert: certificates.notary.cert,
      tlsKey: certificates.notary.key,
      customCa: certificates.ca,
      passphraseFile,
      scryptWorkFactor: DEVELOPMENT_SCRYPT_WORK_FACTOR,
      development: true,
      resolve: vendor.resolve,
    },
    SURROUNDINGS,
  );
}

export function startNotary(processes: ProcessGroup, notary: NotaryPlan): Promise<RunningProcess> {
  const args = ['start', '--json', '--config', configFile(notary)];
  return processes.start({
    name: notary.name,
    script: NOTARY,
    args,
    home: notary.home,
    flags: MANY_CONNECTIONS,
  });
}

function notaryUrl(notary: NotaryPlan): string {
  return `wss://localhost:${notary.port}`;
}

function configFile(notary: NotaryPlan): string {
  return join(notary.home, 'notary.toml');
}
