import { createServer } from 'node:http';
import { duplexPair } from 'node:stream';
import { pino } from 'pino';
import { readConfig } from '../config/read.ts';
import { faultSchema } from '../fault/fault.ts';
import type { FaultRequest } from '../fault/fault.ts';
import { openStage } from '../stage/stage.ts';
import type { StageState } from '../stage/stage.ts';
import { openDeviceStore } from '../store/device-store.ts';
import type { EmulatedCloud, VendorResponse } from '../vendor/cloud.ts';
import { tableName } from '../vendor/emulated-vendor.ts';
import type { EmulatedVendor } from '../vendor/emulated-vendor.ts';

/** How one vendor is played in a process. */
export interface InProcessOptions {
  /** The vendor's table of `emulator.toml`. */
  readonly table: Readonly<Record<string, unknown>>;
  /** The emulator's own tables, where their defaults do not do. */
  readonly sections?: Readonly<Record<string, unknown>>;
  /** What the clock shows at first, Unix milliseconds. */
  readonly startMs: number;
  /** File that the devices' state is kept in; in memory unless given. */
  readonly file?: string;
}

/** A request without HTTP around it. */
export interface Question {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Written as JSON; a text as it is. */
  readonly body?: unknown;
}

/** A vendor's cloud in this process: no port, no TLS, and a clock that only its user moves. Everything else is the emulator's own. */
export interface InProcess extends AsyncDisposable {
  /** The cloud itself, with its devices. */
  readonly cloud: EmulatedCloud;
  /** What the emulator takes for the present, Unix milliseconds. */
  readonly clock: { nowMs: number };
  /** Asks the cloud itself, past faults and counts: for tests of what it answers. */
  ask(question: Question): VendorResponse;
  /** Sends the bytes of one HTTP request and takes what comes until the connection is closed. */
  send(request: Uint8Array | string): Promise<Uint8Array>;
  /** Spoils the next answer, or the next few. */
  spoil(fault: FaultRequest): void;
  /** As `GET /state` shows it. */
  state(): StageState;
}

/** Plays one vendor in this process: for its author's tests. Throws `EmulatorError`. */
export function playInProcess(vendor: EmulatedVendor, options: InProcessOptions): InProcess {
  const clock = { nowMs: options.startMs };
  const config = readConfig({ ...options.sections, [tableName(vendor)]: options.table }, [vendor]);
  const store = openDeviceStore(options.file ?? ':memory:');
  const ending = new AbortController();
  const stage = openStage(
    { config, vendors: [vendor] },
    { store, logger: pino({ level: 'silent' }), now: () => clock.nowMs, signal: ending.signal },
  );
  const [played] = stage.played;
  if (played === undefined) throw new Error('a stage plays every vendor that it is given');
  const server = createServer(stage.requests);
  return {
    cloud: played.cloud,
    clock,
    ask: (question) => ask(played.cloud, question, clock.nowMs),
    async send(request) {
      const [ours, theirs] = duplexPair();
      server.emit('connection', theirs);
      ours.write(request);
      const parts: Uint8Array[] = [];
      for await (const part of ours as AsyncIterable<Buffer>) parts.push(part);
      return new Uint8Array(Buffer.concat(parts));
    },
    spoil: (fault) => stage.faults.add(faultSchema.parse(fault)),
    state: () => stage.state(),
    [Symbol.asyncDispose]() {
      ending.abort();
      server.close();
      store[Symbol.dispose]();
      return Promise.resolve();
    },
  };
}

function ask(cloud: EmulatedCloud, { method, target, body }: Question, nowMs: number): VendorResponse {
  const { pathname: path, searchParams: query } = new URL(target, `https://${cloud.host}`);
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  return cloud.answer({
    method,
    path,
    query,
    headers: {},
    body: new TextEncoder().encode(text),
    remoteAddress: '',
    nowMs,
  });
}
