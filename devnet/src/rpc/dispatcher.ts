import type { RpcContext, RpcMethods } from './method.ts';
import type { Params } from './params.ts';
import { fromJson } from './params.ts';
import { RpcError } from './rpc-error.ts';

export type JsonRpcId = string | number | null;

export interface JsonRpcResponse {
  readonly jsonrpc: '2.0';
  readonly id: JsonRpcId;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: string };
}

const MAX_BATCH = 100;

export interface DispatcherDeps {
  readonly context: RpcContext;
  readonly methods: RpcMethods;
  /** Told of errors that no caller can have caused. */
  readonly onDefect: (error: unknown, method: string) => void;
}

/** Runs JSON-RPC calls. Whatever arrives, the outcome is a response and never an exception. */
export class Dispatcher {
  readonly #deps: DispatcherDeps;

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
  }

  get methods(): RpcMethods {
    return this.#deps.methods;
  }

  /** A single call or a batch, as it stood in a body. Undefined where there was nothing but notifications. */
  async handleText(text: string): Promise<JsonRpcResponse | JsonRpcResponse[] | undefined> {
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch (error) {
      return failure(null, new RpcError('parse', error instanceof Error ? error.message : 'invalid JSON'));
    }
    if (!Array.isArray(body)) return this.handle(body);
    if (body.length === 0) return failure(null, new RpcError('invalidRequest', 'empty batch'));
    if (body.length > MAX_BATCH) {
      return failure(null, new RpcError('invalidRequest', `more than ${MAX_BATCH} calls in a batch`));
    }
    const responses: JsonRpcResponse[] = [];
    for (const call of body as unknown[]) {
      const response = await this.handle(call);
      if (response !== undefined) responses.push(response);
    }
    return responses.length === 0 ? undefined : responses;
  }

  async handle(call: unknown): Promise<JsonRpcResponse | undefined> {
    if (typeof call !== 'object' || call === null || Array.isArray(call)) {
      return failure(null, new RpcError('invalidRequest', 'a call must be a JSON object'));
    }
    const { id, method, params } = call as { id?: unknown; method?: unknown; params?: unknown };
    // A call without an id is a notification, which nobody answers.
    if (id === undefined || id === null) return undefined;
    if (typeof id !== 'string' && typeof id !== 'number') {
      return failure(null, new RpcError('invalidRequest', 'id must be a string or a number'));
    }
    if (typeof method !== 'string')
      return failure(id, new RpcError('invalidRequest', 'method must be a string'));
    return this.call(id, method, (spec) => fromJson(params, spec));
  }

  /** Runs one method; `read` makes its parameters. */
  async call(
    id: JsonRpcId,
    method: string,
    read: (spec: RpcMethods[string]['params']) => Params,
  ): Promise<JsonRpcResponse> {
    try {
      const found = Object.hasOwn(this.#deps.methods, method) ? this.#deps.methods[method] : undefined;
      if (found === undefined) throw new RpcError('methodNotFound');
      const result = await found.run(read(found.params), this.#deps.context);
      return { jsonrpc: '2.0', id, result };
    } catch (error) {
      if (!(error instanceof RpcError)) this.#deps.onDefect(error, method);
      return failure(id, error);
    }
  }
}

export function failure(id: JsonRpcId, error: unknown): JsonRpcResponse {
  const known =
    error instanceof RpcError ? error : new RpcError('internal', 'an unexpected failure; see the log');
  const { code, message, data } = known;
  return { jsonrpc: '2.0', id, error: { code, message, ...(data === undefined ? {} : { data }) } };
}
