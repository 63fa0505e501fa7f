import { explainFailure, parseResponse, prepareRequest, readCredentials } from '@cloudx3/adapter-kit';
import type { Adapter, CheckedOperation, Params } from '@cloudx3/adapter-kit';
import { formatDecimal, unwrap } from '@cloudx3/verifier-core';
import { playInProcess } from 'cloudx3-emulator/in-process';
import type { InProcess } from 'cloudx3-emulator/in-process';
import type { EmulatedVendor } from 'cloudx3-emulator';
import { codeOfAll } from '../mutation/said.ts';
import type { EmulatedSetup } from './setup.ts';

/** A quarter of an hour begins here, for vendors whose values change with it. */
export const START_MS = Date.UTC(2026, 10, 22, 12, 0, 0);

/** What came of an exchange. */
export interface Outcome {
  /** `ok`, or the code of what failed: the whole, or the first row that could not be read. */
  readonly code: string;
  /** Decimal texts by name, of the first row where there are rows; none where it failed. */
  readonly readings: Readonly<Record<string, string>>;
  readonly observedAtMs: bigint;
  /** Where it failed: what an operator is told. */
  readonly explanation: ReturnType<typeof explainFailure> | undefined;
  readonly bytes: Uint8Array;
}

/** A node beside a cloud that is played in this process. */
export interface PlayedNode extends AsyncDisposable {
  readonly adapter: Adapter;
  readonly cloud: InProcess;
  run(operation: CheckedOperation, params: Params): Promise<Outcome>;
  /** The operation of this key, with the parameters of the setup. */
  runKey(key: string, more?: Params): Promise<Outcome>;
}

/** How the cloud is played. */
export interface PlayOptions {
  /** Factor on the vendor's limits on requests: so wide that none is met, unless given. */
  readonly rateScale?: number;
  /** Keeps the state of devices; in memory unless given. */
  readonly file?: string;
  /** Instead of those of the setup. */
  readonly credentials?: Readonly<Record<string, string>>;
}

/** Plays a vendor with the table of its setup, and reads it as a node does. */
export function playNode(
  vendor: EmulatedVendor,
  setup: EmulatedSetup,
  options: PlayOptions = {},
): PlayedNode {
  const { rateScale = 100_000, file } = options;
  const cloud = playInProcess(vendor, {
    table: setup.table,
    sections: { limits: { scale: rateScale } },
    startMs: START_MS,
    ...(file === undefined ? {} : { file }),
  });
  const adapter = setup.adapter(cloud.cloud.host);
  const credentials = readCredentials(adapter.auth, options.credentials ?? setup.credentials);
  const run: PlayedNode['run'] = async (operation, params) => {
    const { bytes: request } = unwrap(prepareRequest(operation, params, credentials));
    const bytes = await cloud.send(request);
    const result = parseResponse(operation, params, bytes, BigInt(cloud.clock.nowMs));
    if (!result.ok) {
      const explanation = explainFailure(adapter, result.code, bytes);
      return { code: result.code, readings: {}, observedAtMs: 0n, explanation, bytes };
    }
    const { readings, observedAtMs } = result.value.rows[0] ?? result.value;
    const texts = readings.map(
      ({ name, value }) => [name, value === undefined ? '' : formatDecimal(value)] as const,
    );
    const code = codeOfAll(result.value);
    return { code, readings: Object.fromEntries<string>(texts), observedAtMs, explanation: undefined, bytes };
  };
  return {
    adapter,
    cloud,
    run,
    runKey(key, more = {}) {
      const operation = adapter.operations[key];
      if (operation === undefined) throw new Error(`there is no operation "${key}"`);
      return run(operation, { ...setup.params[key], ...more });
    },
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}
