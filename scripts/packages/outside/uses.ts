// One use of each package that is for Node.js.
import { loadAdapter, manifestOf } from 'cloudx3-adapter';
import { GENESIS_DEFAULTS } from 'cloudx3-devnet';
import { installedVendors } from 'cloudx3-emulator';
import type { EmulatedVendor } from 'cloudx3-emulator';
import { VERIFIER_ERROR_CODES, decodeEvidence } from 'cloudx3-verifier';
import { NODE_ERRORS } from 'oracle-node';
import type { Queue } from 'oracle-node';
import { homeAssistant } from '@cloudx3/adapter-home-assistant';
import { shelly } from '@cloudx3/adapter-shelly';
import { parseConfig, readKeyFile, writeKeyFile } from '@cloudx3/config';
import { MemoryRegistry } from '@cloudx3/notary';
import type { Notarizer } from '@cloudx3/notary';
import { createTrustStore } from '@cloudx3/tls13';
import { verifyWithLibsecp } from '@cloudx3/verifier-core/node';
import * as z from 'zod';

/** Ports are for other implementations: their types are what counts. */
export interface OwnPorts {
  readonly queue: Queue<string>;
  readonly notarizer: Notarizer;
  readonly vendor: EmulatedVendor;
}

const config = parseConfig('port = 70000\n', z.strictObject({ port: z.int().max(65_535) }));
const keyFile = `key-${process.pid}.age`;
await writeKeyFile(keyFile, new Uint8Array(32).fill(7), 'open sesame', { scryptWorkFactor: 2 });
const registry = new MemoryRegistry();
const vendor = await loadAdapter('@cloudx3/adapter-open-meteo', { folder: process.cwd() });

console.log(
  JSON.stringify({
    config: config.ok ? 'taken' : config.problems.map(({ line }) => line),
    key: (await readKeyFile(keyFile, 'open sesame')).length,
    anchors: !createTrustStore({ roots: 'mozilla' }).custom,
    signature: verifyWithLibsecp(new Uint8Array(32), new Uint8Array(64), new Uint8Array(33)),
    operator: (await registry.operator(new Uint8Array(33), AbortSignal.timeout(1_000))) === undefined,
    vendors: [
      shelly({ host: 'shelly-1-eu.shelly.cloud' }).vendor,
      homeAssistant({ host: 'home.example' }).vendor,
    ],
    manifest: manifestOf(vendor).vendor,
    emulated: installedVendors([process.cwd()]),
    chain: GENESIS_DEFAULTS.addressPrefix,
    codes: [Object.keys(NODE_ERRORS).length > 0, Object.keys(VERIFIER_ERROR_CODES).length > 0],
    evidence: refusal(() => decodeEvidence(new Uint8Array([1]), 'a.report')),
  }),
);

function refusal(read: () => unknown): string {
  try {
    return typeof read();
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
}
