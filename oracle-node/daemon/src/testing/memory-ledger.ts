import { equalBytes } from '@cloudx3/proto';
import { SdkError } from '@cloudx3/sdk';
import type {
  BlockEvents,
  Command,
  ContractEvent,
  Device,
  Feed,
  Notary,
  Operator,
  TxOutcome,
} from '@cloudx3/sdk';
import { checkReport, formatDecimal, readAttestation, readReport, unwrap } from '@cloudx3/verifier-core';
import type { NetworkId } from '@cloudx3/verifier-core';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { feedRules } from '../chain/chain-view.ts';
import type { ContractCall } from '../chain/ports.ts';
import { readOperation } from '@cloudx3/verifier-core';

export const ORACLE = 'ucx1oracle';
export const DEVICES = 'ucx1devices';
const LEASE_MS = 60_000n;

interface Tx {
  readonly account: string;
  readonly sequence: number;
  readonly call: ContractCall;
}

type Emitted = Pick<ContractEvent, 'contract' | 'type' | 'attributes'>;

/** What a contract says no with: its dotted code and a text. */
class Refused extends Error {}

/** The contracts' rules as far as a node can tell, on one block a transaction, in memory. */
export class MemoryLedger {
  readonly network: NetworkId = { chainId: 'test-1', oracle: ORACLE };
  readonly feeds = new Map<number, Feed>();
  readonly operators: Operator[] = [];
  readonly notaries: Notary[] = [];
  readonly operations = new Map<string, Uint8Array>();
  readonly devices = new Map<string, Device>();
  readonly commands = new Map<bigint, Command>();
  readonly blocks: BlockEvents[] = [];
  readonly txs = new Map<string, TxOutcome>();
  /** Contract calls that succeeded, by name. */
  readonly calls: { readonly account: string; readonly name: string }[] = [];
  private readonly sequences = new Map<string, number>();
  private readonly nowMs: () => number;

  constructor(deps: { nowMs(): number }) {
    this.nowMs = () => deps.nowMs();
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
        return [this.take(command(), text('pubkey'))];
      case 'settle_command':
        return [
          this.settle(command(), body?.['action'] === null ? undefined : text('action'), text('readback')),
        ];
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
    if (feed.lastRound !== undefined && round <= feed.lastRound) return skip('not newer');
    if (now >= startMs + (round + 2n) * intervalMs) return skip('too old');
    if (now < startMs + round * intervalMs) throw new Refused('report.future: the round has not begun');
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
    this.feeds.set(feed.id, { ...feed, lastRound: round, lastValue: result.value.value });
    return {
      contract: ORACLE,
      type: 'feed_updated',
      attributes: {
        feed_id: String(feed.id),
        round: String(round),
        value: formatDecimal(result.value.value),
        observations: String(result.value.observations),
        transmitter: account,
      },
    };
  }

  private take(id: bigint, operator: Uint8Array): Emitted {
    const command = this.pending(id);
    const now = BigInt(this.nowMs());
    if (command.lease !== undefined && command.lease.untilMs > now)
      throw new Refused('command.leased: another holds it');
    const untilMs = now + LEASE_MS;
    this.commands.set(id, { ...command, lease: { operator: Uint8Array.from(operator), untilMs } });
    return {
      contract: DEVICES,
      type: 'command_taken',
      attributes: { command_id: String(id), operator: bytesToHex(operator), until_ms: String(untilMs) },
    };
  }

  private settle(id: bigint, action: Uint8Array | undefined, readback: Uint8Array): Emitted {
    const command = this.pending(id);
    const { body } = unwrap(readAttestation(readback));
    const purpose = body.context?.purpose;
    if (purpose?.case !== 'command' || purpose.value.commandId !== id)
      throw new Refused('receipt.context: another command');
    if (!equalBytes(body.operationId, command.readbackOperation))
      throw new Refused('receipt.operation: another operation');
    const value = body.readings.find((reading) => reading.name === command.readbackReading)?.value;
    if (value?.mantissa !== command.expect.mantissa)
      throw new Refused('receipt.value: not the commanded value');
    if (action !== undefined && unwrap(readAttestation(action)).body.sessionTimeMs > body.sessionTimeMs) {
      throw new Refused('receipt.order: the action came after its read-back');
    }
    const receipt = {
      readbackId: bytesToHex(sha256(readback)),
      actionId: undefined,
      executor: Uint8Array.from(body.prover),
      settledAtMs: BigInt(this.nowMs()),
    };
    this.commands.set(id, { ...command, status: 'settled', receipt });
    return {
      contract: DEVICES,
      type: 'command_settled',
      attributes: { command_id: String(id), executor: bytesToHex(body.prover) },
    };
  }

  private pending(id: bigint): Command {
    const command = this.commands.get(id);
    if (command?.status !== 'pending') throw new Refused('command.final: settled or refunded already');
    if (BigInt(this.nowMs()) >= command.deadlineMs)
      throw new Refused('command.expired: the deadline has passed');
    return command;
  }
}
