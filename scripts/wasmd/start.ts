import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WasmdError, WasmdErrorCode } from './error.ts';
import { makeHome } from './home.ts';
import type { ChainGenesis, DevAccount } from './home.ts';

export interface WasmdOptions extends ChainGenesis {
  /** Of the RPC, on 127.0.0.1. */
  readonly port: number;
  /** Milliseconds between a block and the next. */
  readonly blockMs: number;
  /** Gives up while it starts; a running one is stopped by disposing of it. */
  readonly signal?: AbortSignal;
}

/** A running chain. Disposing of it stops it. */
export interface Wasmd extends AsyncDisposable {
  readonly rpcUrl: string;
  readonly chainId: string;
  readonly pid: number;
  readonly account: DevAccount;
  readonly log: string;
  /** Rejects once the process has ended by itself; never resolves. */
  readonly crash: Promise<never>;
}

/** Least price of gas, in the chain's denomination. */
const GAS_PRICE = '0.025';
const READY_MS = 60_000;
/** It closes its databases when it is asked to end. */
const GRACE_MS = 15_000;
/** The last lines that are kept of its log, for the message of an error. */
const KEPT_LINES = 20;

/** Starts a node in a home, which it makes if needed; resolves once there is a block. The node ends with this process, however that ends. */
export async function startWasmd(program: string, options: WasmdOptions): Promise<Wasmd> {
  const account = await makeHome(program, options);
  const { home, chainId, port } = options;
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...startArgs(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, WASMD_CONSENSUS_TIMEOUT_COMMIT: `${options.blockMs}ms` },
  });
  const node = watch(child, join(home, 'wasmd.log'));
  try {
    await Promise.race([node.firstBlock, node.crash, aborted(options.signal)]);
  } catch (error) {
    await node.stop();
    throw error;
  }
  return {
    ...{ rpcUrl: `http://127.0.0.1:${port}`, chainId, pid: child.pid ?? -1, account },
    ...{ log: node.log, crash: node.crash, [Symbol.asyncDispose]: node.stop },
  };
}

function startArgs({ home, port, denom }: WasmdOptions): string[] {
  return [
    ...['start', '--home', home, '--log_format', 'json', '--log_no_color'],
    ...['--rpc.laddr', `tcp://127.0.0.1:${port}`, '--rpc.pprof_laddr', ''],
    // Nobody is its peer and nobody asks it by gRPC, so any port does. Without gRPC it would not answer simulations on the RPC either.
    ...['--p2p.laddr', 'tcp://127.0.0.1:0', '--grpc.address', '127.0.0.1:0', '--api.enable=false'],
    ...['--minimum-gas-prices', `${GAS_PRICE}${denom}`],
  ];
}

interface WatchedNode {
  readonly log: string;
  readonly firstBlock: Promise<unknown>;
  readonly crash: Promise<never>;
  readonly stop: () => Promise<void>;
}

function watch(child: ChildProcess, log: string): WatchedNode {
  const tail: string[] = [];
  const file = createWriteStream(log, { flags: 'a', mode: 0o600 });
  const first = Promise.withResolvers<undefined>();
  const late = setTimeout(() => first.reject(deadline(log)), READY_MS);
  const onLine = (line: string): void => {
    file.write(`${line}\n`);
    tail.push(line);
    if (tail.length > KEPT_LINES) tail.shift();
    if (line.includes('"committed state"')) first.resolve(undefined);
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', onLine);
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code ?? 'unknown'}`));
  });
  const crash = ended.then((how): never => {
    throw new WasmdError(
      WasmdErrorCode.exited,
      `wasmd ended by itself (${how}). All of its log is in ${log}; its end:\n${tail.join('\n')}`,
    );
  });
  // Nobody may be listening any more when it is ended on purpose.
  crash.catch(() => undefined);
  const firstBlock = first.promise.finally(() => clearTimeout(late));
  firstBlock.catch(() => undefined);
  return { log, firstBlock, crash, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(late);
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const giveUp = (): void => reject(new DOMException('ended while it started', 'AbortError'));
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}

function deadline(log: string): WasmdError {
  return new WasmdError(
    WasmdErrorCode.deadline,
    `wasmd made no block within ${READY_MS / 1000} s. Its log says why: ${log}`,
  );
}
