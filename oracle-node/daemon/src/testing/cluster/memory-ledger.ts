import { Mode } from '@cloudx3/proto';
import type { Report } from '@cloudx3/proto';
import { SdkError } from '@cloudx3/sdk';
import type { BlockEvents, Command, Device, Feed, Notary, Operator, TxOutcome } from '@cloudx3/sdk';
import { checkReport, formatDecimal, readOperation, readReport, unwrap } from '@cloudx3/verifier-core';
import type { NetworkId } from '@cloudx3/verifier-core';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { feedRules } from '../../chain/chain-view.ts';
import type { ContractCall } from '../../chain/ports.ts';
import { MemoryDevices } from './memory-devices.ts';
import { Refused } from './refused.ts';
import type { Emitted } from './refused.ts';

export const ORACLE = 'ucx1oracle';

interface Tx {
  readonly account: string;
  readonly sequence: number;
  readonly call: ContractCall;
}

/** The contracts' rules as far as a node can tell, on one block a transaction, in memory. */
export class MemoryLedger {
  readonly network: NetworkId = { chainId: 'test-1', oracle: ORACLE };
  readonly feeds = new Map<number, Feed>();
  readonly operators: Operator[] = [];
  readonly notaries: Notary[] = [];
  readonly operations = new Map<string, Uint8Array>();
  readonly blocks: BlockEvents[] = [];
  readonly txs = new Map<string, TxOutcome>();
  /** Contract calls that succeeded, by name. */
  readonly calls: { readonly account: string; readonly name: string }[] = [];
  private readonly contract: MemoryDevices;
  private readonly sequences = new Map<string, number>();
  private readonly nowMs: () => number;

  constructor(deps: { nowMs(): number }) {
    this.nowMs = () => deps.nowMs();
    const { network, operations } = this;
    this.contract = new MemoryDevices({ network, operations, nowMs: () => BigInt(deps.nowMs()) });
  }

  get devices(): Map<string, Device> {
    return this.contract.devices;
  }

  get commands(): Map<bigint, Command> {
    return this.contract.commands;
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

  private run(account: string, { message }: ContractCall): Emitted[] {
    const [name, body] = Object.entries(message as Record<string, Record<string, unknown>>)[0] ?? [];
    const text = (field: string): Uint8Array => Uint8Array.from(Buffer.from(String(body?.[field]), 'base64'));
    const command = (): bigint => BigInt(Number(body?.['command_id']));
    switch (name) {
      case 'submit_reports':
        return (body?.['reports'] as string[]).map((report) =>
          this.submit(account, Uint8Array.from(Buffer.from(report, 'base64'))),
        );
      case 'take_command':
        return [this.contract.take(command(), text('pubkey'))];
      case 'settle_command':
        return [
          this.contract.settle(
            command(),
            body?.['action'] === null ? undefined : text('action'),
            text('readback'),
          ),
        ];
      case 'refund_command':
        return [this.contract.refund(command())];
      default:
        throw new Refused(`ledger.unknown: no message ${String(name)}`);
    }
  }

  private submit(account: string, bytes: Uint8Array): Emitted {
    const read = readReport(bytes);
    if (!read.ok) throw new Refused(`${read.code}: ${read.message}`);
    const report = read.value;
    const feed = this.feeds.get(report.feedId);
    if (feed === undefined) throw new Refused('feed.unknown: no such feed');
    const { startMs, intervalMs } = feed.spec;
    const { round } = report;
    const now = BigInt(this.nowMs());
    const skip = (reason: string): Emitted => ({
      contract: ORACLE,
      type: 'feed_skipped',
      attributes: { feed_id: String(feed.id), round: String(round), reason },
    });
    // REP-4, in the contract's order.
    if (!feed.active) return skip('inactive');
    if (feed.lastRound !== undefined && round <= feed.lastRound) return skip('not_newer');
    if (now < startMs + round * intervalMs) throw new Refused('report.future: the round has not begun');
    if (now > startMs + (round + 2n) * intervalMs) return skip('too_old');
    const operation = unwrap(
      readOperation(this.operations.get(bytesToHex(feed.spec.operationId)) ?? new Uint8Array()),
    );
    const { result } = checkReport(report, {
      network: this.network,
      feed: feedRules(feed, operation),
      operation,
      latest: feed.lastValue,
    });
    if (!result.ok) throw new Refused(`${result.code}: ${result.message}`);
    const [outcome] = result.value.feeds;
    if (outcome === undefined) throw new Refused('report.quorum: no value');
    this.feeds.set(feed.id, { ...feed, lastRound: round, lastValue: outcome.value });
    return {
      contract: ORACLE,
      type: 'feed_updated',
      attributes: {
        feed_id: String(feed.id),
        round: String(round),
        value: formatDecimal(outcome.value),
        unit: feed.spec.unit,
        spread: formatDecimal(outcome.spread),
        observations: String(result.value.observations),
        notaries: String(result.value.notaries),
        mode_mpc: String(countMode(report, Mode.MPC)),
        mode_proxy: String(countMode(report, Mode.PROXY)),
        custom_ca: String(result.value.customCa),
        transmitter: account,
        observers: report.observations.map(({ observer }) => bytesToHex(observer)).join(','),
        underfunded: 'false',
        rewards: '',
      },
    };
  }
}

/** Observations of this mode; OBS-6 has made all attestations of one alike. */
function countMode({ observations }: Report, mode: Mode): number {
  return observations.filter(({ attestations }) => attestations[0]?.mode === mode).length;
}
