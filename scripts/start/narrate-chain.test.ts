import { readFileSync } from 'node:fs';
import { SdkError, contractEvents } from '@cloudx3/sdk';
import type { ChainReader } from '@cloudx3/sdk';
import { expect, it } from 'vitest';
import { ChainStory } from './chain-story.ts';
import type { ChainNews } from './chain-story.ts';
import { narrateChain } from './narrate-chain.ts';

type Raw = Parameters<typeof contractEvents>[0];

/** What a contract emitted, message by message (test/vectors/events). */
function emitted(contract: string): Raw[] {
  const file = new URL(`../../test/vectors/events/${contract}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { events: Raw }[]).map(({ events }) => events);
}

const addressIn = (messages: readonly Raw[]): string => {
  const attributes = messages.flat().flatMap((event) => event.attributes);
  return attributes.find(({ key }) => key === '_contract_address')?.value ?? '';
};
const [oracle, devices] = [emitted('oracle'), emitted('devices')];
const [first] = oracle
  .flat()
  .filter(({ type }) => type === 'wasm-feed_updated')
  .map(({ attributes }) => attributes.find(({ key }) => key === 'observers')?.value.split(',')[0] ?? '');

/** The first notary that joins a device. */
const notary = Uint8Array.from(
  Buffer.from(
    devices
      .flat()
      .filter(({ type }) => type === 'wasm-member_joined')
      .map(({ attributes }) => Object.fromEntries(attributes.map(({ key, value }) => [key, value])))
      .find(({ role }) => role === 'notary')?.['pubkey'] ?? '',
    'hex',
  ),
);

/** A chain of one block, which is away when it is asked for the first time. */
function chainOf(events: readonly Raw[], over: () => void): Pick<ChainReader, 'height' | 'blockEvents'> {
  let asked = 0;
  const at = { height: 7, txHash: 'ABCDEF0123456789', txIndex: 0 };
  return {
    height: () => {
      asked += 1;
      if (asked === 1) return Promise.reject(new SdkError('sdk.unreachable', 'away'));
      if (asked === 3) over();
      return Promise.resolve(7);
    },
    blockEvents: () => Promise.resolve({ height: 7, timeMs: 0, events: contractEvents(events.flat(), at) }),
  };
}

it('tells a person of values and commands, in order and once, whatever else the chain says', async () => {
  const ending = new AbortController();
  const foreign: Raw = [
    { type: 'wasm-feed_updated', attributes: [{ key: '_contract_address', value: 'wasm1stranger' }] },
  ];
  const addresses = { oracle: addressIn(oracle), devices: addressIn(devices) };
  const chain = chainOf([foreign, ...oracle, ...devices], () => ending.abort(new Error('over')));
  const story = new ChainStory({ ...addresses, fromHeight: 7 }, { chain });
  const [told, all]: [string[], ChainNews[]] = [[], []];
  const identities = [{ name: 'node-1', pubkey: Uint8Array.from(Buffer.from(first ?? '', 'hex')) }];
  const plan = { nodes: [{}, {}, {}, {}], notaries: [{ name: 'notary-1' }] };
  const members = { notaries: [notary] };
  const network = { story, identities, members, names: new Map<string, string>(), plan };
  narrateChain(network as never, { event: (who, text) => told.push(`${who}: ${text}`) });
  story.listen((news) => all.push(news));
  const settled = story.when('command_settled', ({ action }) => action !== undefined, ending.signal);
  await story.run(ending.signal, 1);
  expect((await settled).commandId).toBe(1n);
  expect(all).toHaveLength(
    contractEvents([...oracle, ...devices].flat(), { height: 7, txHash: '', txIndex: 0 }).length,
  );
  expect(told.map((line) => line.replaceAll(/cosmwasm1\w+/g, 'ADDRESS'))).toMatchInlineSnapshot(`
    [
      "chain: feed 1, round 0: 21.60 W from 3 of 4 nodes (node-1, 02d380a38c, 031bf64104), spread 0.50, 2 notaries, mode MPC × 3, tx ABCDEF0123…; earned: ADDRESS 3, ADDRESS 10, ADDRESS 10, ADDRESS 6, ADDRESS 10, ADDRESS 5",
      "chain: a report for feed 1, round 0 came too late (not_newer); it is skipped, not failed",
      "chain: a report for feed 1, round 0 came too late (not_newer); it is skipped, not failed",
      "chain: a report for feed 0, round 0 does not hold (report.version); others land",
      "chain: feed 1, round 1: 21.60 W from 3 of 4 nodes (node-1, 02d380a38c, 031bf64104), spread 0.50, 2 notaries, mode MPC × 3, tx ABCDEF0123…, feed out of money; earned: ADDRESS 5",
      "chain: feed 2, round 1: -21.50 W from 3 of 4 nodes (node-1, 02d380a38c, 031bf64104), spread 43.60, 2 notaries, mode PROXY × 6, tx ABCDEF0123…; earned: ADDRESS 9, ADDRESS 10, ADDRESS 15, ADDRESS 9, ADDRESS 10",
      "chain: feed 4, round 0: 0 1 from 3 of 4 nodes (node-1, 02d380a38c, 031bf64104), spread 1999999999999999998, 2 notaries, mode MPC × 3, tx ABCDEF0123…, feed out of money; earned: nothing",
      "024e330d55: agrees to feed 1",
      "037c64b512: agrees to feed 1",
      "node-1: agrees to the device",
      "notary-1: agrees to the device",
      "033652c217: agrees to the device",
      "owner: command 1: switch → on, 103 in escrow",
      "chain: node-1 takes command 1",
      "chain: command 1 is settled: attestation b5a2b3eecd88… proves the device's new state (node-1 did it, tx ABCDEF0123…); earned: ADDRESS 15, ADDRESS 73, ADDRESS 15",
      "owner: command 2: switch → on, 100 in escrow",
      "chain: node-1 takes command 2",
      "chain: command 2 is settled: attestation 9eb8ab95a326… proves the device's new state (node-1 did it, tx ABCDEF0123…); earned: ADDRESS 14, ADDRESS 6",
      "owner: command 3: switch → on, 100 in escrow",
      "chain: command 3 was taken back; 100 went to its issuer",
      "owner: command 4: switch → on, 100 in escrow",
      "chain: node-1 takes command 4",
      "chain: command 4 was not carried out in time; 100 went back to its issuer",
      "owner: command 5: switch → on, 100 in escrow",
      "chain: node-1 takes command 5",
      "chain: command 5 was not carried out in time; 100 went back to its issuer",
    ]
  `);
});

it('gives a wait up when it is told to', async () => {
  const story = new ChainStory(
    { oracle: '', devices: '', fromHeight: 1 },
    { chain: chainOf([], () => undefined) },
  );
  const ending = new AbortController();
  const waiting = story.when('feed_updated', () => true, ending.signal);
  ending.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});
