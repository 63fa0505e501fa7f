import { expect, it } from 'vitest';
import { StartError } from './error.ts';
import type { StartOptions } from './options.ts';
import { planNetwork } from './plan.ts';
import { refuseTakenPorts } from './ports.ts';

const PLAN = planNetwork('data', 20_000);

/** What somebody is told on a machine where these ports are taken. */
const refuse = (
  options: Pick<StartOptions, 'source' | 'inspect'> & Partial<Pick<StartOptions, 'chain'>>,
  ...taken: readonly number[]
) =>
  refuseTakenPorts(PLAN, { chain: 'devnet', ...options }, (port) =>
    Promise.resolve(taken.includes(port) ? 'EADDRINUSE' : undefined),
  );

it.each([
  [20_000, 'the chain'],
  [20_002, 'the vendor cloud'],
  [20_011, 'notary-2'],
  [20_020, 'notary-1'],
  [20_033, 'node-4'],
  [20_051, 'node-2'],
])('a network whose port %i is taken is told so before it starts: %s', async (port, name) => {
  const refusal = refuse({ source: 'emulator' }, port);
  await expect(refusal).rejects.toThrow(StartError);
  await expect(refusal).rejects.toThrow(`port ${port} for ${name} cannot be used (EADDRINUSE)`);
  await expect(refusal).rejects.toMatchObject({ remedy: expect.stringContaining('--ports') as string });
});

it('every port that is taken is named', async () => {
  await expect(refuse({ source: 'live' }, 20_000, 20_010)).rejects.toThrow(/20000 .*; port 20010 /);
});

it.each([
  [20_000, { source: 'emulator', chain: 'rpc' }, { source: 'emulator' }, /the chain/],
  [20_003, { source: 'emulator' }, { source: 'home-assistant' }, /Home Assistant/],
  [20_001, { source: 'home-assistant' }, { source: 'live' }, /the vendor cloud/],
  [20_090, { source: 'emulator' }, { source: 'emulator', inspect: 'node-1' }, /a debugger/],
  [20_034, { source: 'emulator' }, undefined, /nothing/],
] as const)('port %i may be taken where nothing listens on it: %j', async (port, without, needing, name) => {
  await refuse(without, port);
  if (needing !== undefined) await expect(refuse(needing, port)).rejects.toThrow(name);
});
