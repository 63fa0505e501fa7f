/** JSON-RPC 2.0 error codes, with the messages that CometBFT uses. */
export const RpcErrorKind = {
  parse: [-32700, 'Parse error. Invalid JSON'],
  invalidRequest: [-32600, 'Invalid Request'],
  methodNotFound: [-32601, 'Method not found'],
  invalidParams: [-32602, 'Invalid params'],
  internal: [-32603, 'Internal error'],
} as const;

/** A call that the RPC refuses; `data` says why. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: number;
  readonly data: string | undefined;

  constructor(kind: keyof typeof RpcErrorKind, data?: string) {
    const [code, message] = RpcErrorKind[kind];
    super(message);
    this.code = code;
    this.data = data;
  }
}
