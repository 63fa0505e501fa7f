import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ChainWriter } from '@cloudx3/sdk';
import type { OracleQueries } from '@cloudx3/sdk';
import { z } from 'zod';
import { openAccount } from './accounts.ts';
import type { Certificates } from './certificates.ts';
import { OPERATOR_BOND } from './economy.ts';
import { CHAIN_ID, DENOM, GAS_PRICE, rpcUrl } from './plan.ts';
import type { NetworkPlan, NotaryPlan } from './plan.ts';
import type { ProcessGroup, RunningProcess } from './processes.ts';
import { runProgram } from './run-program.ts';

const NOTARY = fileURLToPath(new URL('../../notary/src/cli/main.ts', import.meta.url));
/** Opening a key costs a moment instead of a second: this network's keys guard nothing. */
export const DEVELOPMENT_SCRYPT_WORK_FACTOR = '10';

/** Makes a notary's key and configuration, unless they are there. */
export async function initNotary(
  plan: NetworkPlan,
  notary: NotaryPlan,
  deployed: { oracle: string; certificates: Certificates; passphraseFile: string },
): Promise<void> {
  if (existsSync(join(notary.home, 'notary.toml'))) return;
  const { certificates, oracle, passphraseFile } = deployed;
  const args = [
    ...[
      'init',
      '--json',
      '--development',
      '--dir',
      notary.home,
      '--chain-id',
      CHAIN_ID,
      '--oracle',
      oracle,
      '--rpc',
      rpcUrl(plan),
    ],
    ...[
      '--tls-cert',
      certificates.notary.cert,
      '--tls-key',
      certificates.notary.key,
      '--custom-ca',
      certificates.ca,
    ],
    ...['--host', '127.0.0.1', '--port', String(notary.port), '--admin-port', String(notary.httpPort)],
    ...['--public-url', notaryUrl(notary), '--passphrase-file', passphraseFile],
    ...['--scrypt-work-factor', DEVELOPMENT_SCRYPT_WORK_FACTOR],
  ];
  await runProgram(NOTARY, args, z.object({ pubkey: z.string() }));
}

const registrationSchema = z.object({
  message: z.looseObject({ register_notary: z.looseObject({ pubkey: z.string() }) }),
});

/** Registers a notary with its bond, unless it is, and gives its key. Its account sends and is paid. */
export async function registerNotary(
  plan: NetworkPlan,
  notary: NotaryPlan,
  oracle: OracleQueries,
): Promise<Uint8Array> {
  const { wallet, address } = await openAccount(plan.dataDir, notary.account);
  const { message } = await runProgram(
    NOTARY,
    [
      ...['registration', '--json', '--config', join(notary.home, 'notary.toml')],
      ...['--account', address, '--name', notary.name, '--url', notaryUrl(notary)],
    ],
    registrationSchema,
  );
  const pubkey = Uint8Array.from(Buffer.from(message.register_notary.pubkey, 'base64'));
  if ((await oracle.notary(pubkey)) !== undefined) return pubkey;
  const chain = await ChainWriter.connect({ rpcUrl: rpcUrl(plan), signer: wallet, gasPrice: GAS_PRICE });
  try {
    await chain.execute(oracle.address, message, { funds: [{ denom: DENOM, amount: OPERATOR_BOND }] });
  } finally {
    chain.close();
  }
  return pubkey;
}

export function startNotary(processes: ProcessGroup, notary: NotaryPlan): Promise<RunningProcess> {
  const args = ['start', '--json', '--config', join(notary.home, 'notary.toml')];
  return processes.start({ name: notary.name, script: NOTARY, args, home: notary.home });
}

function notaryUrl(notary: NotaryPlan): string {
  return `wss://localhost:${notary.port}`;
}
