import { randomBytes } from 'node:crypto';
import type { RecordKey } from '@cloudx3/proto';
import { testTls } from './certificates.ts';
import { GOOD_RESPONSE } from './fixture.ts';
import { ProxyDriver } from './proxy-driver.ts';
import { RawProver } from './raw-prover.ts';
import { startTestNotary } from './test-notary.ts';
import type { TestLimits, TestNotary } from './test-notary.ts';
import { startTestVendor } from './vendor.ts';
import type { TestVendor } from './vendor.ts';

/** In what a prover differs from an honest one. */
export interface Deviation {
  /** Records in place of the honest five. */
  readonly records?: (driver: ProxyDriver) => readonly Uint8Array[];
  /** Keys in place of the genuine ones, committed to and opened. */
  readonly keys?: (driver: ProxyDriver) => RecordKey[];
  /** What is shown in place of what was committed to. */
  readonly shown?: (keys: RecordKey[]) => RecordKey[];
}

/** A notary, a genuine TLS 1.3 server, and provers that deviate in one way at a time from rules PRX-3 to PRX-8. */
export class HostileStage implements AsyncDisposable {
  readonly notary: TestNotary;
  readonly vendor: TestVendor;
  /** PEM of the vendor's authority. */
  readonly vendorCa: string;
  readonly #provers: RawProver[] = [];

  private constructor(notary: TestNotary, vendor: TestVendor, vendorCa: string) {
    this.notary = notary;
    this.vendor = vendor;
    this.vendorCa = vendorCa;
  }

  static async start({ proxy, ...limits }: TestLimits = {}): Promise<HostileStage> {
    const { ca } = await testTls();
    const vendor = await startTestVendor(ca, GOOD_RESPONSE);
    const changes = { ...limits, proxy: { onlineTimeoutMs: 2_000, ...proxy } };
    const notary = await startTestNotary({ limits: changes }, { vendorCa: ca.pem });
    notary.registry.publish(vendor.operation);
    return new HostileStage(notary, vendor, ca.pem);
  }

  /** A prover that is let in and bound, on a connection of its own or on this one; for the vendor's operation unless another that is published is named. */
  async open(raw?: RawProver, operation = this.vendor.operation): Promise<ProxyDriver> {
    return ProxyDriver.open(raw ?? (await this.connect()), { vendorCa: this.vendorCa, operation });
  }

  /** A connection that says nothing yet. */
  async connect(): Promise<RawProver> {
    const prover = await RawProver.connect(this.notary.notary.url, this.notary.tlsCa);
    this.#provers.push(prover);
    return prover;
  }

  /** An honest session but for the deviation; how it ended. */
  async run(deviation: Deviation = {}): Promise<string> {
    return this.finish(await this.open(), deviation);
  }

  /** Everything after the bind. */
  async finish(driver: ProxyDriver, { records, keys, shown }: Deviation = {}): Promise<string> {
    await driver.handshake();
    const committed = keys?.(driver) ?? driver.keys();
    driver.send(driver.finished);
    driver.commit(committed);
    driver.send(...(records?.(driver) ?? driver.records()));
    if (await driver.sealed()) driver.show(shown?.(committed) ?? committed);
    return driver.outcome();
  }

  /** Hangs up all provers. */
  hangUp(): void {
    for (const prover of this.#provers.splice(0)) prover.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.hangUp();
    await this.notary[Symbol.asyncDispose]();
    await this.vendor[Symbol.asyncDispose]();
  }
}

/** A key or secret that belongs to nothing. */
export function otherBytes(length: number): Uint8Array {
  return Uint8Array.from(randomBytes(length));
}
