import { SdkError } from '@cloudx3/sdk';
import type {
  BlockEvents,
  Command,
  Device,
  DeviceMembers,
  Feed,
  FeedMembers,
  Notary,
  Operator,
  TxOutcome,
} from '@cloudx3/sdk';
import type { NetworkId } from '@cloudx3/verifier-core';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ContractCall } from '../../chain/ports.ts';
import { ORACLE } from './addresses.ts';
import { MemoryDevices } from './memory-devices.ts';
import { MemoryFeeds } from './memory-feeds.ts';
import { accept, decline, leave } from './memory-members.ts';
import { Refused } from './refused.ts';
import type { Emitted } from './refused.ts';

interface Tx {
  readonly account: string;
  readonly sequence: number;
  readonly call: ContractCall;
}

/** The contracts' rules as far as a node can tell, on one block a transaction, in memory. */
export class MemoryLedger {
  readonly network: NetworkId = { chainId: 'test-1', oracle: ORACLE };
  readonly operators: Operator[] = [];
  readonly notaries: Notary[] = [];
  readonly operations = new Map<string, Uint8Array>();
  readonly blocks: BlockEvents[] = [];
  readonly txs = new Map<string, TxOutcome>();
  /** Contract calls that succeeded, by name. */
  readonly calls: { readonly account: string; readonly name: string }[] = [];
  private readonly reported: MemoryFeeds;
  private readonly contract: MemoryDevices;
  private readonly sequences = new Map<string, number>();
  private readonly nowMs: () => number;

  constructor(deps: { nowMs(): number }) {
    this.nowMs = () => deps.nowMs();
    const { network, operations, operators } = this;
    const nowMs = () => BigInt(deps.nowMs());
    this.reported = new MemoryFeeds({ network, operations, operators, nowMs });
    this.contract = new MemoryDevices({ network, operations, nowMs });
  }

  get feeds(): Map<number, Feed> {
    return this.reported.feeds;
  }

  /** Who takes part, by feed; {@link feedMembers} says who of them does next. */
  get members(): Map<number, FeedMembers> {
    return this.reported.members;
  }

  get devices(): Map<string, Device> {
    return this.contract.devices;
  }

  get commands(): Map<bigint, Command> {
    return this.contract.commands;
  }

  feedMembers(id: number): FeedMembers | undefined {
    return this.reported.membersOf(id);
  }

  deviceMembers(device: string): DeviceMembers | undefined {
    return this.contract.members(device);
  }

  openCommands(device: string): readonly Command[] {
    return this.contract.open(device);
  }

  height(): number {
    return this.blocks.length;
  }

  emptyBlock(): void {
    this.block([]);
  }

  sequenceOf(account: string): number {
    return this.sequences.get(account) ?? 0;
  }

  /** Emits an event as if a transaction had, in a block of its own. */
  emit(event: Emitted): void {
    this.block([event]);
  }

  /** Includes a transaction: refuses it where its sequence is not the next, runs it otherwise. */
  include(bytes: Uint8Array): TxOutcome {
    const txHash = bytesToHex(sha256(bytes)).toUpperCase();
    const known = this.txs.get(txHash);
    if (known !== undefined) return known;
    const { account, sequence, call } = JSON.parse(new TextDecoder().decode(bytes)) as Tx;
    if (sequence !== this.sequenceOf(account))
      throw new SdkError('sdk.tx_rejected', `sequence ${sequence} is not the next`);
    this.sequences.set(account, sequence + 1);
    const outcome = { txHash, code: 0, rawLog: '', gasUsed: 1_000n, gasWanted: 2_000n };
    try {
      const emitted = this.run(account, call);
      this.calls.push({ account, name: Object.keys(call.message)[0] ?? '' });
      const block = this.block(emitted, txHash);
      return this.remember({ ...outcome, height: block.height, events: block.events });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const block = this.block([], txHash);
      return this.remember({ ...outcome, code: 5, rawLog: error.message, height: block.height, events: [] });
    }
  }

  private remember(outcome: TxOutcome): TxOutcome {
    this.txs.set(outcome.txHash, outcome);
    return outcome;
  }

  private block(emitted: readonly Emitted[], txHash = ''): BlockEvents {
    const height = this.blocks.length + 1;
    const events = emitted.map((event, index) => ({ ...event, height, txHash, txIndex: 0, index }));
    const block = { height, timeMs: this.nowMs(), events };
    this.blocks.push(block);
    return block;
  }

  private run(account: string, { message, funds }: ContractCall): Emitted[] {
    const [name, body] = Object.entries(message as Record<string, Record<string, unknown>>)[0] ?? [];
    const text = (field: string): Uint8Array => Uint8Array.from(Buffer.from(String(body?.[field]), 'base64'));
    const command = (): bigint => BigInt(Number(body?.['command_id']));
    switch (name) {
      case 'submit_reports':
        return this.reported.submitAll(body?.['reports'] as string[]);
      case 'accept':
        return this.reported.speak(account, body, (seated, speaking) =>
          accept(seated, speaking, text('terms')),
        );
      case 'decline':
        return this.reported.speak(account, body, decline);
      case 'leave':
        return this.reported.speak(account, body, leave);
      case 'claim_omitted':
        return [this.reported.claimOmitted(text('observation'))];
      case 'take_command':
        return [this.contract.take(command(), { operator: text('pubkey'), account }, amountOf(funds))];
      case 'settle_command':
        return [
          this.contract.settle(command(), {
            action: body?.['action'] === null ? undefined : text('action'),
            readback: text('readback'),
            signature: text('signature'),
          }),
        ];
      case 'refund_command':
        return [this.contract.refund(command())];
      default:
        throw new Refused(`ledger.unknown: no message ${String(name)}`);
    }
  }
}

function amountOf(funds: ContractCall['funds']): bigint {
  return (funds ?? []).reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}
