import { createHash } from 'node:crypto';
import { Tls13Client } from '../client/client.ts';
import type { Tls13ClientOptions } from '../client/client.ts';
import { Tls13Error } from '../errors.ts';
import { concat } from '../presentation/writer.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { RecordReader } from '../record/record-reader.ts';
import type { TlsRecord } from '../record/record-reader.ts';
import { NOW_MS } from './certificates.ts';
import type { ScriptedServer } from './scripted-server.ts';

/** Randomness that is the same in every run. */
export function seededRandom(seed = 'seed'): (length: number) => Uint8Array {
  let count = 0;
  return (length) => {
    const block = createHash('sha512').update(`${seed} ${count++}`).digest();
    return Uint8Array.from({ length }, (_, i) => block[i % block.length] ?? 0);
  };
}

export function testClient(options: Tls13ClientOptions, nowMs = NOW_MS): Tls13Client {
  return new Tls13Client(options, { nowMs: () => nowMs, random: seededRandom() });
}

/** What went over the wire, as a carrier sees it. */
export interface Recording {
  readonly up: Uint8Array;
  readonly down: Uint8Array;
  readonly data: Uint8Array;
}

/** Client and scripted server talk until the handshake is done. `step` cuts what the server says into pieces. */
export async function shakeHands(
  client: Tls13Client,
  server: ScriptedServer,
  step = Infinity,
): Promise<Recording> {
  const up = [client.start()];
  const down: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  for (let pending = server.receive(up[0] ?? new Uint8Array(0)); pending.length > 0;) {
    down.push(pending);
    const answer = await feed(client, pending, step);
    data.push(answer.data);
    up.push(answer.send);
    pending = answer.send.length > 0 ? server.receive(answer.send) : new Uint8Array(0);
  }
  return { up: concat(...up), down: concat(...down), data: concat(...data) };
}

export async function feed(
  client: Tls13Client,
  bytes: Uint8Array,
  step = Infinity,
): Promise<{ send: Uint8Array; data: Uint8Array; closed: boolean }> {
  const send: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  let closed = false;
  const size = Math.min(step, Math.max(bytes.length, 1));
  for (let at = 0; at < bytes.length; at += size) {
    const output = await client.receive(bytes.subarray(at, at + size));
    send.push(output.send);
    data.push(output.data);
    closed = output.closed;
  }
  return { send: concat(...send), data: concat(...data), closed };
}

export function recordsOf(bytes: Uint8Array): TlsRecord[] {
  const reader = new RecordReader();
  reader.push(bytes);
  const records: TlsRecord[] = [];
  for (let record = reader.next(); record !== undefined; record = reader.next()) records.push(record);
  return records;
}

/** The code that a handshake ends with, and the number of the alert that the client sends: -1 if it is protected. */
export async function refusalOf(
  client: Tls13Client,
  server: ScriptedServer,
): Promise<readonly [code: string, alert: number | undefined]> {
  try {
    await shakeHands(client, server);
    return ['success', undefined];
  } catch (error) {
    if (!(error instanceof Tls13Error)) throw error;
    const [record] = recordsOf(client.abort(error));
    return [error.code, record?.type === CONTENT_TYPE.alert ? record.payload[1] : record && -1];
  }
}

/** The code of the Tls13Error that this fails with; anything else is passed on, success is a code that is none. */
export async function codeOf(run: () => unknown): Promise<string> {
  try {
    await run();
    return 'success';
  } catch (error) {
    if (error instanceof Tls13Error) return error.code;
    throw error;
  }
}
