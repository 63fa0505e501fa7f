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
    feeds: () => use(({ oracle }) => oracle.feeds()),
    feed: (id) => use(({ oracle }) => oracle.feed(id)),
    operators: () => use(({ oracle }) => oracle.operators()),
    notaries: () => use(({ oracle }) => oracle.notaries()),
    operation: (id) => use(async ({ oracle }) => (await oracle.operation(id))?.operation),
    pendingCommands: () =>
      use(async ({ devices }): Promise<Command[]> => (await devices?.commands({ status: 'pending' })) ?? []),
    command: (id) => use(async ({ devices }) => devices?.command(id)),
    device: (id) => use(async ({ devices }) => devices?.device(id)),
    prepare: ({ contract, message }) => use(({ writer }) => writer.prepare(addressOf(contract), message)),
    broadcast: (bytes) => use(({ writer }) => writer.broadcast(bytes)),
    findTx: (txHash) => use(({ writer }) => writer.findTx(txHash)),
    close() {
      connecting?.then(({ writer }) => writer.close(), ignoreFailedConnection);
      connecting = undefined;
    },
  };
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
