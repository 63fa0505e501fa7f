// An RPC as a test wants it: what a script says, and for the rest what a genuine one answers.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request of a client. */
export interface RpcCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What the client gets: JSON-RPC, an HTTP answer that is none, or the end of the connection. */
export type RpcAnswer =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string; readonly data?: string } }
  | { readonly status: number; readonly body: string }
  | 'hang up';

/** Answers a call. `genuine` asks the RPC behind. */
export type RpcScript = (call: RpcCall, genuine: () => Promise<unknown>) => RpcAnswer | Promise<RpcAnswer>;

/** See {@link startScriptedRpc}. */
export interface ScriptedRpc {
  readonly url: string;
  /** All calls so far, also those that were passed on. */
  readonly calls: readonly RpcCall[];
  /** Answers a method by this script from now on. */
  script(method: string, script: RpcScript): void;
  /** Forgets scripts and calls. */
  reset(): void;
  close(): Promise<void>;
}

/** Starts an RPC in front of a genuine one, or alone: then what is not scripted hangs up. */
export async function startScriptedRpc(behind?: string): Promise<ScriptedRpc> {
  const scripts = new Map<string, RpcScript>();
  const calls: RpcCall[] = [];
  const answer = async (call: RpcCall): Promise<RpcAnswer> => {
    const genuine = async () => (behind === undefined ? undefined : resultOf(await ask(behind, call)));
    const script = scripts.get(call.method);
    if (script !== undefined) return script(call, genuine);
    return behind === undefined ? 'hang up' : ask(behind, call);
  };
  const server = createServer((request, response) => {
    void readCall(request).then(async ({ id, ...call }) => {
      calls.push(call);
      write(response, id, await answer(call));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    script: (method, script) => void scripts.set(method, script),
    reset: () => {
      scripts.clear();
      calls.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readCall(request: IncomingMessage): Promise<RpcCall & { readonly id: unknown }> {
  const text = (await request.setEncoding('utf8').toArray()).join('');
  const { id, method, params } = JSON.parse(text) as RpcCall & { id: unknown };
  return { id, method, params };
}

function write(response: ServerResponse, id: unknown, answer: RpcAnswer): void {
  if (answer === 'hang up') {
    response.destroy();
  } else if ('body' in answer) {
    response.writeHead(answer.status, { 'content-type': 'text/html' }).end(answer.body);
  } else {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
  }
}

async function ask(url: string, { method, params }: RpcCall): Promise<RpcAnswer> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const { result, error } = (await response.json()) as {
    result?: unknown;
    error?: { code: number; message: string };
  };
  return error === undefined ? { result } : { error };
}

function resultOf(answer: RpcAnswer): unknown {
  return answer !== 'hang up' && 'result' in answer ? answer.result : undefined;
}
