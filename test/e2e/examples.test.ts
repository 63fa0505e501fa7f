import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDecimal } from '@cloudx3/verifier-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runExample, runVerifier, startExample } from './outside-process.ts';
import type { Ran } from './outside-process.ts';
import { startTestNetwork } from './support.ts';
import type { TestNetwork } from './support.ts';

const START_MS = 300_000;
const EXAMPLE_MS = 120_000;

/** How a program should end, and what it should have said. */
function expectEnd({ code, said }: Ran, wanted: number, text: string): void {
  expect(code, said).toBe(wanted);
  expect(said).toContain(text);
}

const another = (digit: string): string => String((Number(digit) + 1) % 10);

describe('examples, each as a process of its own beside a running network', { timeout: EXAMPLE_MS }, () => {
  let running: TestNetwork;
  /** Where the network is, as the examples take it. */
  let rpc: readonly string[];
  let oracle: readonly string[];
  let devices: readonly string[];
  /** One that has a value. */
  let round: bigint;

  beforeAll(async () => {
    running = await startTestNetwork({ stepUpFeed: false });
    const { network, signal } = running;
    rpc = ['--rpc', `http://127.0.0.1:${network.plan.rpcPort}`];
    oracle = ['--oracle', network.oracle.address];
    devices = ['--devices', network.devices.address];
    ({ round } = await network.story.when('feed_updated', ({ feedId }) => feedId === network.feedId, signal));
  }, START_MS);

  afterAll(() => running.close(), 60_000);

  const mnemonicOf = (account: string) => ({ MNEMONIC_FILE: join(running.dataDir, 'accounts', account) });

  describe('read-a-feed', () => {
    it('shows the newest value and those that come, as the chain has them', async () => {
      const { code, said } = await runExample('read-a-feed', [...rpc, ...oracle, '--values', '1']);
      expect(code, said).toBe(0);
      expect(said).toContain('Feed 1 "Air temperature, Alamosa": temperature (latitude 37.70, longitude');
      const shown = [...said.matchAll(/round (\d+): (\S+) (\S+), spread/g)];
      expect(shown.length).toBeGreaterThanOrEqual(2);
      for (const [, of = '', value, unit] of shown) {
        const onChain = await running.network.oracle.valueAt(1, BigInt(of));
        expect({ value, unit }).toEqual({ value: formatDecimal(onChain!.value), unit: onChain!.unit });
      }
      expect(said).not.toContain('too old');
    });

    it('says of a value that it is older than was asked for', async () => {
      const { said } = await runExample('read-a-feed', [
        ...rpc,
        ...oracle,
        ...['--values', '0', '--max-age', '0'],
      ]);
      expect(said).toMatch(/too old: \d+ s, at most 0/);
    });
  });

  describe('command-a-device', () => {
    it('waits until an attested answer settles the command', async () => {
      const { code, said } = await runExample(
        'command-a-device',
        [...rpc, ...devices, '--value', 'true'],
        mnemonicOf('owner'),
      );
      expect(code, said).toBe(0);
      const id = /issued +command (\d+): switch → true/.exec(said)![1]!;
      const command = await running.network.devices.command(BigInt(id));
      expect(command).toMatchObject({ status: 'settled', value: 'true' });
      expect(said).toContain(`settled  by attestation ${command!.receipt!.readbackId}`);
    });

    it('sends nothing for who does not own the device, nor for what it cannot do', async () => {
      const before = await running.network.devices.commands();
      const stranger = await runExample('command-a-device', [...rpc, ...devices], mnemonicOf('deployer'));
      expectEnd(stranger, 1, 'owns no such device');
      const dim = [...rpc, ...devices, '--value', 'dim'];
      const unable = await runExample('command-a-device', dim, mnemonicOf('owner'));
      expectEnd(unable, 1, 'but: switch true|false');
      expect(await running.network.devices.commands()).toEqual(before);
    });
  });

  describe('verify-a-value', () => {
    const notaries = () =>
      running.network.members.notaries.flatMap((key) => ['--notary', Buffer.from(key).toString('hex')]);
    const transcripts = () =>
      running.network.plan.nodes.map(({ home }) => join(home, 'data', 'attestations'));
    const verify = (...args: readonly string[]) =>
      runExample('verify-a-value', [...rpc, ...oracle, '--round', String(round), ...args]);

    it('finds the whole way good, back to the bytes, and so does cloudx3-verifier', async () => {
      const folders = transcripts().flatMap((folder) => ['--transcripts', folder]);
      const { code, said } = await verify(...notaries(), ...folders);
      expect(code, said).toBe(0);
      expect(said).not.toContain('✗');
      const { observations } = (await running.network.oracle.valueAt(1, round))!;
      expect(said.match(/✓ OBS-7/g)).toHaveLength(observations);
      expect(said.match(/✓ SEL-2 observation \d: the server answered temperature/g)).toHaveLength(
        observations,
      );
      expect(said).toContain('✓ ATT-1 each notary is one that you trust');

      const words = said.split('\n').at(-1)!.split(' ');
      expect(words.slice(0, 2)).toEqual(['npx', 'cloudx3-verifier']);
      const program = await runVerifier(words.slice(2));
      expectEnd(program, 0, 'Holds: ');
    });

    it('says what it did not check', async () => {
      const { code, said } = await verify();
      expect(code, said).toBe(0);
      for (const open of [
        'ATT-1 each notary',
        'ATT-3 the readings of',
        'the chain holds',
        'nobody stood between',
      ])
        expect(said).toContain(`– ${open}`);
    });

    it('fails on a notary that is not trusted, and on a transcript of another answer', async () => {
      const stranger = await verify('--notary', '02'.repeat(33));
      expectEnd(stranger, 1, '✗ ATT-1 each notary');

      const forged = join(running.dataDir, 'forged');
      for (const folder of transcripts()) cpSync(folder, forged, { recursive: true });
      for (const name of readdirSync(forged)) {
        const bytes = readFileSync(join(forged, name), 'latin1').replace(
          /(?<="temperature_2m":-?)\d/,
          another,
        );
        writeFileSync(join(forged, name), bytes, 'latin1');
      }
      const other = await verify('--transcripts', forged);
      expectEnd(other, 1, '✗ ATT-3 observation 0');
      expect(other.said).toContain('✗ SEL-2 observation 0');
    });
  });

  it('join-a-network brings one more node, which the chain knows, and ends it when it is told to', async () => {
    const { plan, oracle: contract } = running.network;
    const http = String(plan.nodes.at(-1)!.httpPort + 1);
    const listen = `/ip4/127.0.0.1/tcp/${plan.nodes.at(-1)!.p2pPort + 1}`;
    const place = ['--home', join(running.dataDir, 'newcomer'), '--listen', listen, '--http-port', http];
    const cheap = ['--', '--scrypt-work-factor', '10'];
    const joining = startExample(
      'join-a-network',
      [...rpc, ...oracle, ...devices, ...place, ...cheap],
      mnemonicOf('owner'),
    );
    await joining.whenSaid('It joined');
    const newcomer = (await contract.operators()).find(({ name }) => name === 'newcomer');
    expect(newcomer?.active).toBe(true);
    expect(newcomer?.endpoints.join()).toContain(listen);
    joining.stop();
    const { code, said } = await joining.ended;
    expect(code, said).toBe(0);
    expect(said).toMatch(/Node +newcomer, healthy$/m);
    await expect(fetch(`http://127.0.0.1:${http}/status`)).rejects.toThrow();
  });
});
