import { SdkError } from '@cloudx3/sdk';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { ChainPort, ContractCall } from '../../chain/ports.ts';
import { equalBytes } from '@cloudx3/proto';
import { DEVICES, LEASE_DEPOSIT } from './memory-devices.ts';
import { ORACLE } from './addresses.ts';
import { termsOf } from './memory-members.ts';
import type { MemoryLedger } from './memory-ledger.ts';

/** One account's way to a {@link MemoryLedger}, with the troubles of a real one. */
export class MemoryChain implements ChainPort {
  readonly account: string;
  readonly oracle = ORACLE;
  readonly devices = DEVICES;
  /** Every call fails with `sdk.unreachable` while this is true. */
  isAway = false;
  /** Called between inclusion and answer of a broadcast: throwing loses the answer. */
  afterInclusion: () => void = () => undefined;
  private readonly ledger: MemoryLedger;

  constructor(account: string, ledger: MemoryLedger) {
    this.account = account;
    this.ledger = ledger;
  }

  height = () => this.ask(() => this.ledger.height());
  blockEvents = (height: number) =>
    this.ask(() => {
      const block = this.ledger.blocks[height - 1];
      if (block === undefined) throw new SdkError('sdk.not_yet', `block ${height} is not there yet`);
      return block;
    });
  feeds = () => this.ask(() => [...this.ledger.feeds.values()]);
  feed = (id: number) => this.ask(() => this.ledger.feeds.get(id));
  feedMembers = (id: number) => this.ask(() => this.ledger.feedMembers(id));
  feedTerms = (id: number) =>
    this.ask(() => {
      const feed = this.ledger.feeds.get(id);
      return feed && termsOf(feed);
    });
  operators = () => this.ask(() => [...this.ledger.operators]);
  notaries = () => this.ask(() => [...this.ledger.notaries]);
  standingRule = () => this.ask(() => undefined);
  operation = (id: Uint8Array) => this.ask(() => this.ledger.operations.get(bytesToHex(id)));
  devicesNaming = (operator: Uint8Array) =>
    this.ask(() =>
      [...this.ledger.devices.values()].filter(({ operators }) =>
        operators.some((key) => equalBytes(key, operator)),
      ),
    );
  devicesOf = (operator: Uint8Array) =>
    this.ask(() =>
      [...this.ledger.devices.values()]
        .filter(({ operators }) => operators.some((key) => equalBytes(key, operator)))
        .map(({ id }) => id),
    );
  openCommands = (device: string) => this.ask(() => this.ledger.openCommands(device));
  leaseDeposit = () => this.ask(() => [{ denom: 'ucx', amount: LEASE_DEPOSIT.toString() }]);
  command = (id: bigint) => this.ask(() => this.ledger.commands.get(id));
  deviceMembers = (id: string) => this.ask(() => this.ledger.deviceMembers(id));
  device = (id: string) => this.ask(() => this.ledger.devices.get(id));
  findTx = (txHash: string) => this.ask(() => this.ledger.txs.get(txHash));

  prepare(call: ContractCall) {
    return this.ask(() => {
      const bytes = new TextEncoder().encode(
        JSON.stringify({ account: this.account, sequence: this.ledger.sequenceOf(this.account), call }),
      );
      return { txHash: bytesToHex(sha256(bytes)).toUpperCase(), bytes };
    });
  }

  broadcast(bytes: Uint8Array) {
    return this.ask(() => {
      const outcome = this.ledger.include(bytes);
      this.afterInclusion();
      if (outcome.code === 0) return outcome;
      const contractCode = outcome.rawLog.split(': ')[0];
      throw new SdkError('sdk.tx_failed', outcome.rawLog, { txHash: outcome.txHash, contractCode });
    });
  }

  close(): void {
    this.isAway = true;
  }

  private async ask<T>(answer: () => T): Promise<T> {
    await Promise.resolve();
    if (this.isAway) throw new SdkError('sdk.unreachable', 'the chain does not answer');
    return answer();
  }
}
