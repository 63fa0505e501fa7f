import type { Prover } from 'tlsn-wasm';
import { PEER_URL, SERVER_URL } from './byte-routes.ts';
import { loadEngine } from './engine.ts';
import type { EngineMemory } from './engine.ts';
import { placeholderRequest, replaceInMemory } from './exact-request.ts';
import type { ChildCommand, ChildStart, CommandResult, ExchangeResult } from './child-messages.ts';
import type { Role, RoleContext } from './role.ts';

/** The engine queues the request in the turn after the ClientHello; this many turns later it will not come any more. */
const MAX_SEARCHES = 20;

export async function createProverRole(start: ChildStart, context: RoleContext): Promise<Role> {
  const engine = await loadEngine({ threads: start.threads, customCa: start.customCa });
  const { serverName, network, records, limits } = start;
  if (serverName === undefined || network === undefined || records === undefined) {
    throw new TypeError('a prover needs serverName, network and records');
  }
  context.routes.peerClosesFirst = true;
  const prover = new engine.Prover({
    server_name: serverName,
    max_sent_data: limits.maxSentBytes,
    max_sent_records: records.sent,
    max_recv_data: limits.maxRecvBytes,
    max_recv_data_online: undefined,
    max_recv_records_online: records.receivedOnline,
    defer_decryption_from_start: true,
    network,
    client_auth: undefined,
  });
  return {
    onLog: (mark) => {
      if (mark === 'tls_closed') context.phase('tls_closed');
    },
    run: (command) => run(command, { prover, memory: engine.memory, context }),
  };
}

interface ProverParts {
  readonly prover: Prover;
  readonly memory: EngineMemory;
  readonly context: RoleContext;
}

async function run(command: ChildCommand, parts: ProverParts): Promise<CommandResult> {
  switch (command.name) {
    case 'setup':
      await parts.prover.setup(PEER_URL);
      return undefined;
    case 'exchange':
      return exchange(command, parts);
    case 'reveal':
      await parts.prover.reveal({
        sent: [...command.sent],
        recv: [...command.received],
        server_identity: true,
      });
      return undefined;
    case 'verify':
      throw new Error('a prover cannot verify');
  }
}

type ExchangeCommand = Extract<ChildCommand, { name: 'exchange' }>;

async function exchange(command: ExchangeCommand, parts: ProverParts): Promise<ExchangeResult> {
  const { prover, context } = parts;
  const placeholder = placeholderRequest(command.request.length, (bytes) => crypto.getRandomValues(bytes));
  const written = Promise.withResolvers<undefined>();
  const helloSent = Promise.withResolvers<undefined>();
  context.routes.onServerConnected = () => context.phase('server_connected');
  context.routes.server = {
    host: command.host,
    port: command.port,
    readAfter: written.promise,
    onSent: () => helloSent.resolve(undefined),
  };
  const sending = prover.send_request(SERVER_URL, {
    method: 'GET',
    uri: placeholder.target,
    headers: new Map(),
    body: undefined,
  });
  const writing = helloSent.promise.then(() => writeRequest(placeholder.bytes, command.request, parts));
  await Promise.race([
    sending,
    writing.then(() => {
      written.resolve(undefined);
      return sending;
    }),
  ]);
  const { sent, recv } = prover.transcript();
  const result = { sent: Uint8Array.from(sent), received: Uint8Array.from(recv) };
  if (Buffer.compare(result.sent, command.request) !== 0) {
    throw new Error('the engine sent other bytes than the request');
  }
  return result;
}

async function writeRequest(
  placeholder: Uint8Array,
  request: Uint8Array,
  { memory, context }: ProverParts,
): Promise<void> {
  for (let search = 0; search < MAX_SEARCHES; search += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (replaceInMemory(memory.buffer, placeholder, request) > 0) {
      context.phase('request_ready');
      return;
    }
  }
  throw new Error('the request was not found in the memory of the engine');
}
