import { readFile, stat, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { DENOM } from '../chains.ts';
import type { CliCase, Scene } from './cli-case.ts';
import { attribute, field, queryCase, txCase } from './cli-case.ts';
import { NOBODY } from './transfers.ts';
import { FIXED } from './session.ts';
import type { Sent } from './session.ts';

const PROBE = join(repositoryRoot, 'devnet', 'testdata', 'probe.wasm');
const MUCH_GAS = ['--gas', '50000000', '--fees', `1250000${DENOM}`];
/** All that a block holds. It takes seconds to burn. */
const ALL_GAS = ['--gas', '100000000', '--fees', `2500000${DENOM}`];
const INSTANTIATE = { note: 'hello', fail: null, response: null };

const text = (message: object): string => JSON.stringify(message);
const label = (...flags: readonly string[]): readonly string[] => ['--label', 'probe', ...flags];
const keep =
  (name: string, type: string, key: string) =>
  ({ remember }: Scene, sent: Sent): void =>
    void remember(name, attribute(sent, type, key));
const execute =
  (message: object, ...flags: readonly string[]) =>
  ({ recall }: Scene): readonly string[] => ['wasm', 'execute', recall('contract'), text(message), ...flags];
const instantiate =
  (code: string, message: object, ...flags: readonly string[]) =>
  ({ recall }: Scene): readonly string[] => [
    'wasm',
    'instantiate',
    recall(code),
    text(message),
    ...label(...flags),
  ];

export const CODES: readonly CliCase[] = [
  txCase('store', () => ['wasm', 'store', PROBE], { then: keep('code', 'store_code', 'code_id') }),
  txCase('store once more', () => ['wasm', 'store', PROBE], {
    then: keep('second code', 'store_code', 'code_id'),
  }),
  txCase(
    'store for some',
    ({ chain }) => [...['wasm', 'store', PROBE, '--instantiate-anyof-addresses', chain.bystander]],
    { then: keep('others’ code', 'store_code', 'code_id') },
  ),
  { name: 'store what is no contract', run: storeNothing },
  queryCase('wasm code-info', ({ recall }) => ['wasm', 'code-info', recall('code')]),
  queryCase('wasm code-info of no code', () => ['wasm', 'code-info', '9999']),
  queryCase('wasm code-info of code 0', () => ['wasm', 'code-info', '0']),
  queryCase('wasm list-code', () => ['wasm', 'list-code']),
  queryCase('wasm list-code, a page', () => ['wasm', 'list-code', '--limit', '1']),
  queryCase('wasm pinned', () => ['wasm', 'pinned']),
  queryCase('wasm params', () => ['wasm', 'params']),
  { name: 'wasm code', run: fetchCode },
];

export const CONTRACTS: readonly CliCase[] = [
  txCase('instantiate', (scene) => instantiate('code', INSTANTIATE, '--admin', scene.chain.tester)(scene), {
    then: keep('contract', 'instantiate', '_contract_address'),
  }),
  txCase(
    'instantiate with coins and no admin',
    instantiate('code', INSTANTIATE, '--no-admin', '--amount', `7${DENOM}`),
  ),
  txCase('instantiate another’s code', instantiate('others’ code', INSTANTIATE, '--no-admin'), {
    gas: FIXED,
  }),
  txCase('instantiate what fails', instantiate('code', { ...INSTANTIATE, fail: 'because' }, '--no-admin')),
  txCase(
    'instantiate at a place that is known before',
    ({ recall }) => ['wasm', 'instantiate2', recall('code'), text(INSTANTIATE), 'a1', ...label('--no-admin')],
    { then: keep('known contract', 'instantiate', '_contract_address') },
  ),
  txCase(
    'instantiate there again',
    ({ recall }) => [
      ...['wasm', 'instantiate2', recall('code'), text(INSTANTIATE), 'a1', ...label('--no-admin')],
    ],
    { gas: FIXED },
  ),
  txCase('execute', execute({ write: { key: 'k', value: 'v' } })),
  txCase('execute with coins', execute({ noop: {} }, '--amount', `9${DENOM}`)),
  txCase(
    'execute what fails, simulated',
    execute({ write_then_fail: { key: 'z', value: '1', reason: 'because' } }),
  ),
  txCase('execute what fails', execute({ write_then_fail: { key: 'z', value: '1', reason: 'because' } }), {
    gas: FIXED,
  }),
  txCase('execute what panics', execute({ write_then_panic: { key: 'z', value: '1' } }), { gas: FIXED }),
  txCase('execute what it does not know', execute({ nothing: {} }), { gas: FIXED }),
  txCase(
    'execute what is no contract',
    ({ chain }) => ['wasm', 'execute', chain.bystander, text({ noop: {} })],
    {
      gas: FIXED,
    },
  ),
  txCase('execute what never ends', execute({ spin: {} }), { gas: FIXED }),
  txCase('execute what never ends, with a block’s gas', execute({ spin: {} }), { gas: ALL_GAS }),
  txCase('execute what calls itself too deep in the VM', execute({ recurse: { depth: 1_000_000 } }), {
    gas: MUCH_GAS,
  }),
  txCase('execute what calls itself by messages', execute({ call_self: { times: 20 } })),
  txCase('execute what calls itself by messages too often', execute({ call_self: { times: 101 } }), {
    gas: MUCH_GAS,
  }),
  txCase('migrate', ({ recall }) => [
    ...['wasm', 'migrate', recall('contract'), recall('second code'), text({ note: 'moved', fail: null })],
  ]),
  txCase(
    'migrate what fails',
    ({ recall }) => [
      ...['wasm', 'migrate', recall('contract'), recall('code'), text({ note: null, fail: 'because' })],
    ],
    { gas: FIXED },
  ),
  txCase(
    'migrate to no code',
    ({ recall }) => [...['wasm', 'migrate', recall('contract'), '9999', text({ note: null, fail: null })]],
    { gas: FIXED },
  ),
  txCase(
    'set-contract-label',
    ({ recall }) => ['wasm', 'set-contract-label', recall('contract'), 'renamed'],
    { gas: FIXED },
  ),
  txCase(
    'set-contract-admin',
    ({ recall, chain }) => [...['wasm', 'set-contract-admin', recall('contract'), chain.bystander]],
    { gas: FIXED },
  ),
  txCase(
    'set-contract-admin of another’s',
    ({ recall }) => [...['wasm', 'set-contract-admin', recall('contract'), NOBODY]],
    { gas: FIXED },
  ),
  txCase(
    'clear-contract-admin of another’s',
    ({ recall }) => ['wasm', 'clear-contract-admin', recall('contract')],
    {
      gas: FIXED,
    },
  ),
];

export const STATE: readonly CliCase[] = [
  queryCase('wasm contract', ({ recall }) => ['wasm', 'contract', recall('contract')], withoutHeight),
  queryCase('wasm contract that is none', ({ chain }) => ['wasm', 'contract', chain.bystander]),
  queryCase(
    'wasm contract-history',
    ({ recall }) => ['wasm', 'contract-history', recall('contract')],
    (json) => field(json, 'entries', 0, 'operation'),
  ),
  queryCase('wasm list-contract-by-code', ({ recall }) => ['wasm', 'list-contract-by-code', recall('code')]),
  queryCase('wasm list-contracts-by-creator', ({ chain }) => [
    'wasm',
    'list-contracts-by-creator',
    chain.tester,
  ]),
  queryCase('wasm contract-state all', ({ recall }) => ['wasm', 'contract-state', 'all', recall('contract')]),
  queryCase('wasm contract-state raw', ({ recall }) => [
    'wasm',
    'contract-state',
    'raw',
    recall('contract'),
    '6b',
  ]),
  queryCase('wasm contract-state raw of nothing', ({ recall }) => [
    ...['wasm', 'contract-state', 'raw', recall('contract'), 'ff'],
  ]),
  queryCase('wasm contract-state smart', ({ recall }) => [
    ...['wasm', 'contract-state', 'smart', recall('contract'), text({ get: { key: 'k' } })],
  ]),
  queryCase('wasm contract-state smart that it does not know', ({ recall }) => [
    ...['wasm', 'contract-state', 'smart', recall('contract'), text({ nothing: {} })],
  ]),
  { name: 'wasm build-address', run: buildAddress },
];

async function storeNothing({ tx, folder }: Scene): Promise<unknown> {
  const file = join(folder, 'empty.wasm');
  await writeFile(file, Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00));
  return tx(['wasm', 'store', file]);
}

async function fetchCode({ run, recall, remember, folder }: Scene): Promise<unknown> {
  const file = join(folder, 'fetched.wasm');
  const { exitCode } = await run('query', 'wasm', 'code', recall('code'), file);
  const digest = createHash('sha256')
    .update(await readFile(PROBE))
    .digest('hex');
  remember('checksum', digest.toUpperCase());
  return {
    exitCode,
    same: (await readFile(file)).equals(await readFile(PROBE)),
    bytes: (await stat(file)).size,
  };
}

function withoutHeight(json: unknown): unknown {
  const info = field(json, 'contract_info');
  return typeof info === 'object' ? { ...info, created: undefined } : json;
}

/** It has no JSON. */
async function buildAddress({ run, recall, chain }: Scene): Promise<unknown> {
  const { exitCode, stdout } = await run(
    'query',
    'wasm',
    'build-address',
    recall('checksum'),
    chain.tester,
    'a1',
  );
  return { exitCode, address: stdout.trim() };
}
