import { equalBytes } from '@cloudx3/proto';
import { ChainWriter, DevicesQueries, OracleQueries, SdkError } from '@cloudx3/sdk';
import type { Command, Signer } from '@cloudx3/sdk';
import type { ChainPort } from './ports.ts';

export interface SdkChainOptions {
  readonly rpcUrl: string;
  readonly chainId: string;
  readonly oracle: string;
  readonly devices: string | undefined;
  readonly gasPrice: string;
  readonly account: string;
}

// How long to look for a transaction that was sent; after it, it is looked for again by its hash.
const BROADCAST_MS = 12_000;
const DEADLINE_MS = 18_000;

interface Connection {
  readonly writer: ChainWriter;
  readonly oracle: OracleQueries;
  readonly devices: DevicesQueries | undefined;
}

/**
 * The chain over its RPC. Connects when first asked and again after the chain was away, and checks the chain id each time: what
 * answers on the same address later need not be the same chain.
 */
export function createSdkChain(options: SdkChainOptions, deps: { readonly signer: Signer }): ChainPort {
  let connecting: Promise<Connection> | undefined;

  async function use<T>(action: (connection: Connection) => Promise<T>): Promise<T> {
    connecting ??= connect(options, deps.signer);
    const current = connecting;
    try {
      return await withDeadline(current.then(action));
    } catch (error) {
      const lost =
        error instanceof SdkError && (error.code === 'sdk.unreachable' || error.code === 'sdk.wrong_chain');
      if (lost && connecting === current) {
        connecting = undefined;
        current.then(({ writer }) => writer.close(), ignoreFailedConnection);
      }
      throw error;
    }
  }

  const addressOf = (contract: 'oracle' | 'devices'): string => {
    const address = contract === 'oracle' ? options.oracle : options.devices;
    if (address === undefined) throw new SdkError('sdk.malformed', 'no devices contract is configured');
    return address;
  };

  return {
    account: options.account,
    oracle: options.oracle,
    devices: options.devices,
    height: () => use(({ writer }) => writer.height()),
    blockEvents: (height) => use(({ writer }) => writer.blockEvents(height)),
    ...readsOfOracle(use),
    ...readsOfDevices(use),
    prepare: ({ contract, message, funds = [] }) =>
      use(({ writer }) => writer.prepare(addressOf(contract), message, { funds })),
    broadcast: (bytes) => use(({ writer }) => writer.broadcast(bytes)),
    findTx: (txHash) => use(({ writer }) => writer.findTx(txHash)),
    close() {
      connecting?.then(({ writer }) => writer.close(), ignoreFailedConnection);
      connecting = undefined;
    },
  };
}

type Use = <T>(action: (connection: Connection) => Promise<T>) => Promise<T>;

function readsOfOracle(use: Use) {
  return {
    feeds: () => use(({ oracle }) => oracle.feeds()),
    feed: (id) => use(({ oracle }) => oracle.feed(id)),
    feedMembers: (id) => use(({ oracle }) => oracle.feedMembers(id)),
    feedTerms: (id) => use(({ oracle }) => oracle.feedTerms(id)),
    operators: () => use(({ oracle }) => oracle.operators()),
    notaries: () => use(({ oracle }) => oracle.notaries()),
    standingRule: (operator) =>
      use(async ({ oracle }) => (await oracle.standingRule('operator', operator))?.rule),
    operation: (id) => use(async ({ oracle }) => (await oracle.operation(id))?.operation),
  } satisfies Partial<ChainPort>;
}

function readsOfDevices(use: Use) {
  return {
    devicesNaming: (operator) =>
      use(async ({ devices }) => {
        const all = (await devices?.devices()) ?? [];
        return all.filter(({ operators }) => operators.some((key) => equalBytes(key, operator)));
      }),
    devicesOf: (operator) =>
      use(async ({ devices }) => {
        const memberships = (await devices?.memberships('operator', operator)) ?? [];
        return memberships.filter(({ member }) => member.member).map(({ device }) => device);
      }),
    openCommands: (device) =>
      use(async ({ devices }): Promise<readonly Command[]> => (await devices?.openCommands(device)) ?? []),
    leaseDeposit: () =>
      use(async ({ devices }) => {
        const config = await devices?.config();
        if (config === undefined || config.leaseDeposit === 0n) return [];
        return [{ denom: config.denom, amount: config.leaseDeposit.toString() }];
      }),
    command: (id) => use(async ({ devices }) => devices?.command(id)),
    device: (id) => use(async ({ devices }) => devices?.device(id)),
    deviceMembers: (id) => use(async ({ devices }) => devices?.members(id)),
  } satisfies Partial<ChainPort>;
}

async function connect(options: SdkChainOptions, signer: Signer): Promise<Connection> {
  const { rpcUrl, chainId, gasPrice } = options;
  const writer = await ChainWriter.connect({ rpcUrl, chainId, gasPrice, signer, timeoutMs: BROADCAST_MS });
  const devices = options.devices === undefined ? undefined : new DevicesQueries(writer, options.devices);
  return { writer, oracle: new OracleQueries(writer, options.oracle), devices };
}

/** An RPC that takes a request and never answers is as good as away. */
async function withDeadline<T>(answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new SdkError('sdk.unreachable', `the chain did not answer within ${DEADLINE_MS} ms`));
  }, DEADLINE_MS);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

// Whoever asked for the connection got its failure already.
function ignoreFailedConnection(): undefined {
  return undefined;
}
