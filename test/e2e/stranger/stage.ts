import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChainWriter } from '@cloudx3/sdk';
import type { FeedUpdated, NewFeed, Signer } from '@cloudx3/sdk';
import { DirectSecp256k1HdWallet } from '@cosmjs/proto-signing';
import { nodeLog, openAccount } from '@cloudx3/scripts';
import type { Network } from '@cloudx3/scripts';
import { readOperation, unwrap } from '@cloudx3/verifier-core';
import { z } from 'zod';
import { startTestNetwork } from '../support.ts';
import type { TestNetwork } from '../support.ts';

const told = z.looseObject({
  event: z.string(),
  feedId: z.unknown().optional(),
  id: z.unknown().optional(),
  standing: z.unknown().optional(),
});

export type Told = z.output<typeof told>;

/** A network that strangers try, one after the other; honest rounds go on beside. */
export interface Stage extends TestNetwork {
  readonly network: Network;
  /** Values of the honest feed since the beginning. */
  readonly values: readonly FeedUpdated[];
  readonly connect: (signer: Signer) => Promise<ChainWriter>;
  /** A fresh account with so many coins. */
  readonly stranger: (amount: string) => Promise<ChainWriter>;
  /** The account that registered a notary. */
  readonly notaryAccount: (index: number) => Promise<ChainWriter>;
  /** What a node has told so far. */
  readonly toldBy: (index: number) => readonly Told[];
  /** Resolves once a feed, by default the honest one, has so many more values. */
  readonly untilValues: (count: number, feedId?: number) => Promise<FeedUpdated>;
}

export async function startStage(): Promise<Stage> {
  const running = await startTestNetwork({ stepUpFeed: false });
  const { network, signal, dataDir } = running;
  const { story, plan, owner } = network;
  const { rpcUrl, gasPrice, denom, prefix } = plan.chain;
  const values: FeedUpdated[] = [];
  const writers: ChainWriter[] = [];
  story.listen((news) => {
    if (news.type === 'feed_updated' && news.feedId === network.feedId) values.push(news);
  });
  const connect = async (signer: Signer): Promise<ChainWriter> => {
    const chain = await ChainWriter.connect({ rpcUrl, signer, gasPrice });
    writers.push(chain);
    return chain;
  };
  return {
    ...running,
    values,
    connect,
    async stranger(amount) {
      const chain = await connect(await DirectSecp256k1HdWallet.generate(24, { prefix }));
      await owner.sendTokens(chain.address, [{ denom, amount }]);
      return chain;
    },
    async notaryAccount(index) {
      return connect((await openAccount(dataDir, plan.notaries[index]!.account, prefix)).wallet);
    },
    toldBy: (index) =>
      readFileSync(nodeLog(plan.nodes[index]!), 'utf8')
        .split('\n')
        .filter((line) => line.endsWith('}'))
        .map((line) => told.parse(JSON.parse(line))),
    untilValues(count, feedId = network.feedId) {
      let seen = 0;
      return story.when('feed_updated', (news) => news.feedId === feedId && (seen += 1) >= count, signal);
    },
    async close() {
      for (const chain of writers) chain.close();
      await running.close();
    },
  };
}

/** The id of a published operation, by its name. */
export async function operationNamed({ oracle }: Network, name: string): Promise<Uint8Array> {
  const published = (await oracle.operations()).map(({ operation }) => unwrap(readOperation(operation)));
  return published.find(({ message }) => message.name === name)!.id;
}

/** What the honest feed asks for, for everybody whom it names, from now on. */
export async function likeTheHonestFeed({ oracle, feedId }: Network): Promise<NewFeed> {
  const { startMs: _, ...terms } = (await oracle.feed(feedId))!.spec;
  return terms;
}

export const nodeIndexes = ({ plan }: Network): number[] => [...plan.nodes.keys()];

/** Where a node's configuration is. */
export const configOf = ({ plan }: Network, index: number): string =>
  join(plan.nodes[index]!.home, 'node.toml');

const emulatorState = z.object({
  devices: z.array(z.looseObject({ switches: z.number(), commands: z.number() })),
});

/** How often the owner's plug was switched and spoken to, as the vendor counts it. */
export async function plugOf({
  plan,
}: Network): Promise<{ readonly switches: number; readonly commands: number }> {
  const response = await fetch(`http://127.0.0.1:${plan.vendorAdminPort}/state`);
  return emulatorState.parse(await response.json()).devices[0]!;
}

/** Rounds of the honest feed between the first and the last value of which there is none. */
export function lostRounds(values: readonly FeedUpdated[]): bigint[] {
  const rounds = values.map(({ round }) => round);
  const [first = 0n, last = 0n] = [rounds[0], rounds.at(-1)];
  const all = Array.from({ length: Number(last - first) + 1 }, (_, i) => first + BigInt(i));
  return all.filter((round) => !rounds.includes(round));
}
