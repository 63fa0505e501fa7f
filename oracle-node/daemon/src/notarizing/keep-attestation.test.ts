import type { NotarizedExchange } from '@cloudx3/notary';
import { attest, seededBytes, testNetwork } from '@cloudx3/oracle-protocol/testing';
import { checkAttestation, unwrap } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryArchive } from '../archive/memory/memory-archive.ts';
import type { Archive } from '../archive/ports.ts';
import { ManualClock } from '../clock/manual-clock.ts';
import { IN_MEMORY, openDatabase } from '../store/database.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/ports.ts';
import { testTelemetry } from '../testing/test-telemetry.ts';
import type { TestTelemetry } from '../testing/test-telemetry.ts';
import { keepAttestation } from './keep-attestation.ts';

const net = testNetwork();
const task = { purpose: 'round/7/1', operation: net.operation };
const exchange: NotarizedExchange = {
  attestation: unwrap(checkAttestation(attest(net, { member: net.members[0]!, round: 1n }))),
  opening: { salt: seededBytes('salt', 32), sent: new Uint8Array(4), received: new Uint8Array(4) },
  timings: {},
  warm: false,
};
const id = bytesToHex(exchange.attestation.id);

let clock: ManualClock;
let store: Store;
let told: TestTelemetry;

beforeEach(() => {
  clock = new ManualClock(1_700_000_000_000);
  store = openStore(openDatabase(IN_MEMORY));
  told = testTelemetry(clock);
});

afterEach(() => store.close());

const keep = (archive: Archive) =>
  keepAttestation(exchange, task, {
    archive,
    clock,
    store: store.attestations,
    telemetry: told.telemetry,
  });
const stored = () => store.attestations.byPurpose(task.purpose).map((attestation) => attestation.id);
const failures = () => told.counted('node_archive_failures_total');

describe('an attestation', () => {
  it('is in the archive and in the store when it may be used', async () => {
    const archive = new MemoryArchive();
    expect(await keep(archive)).toEqual({ id, file: `memory:${id}` });
    expect([...archive.entries.keys()]).toEqual([id]);
    expect(stored()).toEqual([id]);
    expect(told.told).toEqual([]);
  });

  it('is in the store only once the archive has answered: a kill in between leaves an entry too many', async () => {
    const asked = Promise.withResolvers<undefined>();
    const answer = Promise.withResolvers<string>();
    const archive = new MemoryArchive();
    archive.put = () => {
      asked.resolve(undefined);
      return answer.promise;
    };
    const keeping = keep(archive);
    await asked.promise;
    expect(stored()).toEqual([]);
    answer.resolve('somewhere');
    expect(await keeping).toEqual({ id, file: 'somewhere' });
    expect(stored()).toEqual([id]);
  });

  it('is used without an archive that fails, which is told, counted and in health until it works again', async () => {
    const archive = new MemoryArchive();
    archive.isBroken = true;
    expect(await keep(archive)).toEqual({ id });
    expect(stored()).toEqual([id]);
    expect(told.ofName('archive.failed')).toEqual([
      { doing: 'put', id, code: 'node.archive', message: 'the archive is broken' },
    ]);
    expect(await failures()).toEqual([{ labels: { doing: 'put' }, value: 1 }]);
    expect(told.telemetry.health.status()).toMatchObject({
      ok: true,
      troubles: [{ name: 'archive', level: 'yellow', code: 'node.archive' }],
    });
    archive.isBroken = false;
    expect(await keep(archive)).toEqual({ id, file: `memory:${id}` });
    expect(told.telemetry.health.all()).toEqual([]);
  });

  it('does not wait for ever for an archive that hangs', async () => {
    const archive = new MemoryArchive();
    archive.put = () => new Promise(() => undefined);
    const keeping = keep(archive);
    await Promise.resolve();
    clock.advance(10_000);
    expect(await keeping).toEqual({ id });
    expect(stored()).toEqual([id]);
    expect(told.ofName('archive.failed')).toMatchObject([{ code: 'node.archive' }]);
  });
});
