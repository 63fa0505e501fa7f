import { join } from 'node:path';
import { OperationKind, equalBytes } from '@cloudx3/proto';
import { ChainReader, DevicesQueries, OracleQueries } from '@cloudx3/sdk';
import { readOperation } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { hexToBytes } from '@noble/hashes/utils.js';
import { loadIdentity } from '../config/load.ts';
import type { Surroundings } from '../config/load.ts';
import { NodeError } from '../error.ts';
import { standingRule } from '../open-ports.ts';
import { deviceAsk, feedAsk } from '../policy/ask.ts';
import { DECISION_FILE, decide, isAbout, readDecisions } from '../policy/decision-file.ts';
import { standingOf } from '../policy/standing.ts';
import type { Decision, Standing } from '../policy/standing.ts';

/** One request of an ask, as far as its operation says. */
export interface ShownRequest {
  /** Id of the operation, hex. */
  readonly operation: string;
  /** Undefined where the chain has no such operation: it can never be sent. */
  readonly name: string | undefined;
  readonly kind: 'read' | 'action' | undefined;
  readonly server: string | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** The parameter that whoever commands chooses, and from what. */
  readonly choice: { readonly param: string; readonly values: readonly string[] } | undefined;
  /** Names of the secrets that fill its holes. */
  readonly secrets: readonly string[];
  /** Readings that everybody sees afterwards, with their units. */
  readonly reveals: readonly string[];
}

/** What somebody asks of this node, and how its operator stands to it. */
export interface ShownAsk {
  readonly kind: 'feed' | 'device';
  readonly id: string;
  readonly by: string;
  readonly label: string;
  readonly standing: Standing;
  /** For an observation, or least escrow of a command, with its denomination. */
  readonly pays: string;
  readonly requests: readonly ShownRequest[];
  /** Digest of all terms, hex: what is accepted. */
  readonly terms: string;
}

/** Everything on chain that names this operator: active feeds, and devices where the node serves commands. */
export async function listAsks(configFile: string, surroundings: Surroundings): Promise<ShownAsk[]> {
  const { asks, decisions, rule, denom, operation } = await look(configFile, surroundings);
  return asks.map((ask) => {
    const { kind, id, by, label, pays, terms } = ask;
    const decision = decisions.find((each) => isAbout(each, ask));
    return {
      ...{ kind, id, by, label, terms },
      standing: standingOf(ask, decision, rule),
      pays: `${pays}${denom}`,
      requests: ask.requests.map((request) => ({ ...request, ...described(operation(request.operation)) })),
    };
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
  const { asks, file } = await look(configFile, surroundings);
  const ask = asks.find((each) => each.kind === decision.kind && each.id === decision.id);
  if (ask === undefined)
    throw new NodeError(
      'node.usage',
      `no ${decision.kind} "${decision.id}" names this operator; "oracle-node policy" lists those that do`,
    );
  const { kind, id, verdict, weight, seen = '' } = decision;
  if (!ask.terms.startsWith(seen))
    throw new NodeError(
      'node.usage',
      `${kind} ${id} asks under other terms than ${seen}; "oracle-node policy" shows those of now`,
    );
  const due = weight === undefined ? {} : { weight };
  const made: Decision = { kind, id, verdict, terms: ask.terms, ...due, atMs: Date.now() };
  decide(file, made);
  return made;
}

async function look(configFile: string, surroundings: Surroundings) {
  const { config, identity, resolve } = await loadIdentity(configFile, surroundings);
  const file = join(resolve(config.store), DECISION_FILE);
  const chain = await ChainReader.connect({ rpcUrl: config.chain.rpc, chainId: config.chain.id });
  try {
    const oracle = new OracleQueries(chain, config.chain.oracle);
    const { devices: at } = config.chain;
    const [{ denom }, feeds, devices, published] = await Promise.all([
      oracle.config(),
      oracle.feeds(),
      at === undefined ? [] : new DevicesQueries(chain, at).devices(),
      oracle.operations(),
    ]);
    const isOurs = ({ operators }: { readonly operators: readonly Uint8Array[] }): boolean =>
      operators.some((key) => equalBytes(key, identity.operator.pubkey));
    return {
      file,
      denom,
      decisions: readDecisions(file),
      rule: standingRule(config.policy),
      asks: [
        ...feeds.filter(({ active, spec }) => active && isOurs(spec)).map(feedAsk),
        ...devices.filter(isOurs).map(deviceAsk),
      ],
      operation: (id: string): CheckedOperation | undefined => {
        const found = published.find((each) => equalBytes(each.id, hexToBytes(id)));
        const read = found === undefined ? undefined : readOperation(found.operation);
        return read?.ok === true ? read.value : undefined;
      },
    };
  } finally {
    chain.close();
  }
}

function described(
  operation: CheckedOperation | undefined,
): Pick<ShownRequest, 'name' | 'kind' | 'server' | 'secrets' | 'reveals'> {
  if (operation === undefined)
    return { name: undefined, kind: undefined, server: undefined, secrets: [], reveals: [] };
  const { name, kind, serverName, holes, readings } = operation.message;
  return {
    name,
    kind: kind === OperationKind.ACTION ? 'action' : 'read',
    server: serverName,
    secrets: holes.map((hole) => hole.name),
    reveals: readings.map((reading) => `${reading.name} (${reading.unit})`),
  };
}
