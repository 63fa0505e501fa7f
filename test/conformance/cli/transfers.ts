import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAIN_ID, DENOM } from '../chains.ts';
import type { CliCase, Scene } from './cli-case.ts';
import { factsOf, field, queryCase, txCase } from './cli-case.ts';
import { FIXED, SIGNING, problemOf } from './session.ts';

const MORE_THAN_THERE_IS = `2000000000000000${DENOM}`;

/** `tx bank send`, of so much to the bystander, with further flags. */
const pay =
  (amount: string, ...flags: readonly string[]) =>
  ({ chain }: Scene): readonly string[] => [
    ...['bank', 'send', chain.tester, chain.bystander, amount],
    ...flags,
  ];
const five = `5${DENOM}`;

export const TRANSFERS: readonly CliCase[] = [
  txCase('send, gas by simulation', pay(five)),
  txCase('send, gas and fee as given', pay(five), { gas: FIXED }),
  txCase('send with too little fee', pay(five), { gas: ['--gas', '300000', '--fees', `7499${DENOM}`] }),
  txCase('send with a fee of nothing', pay(five), { gas: ['--gas', '300000', '--fees', `0${DENOM}`] }),
  txCase('send with no fee', pay(five), { gas: ['--gas', '300000'] }),
  txCase('send more than there is, simulated', pay(MORE_THAN_THERE_IS)),
  txCase('send more than there is', pay(MORE_THAN_THERE_IS), { gas: FIXED }),
  txCase('send to many', ({ chain }) => [
    ...['bank', 'multi-send', chain.tester, chain.bystander, chain.tester, `4${DENOM}`],
  ]),
  txCase('send with a note', pay(five, '--note', 'hello, wörld')),
  txCase('send with too long a note', pay(five, '--note', 'x'.repeat(257)), { gas: FIXED }),
  txCase('send too late', pay(five, '--timeout-height', '1'), { gas: FIXED }),
  txCase('send, signed as hardware wallets sign', pay(five, '--sign-mode', 'amino-json')),
  txCase(
    'send at another’s cost',
    ({ chain }) => pay(five, '--fee-payer', chain.bystander)({ chain } as Scene),
    {
      gas: FIXED,
    },
  ),
  { name: 'send, without sending: --dry-run', run: dryRun },
  { name: 'send, signed offline, looked at and broadcast', run: signedOffline },
  queryCase('bank balances', ({ chain }) => ['bank', 'balances', chain.bystander]),
  queryCase('bank balance', ({ chain }) => ['bank', 'balance', chain.bystander, DENOM]),
  queryCase('bank balance of nothing', ({ chain }) => ['bank', 'balance', chain.bystander, 'nothing']),
  queryCase('bank spendable-balances', ({ chain }) => ['bank', 'spendable-balances', chain.bystander]),
  queryCase('bank spendable-balance', ({ chain }) => ['bank', 'spendable-balance', chain.bystander, DENOM]),
  queryCase('bank total-supply-of nothing', () => ['bank', 'total-supply-of', 'nothing']),
  queryCase('bank params', () => ['bank', 'params']),
  queryCase('bank send-enabled', () => ['bank', 'send-enabled']),
  queryCase('bank denoms-metadata', () => ['bank', 'denoms-metadata']),
  queryCase('bank denom-metadata', () => ['bank', 'denom-metadata', DENOM]),
  queryCase('auth params', () => ['auth', 'params']),
  queryCase('auth account', ({ chain }) => ['auth', 'account', chain.tester]),
  queryCase('auth account-info', ({ chain }) => ['auth', 'account-info', chain.tester]),
  queryCase('auth account of nobody', () => ['auth', 'account', NOBODY]),
  queryCase('auth bech32-prefix', () => ['auth', 'bech32-prefix']),
];

export const NOBODY = 'wasm1ejx9zlr4jeq2qmlku4ddzekrdhzch78zm6wvx4';

/** The command line says the gas on its other output, and has no key at hand: it simulates with an empty one. */
async function dryRun({ run, chain }: Scene): Promise<unknown> {
  const flags = ['--from', chain.tester, '--chain-id', CHAIN_ID, '--dry-run'];
  const answer = await run('tx', ...pay(five)({ chain } as Scene), ...flags);
  const gas = /gas estimate: (\d+)/.exec(answer.stderr)?.[1];
  return gas === undefined ? { problem: problemOf(answer) } : { gas: Number(gas) };
}

async function signedOffline(scene: Scene): Promise<unknown> {
  const { run, send, folder, chain, query } = scene;
  const [unsigned, signed] = [join(folder, 'unsigned.json'), join(folder, 'signed.json')];
  const made = await run('tx', ...pay(five)(scene), ...SIGNING, ...FIXED, '--generate-only');
  await writeFile(unsigned, made.stdout);
  const account = await query('auth', 'account-info', chain.tester);
  const info = account.ok ? field(account.json, 'info') : undefined;
  const [number, sequence] = ['account_number', 'sequence'].map((name) => {
    const value = field(info, name);
    return typeof value === 'string' ? value : '0';
  }) as [string, string];
  const offline = ['--offline', '--account-number', number, '--sequence', sequence];
  const signing = await run('tx', 'sign', unsigned, ...SIGNING, ...offline);
  if (signing.exitCode !== 0) return { problem: problemOf(signing) };
  await writeFile(signed, signing.stdout);
  const looked = await run('tx', 'validate-signatures', signed, ...SIGNING);
  return { valid: looked.exitCode === 0, sent: factsOf(await send(['broadcast', signed])) };
}
