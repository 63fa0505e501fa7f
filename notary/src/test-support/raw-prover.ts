import type { ContextSchema } from '@cloudx3/proto';
import {
  MAX_BYTES,
  Mode,
  NotaryMessageSchema,
  ProverMessageSchema,
  SessionBindSchema,
  SessionRequestSchema,
  create,
  decode,
  domainDigest,
  encode,
} from '@cloudx3/proto';
import type { MessageInitShape, NotaryMessage, SessionGrant, SessionRequest } from '@cloudx3/proto';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { readFrame, writeFrame } from '../session/frames.ts';
import { NETWORK, notaryKey, operation, proverKey, roundContext } from './fixture.ts';
import type { TestKey } from './fixture.ts';

export interface RequestOverrides extends Partial<
  Omit<SessionRequest, '$typeName' | '$unknown' | 'network'>
> {
  readonly network?: { chainId: string; oracle: string };
}
export interface BindOverrides {
  readonly version?: number;
  readonly sessionId?: Uint8Array;
  readonly params?: { name: string; value: string }[];
  readonly subject?: string;
  readonly context?: MessageInitShape<typeof ContextSchema>;
}

/** A prover that says exactly what a test wants said. */
export class RawProver {
  readonly socket: WebSocket;
  readonly #inbox: NotaryMessage['kind'][] = [];
  #wake: (() => void) | undefined;
  /** Code with which the notary closed the connection. */
  closed: number | undefined;
  /** Gets what is not a message. */
  onBytes: (bytes: Uint8Array) => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data, isBinary) => {
      const result = readFrame(data as Buffer, isBinary);
      if (!result.ok) return;
      if (result.frame.kind !== 'control') {
        this.onBytes(Uint8Array.from(result.frame.bytes));
        return;
      }
      this.#inbox.push(decode(NotaryMessageSchema, result.frame.bytes, MAX_BYTES.sessionMessage).kind);
      this.#wake?.();
    });
    socket.on('close', (code) => {
      this.closed = code;
      this.#wake?.();
    });
    socket.on('error', () => undefined);
  }

  static async connect(url: string, ca: string): Promise<RawProver> {
    const socket = new WebSocket(url, { ca });
    const prover = new RawProver(socket);
    await once(socket, 'open');
    return prover;
  }

  /** The notary's next message; `{ case: 'closed' }` when there is none any more. */
  async next(): Promise<NotaryMessage['kind'] | { case: 'closed' }> {
    while (this.#inbox.length === 0 && this.closed === undefined) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.#inbox.shift() ?? { case: 'closed' };
  }

  /** The code that the session ends with: of the refusal, or "closed N". */
  async refusal(): Promise<string> {
    for (;;) {
      const message = await this.next();
      if (message.case === 'refusal') return message.value.code;
      if (message.case === 'closed') return `closed ${this.closed ?? 0}`;
      if (message.case === 'result') return 'attested';
    }
  }

  /** Waits until the connection is closed, whatever is said before. */
  async end(): Promise<void> {
    while ((await this.next()).case !== 'closed');
  }

  async grant(overrides: RequestOverrides = {}, key: TestKey = proverKey): Promise<SessionGrant> {
    this.open(overrides, key);
    const message = await this.next();
    if (message.case !== 'grant') throw new Error(`no grant but ${JSON.stringify(message)}`);
    return message.value;
  }

  open(overrides: RequestOverrides = {}, key: TestKey = proverKey): void {
    this.control({ kind: { case: 'open', value: signedRequest(overrides, key) } });
  }

  bind(sessionId: Uint8Array, overrides: BindOverrides = {}, key: TestKey = proverKey): void {
    const bind = create(SessionBindSchema, {
      version: 1,
      sessionId,
      params: [{ name: 'meter', value: 'plug-1' }],
      subject: 'cx31device',
      context: roundContext(),
      ...overrides,
    });
    const signature = key.sign(domainDigest('sessionBind', encode(SessionBindSchema, bind)));
    this.control({ kind: { case: 'bind', value: { bind, signature } } });
  }

  control(message: MessageInitShape<typeof ProverMessageSchema>): void {
    this.frame(writeFrame('control', encode(ProverMessageSchema, create(ProverMessageSchema, message))));
  }

  stream(bytes: Uint8Array): void {
    this.frame(writeFrame('stream', bytes));
  }

  /** A message of the fake engines' language. */
  engine(message: object): void {
    const json = Buffer.from(JSON.stringify(message));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(json.length);
    this.stream(Buffer.concat([length, json]));
  }

  frame(bytes: Uint8Array | string): void {
    this.socket.send(bytes);
  }

  close(): void {
    this.socket.terminate();
  }
}

export function signedRequest(overrides: RequestOverrides = {}, key: TestKey = proverKey) {
  const now = BigInt(Date.now());
  const request = create(SessionRequestSchema, {
    version: 1,
    network: NETWORK,
    notary: notaryKey.pubkey,
    prover: key.pubkey,
    mode: Mode.MPC,
    operationId: operation.id,
    issuedAtMs: now,
    expiresAtMs: now + 60_000n,
    nonce: randomBytes(16),
    ...overrides,
  });
  return {
    request,
    signature: key.sign(domainDigest('sessionRequest', encode(SessionRequestSchema, request))),
  };
}
