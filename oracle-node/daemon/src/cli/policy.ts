import { join } from 'node:path';
import { equalBytes } from '@cloudx3/proto';
import { ChainReader, DevicesQueries, OracleQueries } from '@cloudx3/sdk';
import { readOperation } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { loadIdentity } from '../config/load.ts';
import type { Surroundings } from '../config/load.ts';
import type { NodeConfig } from '../config/schema.ts';
import { NodeError } from '../error.ts';
import { deviceAsk, feedAsk, pendingAsk } from '../policy/ask.ts';
import type { Ask } from '../policy/ask.ts';
import { standingRule } from '../policy/configured.ts';
import { DECISION_FILE, decide, isAbout, readDecisions } from '../policy/decision-file.ts';
import { isServed, standingOf } from '../policy/standing.ts';
import type { Decision, Standing } from '../policy/standing.ts';
import { tooMuch } from './policy-load.ts';
import type { LoadedAsk } from './policy-load.ts';
import { credentialOf, shownAsk, subjectOf } from './shown-ask.ts';
import { consentOnChain } from './consent-on-chain.ts';
import type { ShownAsk } from './shown-ask.ts';

/** Everything on chain that names this operator: active feeds, and devices where the node serves commands. */
export async function listAsks(configFile: string, surroundings: Surroundings): Promise<ShownAsk[]> {
  const looked = await look(configFile, surroundings);
  return looked.asks.map((asked) => {
    const standing = looked.standing(asked.ask);
    return shownAsk(asked.ask, { standing, tooMuch: looked.tooMuch(asked) }, looked.around);
  });
}

/** Keeps a decision. Throws `node.usage` where nothing of that id names this operator, or where it asks under other terms than these. */
export async function decideOn(
  configFile: string,
  decision: Pick<Decision, 'kind' | 'id' | 'verdict' | 'weight'> & {
    /** The beginning of the terms that the operator saw; whatever they are where something is refused. */
    readonly seen?: string | undefined;
  },
  surroundings: Surroundings,
): Promise<Decision> {
  const { asks, decisions, file, tooMuch: reasonsAgainst } = await look(configFile, surroundings);
  const about = asks.filter(({ ask }) => isAbout(decision, ask));
  const [first] = about;
  if (first === undefined)
    throw new NodeError(
      'node.usage',
      `no ${decision.kind} "${decision.id}" names this operator; "oracle-node policy" lists those that do`,
    );
  const { kind, id, verdict, weight, seen = '' } = decision;
  const asked = about.find(({ ask }) => ask.terms.startsWith(seen)) ?? first;
  const { ask } = asked;
  if (!ask.terms.startsWith(seen))
    throw new NodeError(
      'node.usage',
      `${kind} ${id} asks under other terms than ${seen}; "oracle-node policy" shows those of now`,
    );
  const reasons = verdict === 'accepted' ? reasonsAgainst(asked) : [];
  if (reasons.length > 0)
    throw new NodeError(
      'node.budget',
      `${kind} ${id} is more than this node can do: ${reasons.join('; ')}. Accept less, or say under [mpc], [[quotas]] or [policy] what it can do`,
    );
  const due = weight === undefined ? {} : { weight };
  // What is announced comes beside what was accepted before, which holds until then (CHG-1).
  const before = decisions.find((each) => isAbout(each, ask));
  const isNext = asked !== first && before?.verdict === 'accepted' && before.terms === first.ask.terms;
  const terms = isNext ? { terms: before.terms, next: ask.terms } : { terms: ask.terms };
  const made: Decision = { kind, id, verdict, ...terms, ...due, atMs: Date.now() };
  decide(file, made);
  return made;
}

async function look(configFile: string, surroundings: Surroundings) {
  const { config, identity, resolve } = await loadIdentity(configFile, surroundings);
  const file = join(resolve(config.store), DECISION_FILE);
  const decisions = readDecisions(file);
  const rule = standingRule(config);
  const found = await askChain(config, identity.operator.pubkey);
  const asks: LoadedAsk[] = found.asks.map((ask) => ({
    ask,
    purse: purseOf(ask, found.operation, config.vendors),
  }));
  const standing = (ask: Ask): Standing =>
    standingOf(
      ask,
      decisions.find((each) => isAbout(each, ask)),
      rule,
    );
  const served = asks.filter(({ ask }) => isServed(standing(ask)));
  return {
    file,
    asks,
    decisions,
    standing,
    around: { ...found, vendors: config.vendors },
    tooMuch: (asked: LoadedAsk) => tooMuch(asked, served, config),
  };
}

/** The credential that an ask's requests are on: all of them go to one server. */
function purseOf(
  ask: Ask,
  operation: (id: string) => CheckedOperation | undefined,
  vendors: NodeConfig['vendors'],
): string | undefined {
  const [first] = ask.requests;
  const found = first === undefined ? undefined : operation(first.operation);
  return found === undefined
    ? undefined
    : credentialOf(found.message.serverName, subjectOf(ask), vendors).name;
}

/** Everything of the two contracts that an ask is shown with. */
async function askChain({ chain: at }: NodeConfig, self: Uint8Array) {
  const chain = await ChainReader.connect({ rpcUrl: at.rpc, chainId: at.id });
  try {
    const oracle = new OracleQueries(chain, at.oracle);
    const ofDevices = at.devices === undefined ? undefined : new DevicesQueries(chain, at.devices);
    const [{ denom }, feeds, published, notaries, devices, { executorSharePercent = 0 } = {}] =
      await Promise.all([
        oracle.config(),
        oracle.feeds(),
        oracle.operations(),
        oracle.notaries(),
        ofDevices?.devices() ?? [],
        ofDevices?.config(),
      ]);
    const isOurs = ({ operators }: { readonly operators: readonly Uint8Array[] }): boolean =>
      operators.some((key) => equalBytes(key, self));
    const own = {
      feeds: feeds.filter(({ active, spec }) => active && isOurs(spec)),
      devices: devices.filter(isOurs),
    };
    return {
      money: { denom, gasPrice: Number.parseFloat(at.gas_price) },
      executorShare: executorSharePercent,
      notaryUrl: (key: string) => notaries.find(({ pubkey }) => bytesToHex(pubkey) === key)?.url,
      asks: [
        ...own.feeds.flatMap((feed) => [feedAsk(feed), pendingAsk(feed)]).filter((ask) => ask !== undefined),
        ...own.devices.map(deviceAsk),
      ],
      onChain: await consentOnChain({ oracle, ofDevices }, own, self),
      operation: (id: string): CheckedOperation | undefined => {
        const bytes = published.find((each) => equalBytes(each.id, hexToBytes(id)))?.operation;
        const read = bytes === undefined ? undefined : readOperation(bytes);
        return read?.ok === true ? read.value : undefined;
      },
    };
  } finally {
    chain.close();
  }
}
