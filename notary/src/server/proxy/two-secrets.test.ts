import { RecordReader, openRecord, disclosedEpochs } from '@cloudx3/tls13';
import type { ScriptedServer } from '@cloudx3/tls13/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testTls } from '../../test-support/certificates.ts';
import type { TestTls } from '../../test-support/certificates.ts';
import { httpResponse } from '../../test-support/fixture.ts';
import { otherBytes } from '../../test-support/hostile-stage.ts';
import { ProxyDriver } from '../../test-support/proxy-driver.ts';
import { RawProver } from '../../test-support/raw-prover.ts';
import { startScriptedVendor } from '../../test-support/scripted-vendor.ts';
import { startTestNotary } from '../../test-support/test-notary.ts';
import type { TestNotary } from '../../test-support/test-notary.ts';
import { MAX_TWO_SECRETS_BYTES, recordOfTwoSecrets } from '../../test-support/two-secrets.ts';

// Attack A3 carried out, with a server that echoes sixteen bytes of the prover's choice: the whole answer opens under another secret too.

let tls: TestTls;
let notary: TestNotary;
beforeAll(async () => {
  tls = await testTls();
  notary = await startTestNotary({}, { vendorCa: tls.ca.pem });
});
afterAll(() => notary[Symbol.asyncDispose]());

const ANSWER = httpResponse(`{"ok":true,"meter":{"power":120.5},"echo":"${'x'.repeat(32)}"}`);
const ECHO = 16 * Math.ceil(ANSWER.indexOf('x'.repeat(32)) / 16);

/** How a session ends whose prover commits to another secret: of a server with so many tickets in its first flight, which says this behind its answer. */
async function outcomeOf(
  tickets: number,
  behind: (server: ScriptedServer) => Uint8Array = () => new Uint8Array(0),
): Promise<string> {
  const secret = otherBytes(32);
  let echoed = Buffer.alloc(0);
  await using vendor = await startScriptedVendor(tls.ca, {
    maxResponseBytes: MAX_TWO_SECRETS_BYTES,
    tickets: { count: tickets, early: true },
    answer: (server) => {
      const secrets = [server.applicationSecrets.server, secret] as const;
      echoed = Buffer.from(recordOfTwoSecrets(secrets, tickets, ANSWER, ECHO));
      // It stands for a record of the server, whose count goes on.
      server.data(ANSWER);
      return Buffer.concat([echoed, behind(server)]);
    },
  });
  notary.registry.publish(vendor.operation);
  const raw = await RawProver.connect(notary.notary.url, notary.tlsCa);
  const driver = await ProxyDriver.open(raw, { vendorCa: tls.ca.pem, operation: vendor.operation });
  await driver.handshake();
  const keys = driver.keys({ server: { secret } });
  driver.send(driver.finished);
  driver.commit(keys);
  driver.send(...driver.records());
  expect(await driver.sealed()).toBe(true);
  const reader = new RecordReader();
  reader.push(echoed);
  const record = reader.next()!;
  for (const each of [secret, driver.client.serverSecret])
    expect(openRecord(0x1301, disclosedEpochs(0x1301, each).at(0), tickets, record)?.type).toBe(23);
  driver.show(keys);
  const outcome = await driver.outcome();
  raw.close();
  return outcome;
}

describe('an answer that opens under another secret', () => {
  it('is no HTTP, where nothing else came: the grammar speaks', async () => {
    // Its bytes are as if by lot: some have no line at all.
    expect(await outcomeOf(0)).toMatch(/^response\.(status_line|truncated)$/);
  });

  it.each<[string, (server: ScriptedServer) => Uint8Array]>([
    ['a close_notify', (s) => s.closeNotify()],
    ['a ticket', (s) => s.ticket()],
  ])('is given away by %s', async (_what, behind) => {
    expect(await outcomeOf(0, behind)).toBe('proxy.response_open');
  });

  it('is given away by a ticket that the prover knew before it committed', async () => {
    expect(await outcomeOf(1)).toBe('proxy.response_open');
  });
});
