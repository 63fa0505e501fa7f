import { toBase64 } from '@cosmjs/encoding';
import { MAX_BYTES, ReportFileSchema, ReportSchema, decode, encode } from '@cloudx3/proto';
import type { Decimal, FeedPolicy, ReportFile } from '@cloudx3/proto';
import { SdkError } from '@cloudx3/sdk';
import { MsgExecuteContract } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { ReadableChain } from '../source/chain.ts';
import { OPERATION, reportFileBytes } from './evidence.ts';

// A chain that holds a report of `evidence.ts`, and answers as the contract does.

export const ORACLE = 'wasm1oracle';
/** What the report of `evidence.ts` comes to. */
const PUBLISHED = { mantissa: '23150', scale: 2 };

/** What the contract answers to a query, by its name. */
export type Answers = Readonly<Record<string, () => unknown>>;

interface Changes {
  readonly answers?: Answers;
  /** The transactions that are found, in their order; undefined for one whose bytes are no longer kept. */
  readonly transactions?: readonly (Uint8Array | undefined)[];
  readonly evidence?: Uint8Array;
}

export interface ScriptedChain extends ReadableChain {
  /** Queries so far. */
  readonly asked: object[];
  isClosed: boolean;
  close(): void;
}

export function chainWith({
  answers,
  transactions,
  evidence = reportFileBytes(),
}: Changes = {}): ScriptedChain {
  const file = decode(ReportFileSchema, evidence, MAX_BYTES.reportFile);
  const known: Answers = { ...answersOf(file), ...answers };
  const found = transactions ?? [transactionWith(submission(reportIn(file)))];
  return {
    chainId: 'cloudx3-test-1',
    asked: [],
    isClosed: false,
    close() {
      this.isClosed = true;
    },
    findTxHashes: () => Promise.resolve(found.map((_, i) => String(i))),
    txBytes: (hash) => Promise.resolve(found[Number(hash)]),
    query(_contract, message) {
      this.asked.push(message);
      return Promise.resolve(Object.keys(message)[0] ?? '').then((name) => known[name]?.());
    },
  };
}

/** What the contract says where it knows no such thing. */
export function unknown(contractCode: string): () => never {
  return () => {
    throw new SdkError('sdk.contract', `${contractCode}: is not there`, { contractCode });
  };
}

/** A transaction of these messages to contracts: address, and JSON or bytes. */
export function transactionWith(
  ...messages: readonly (readonly [contract: string, message: object | Uint8Array])[]
) {
  const body = TxBody.fromPartial({
    messages: messages.map(([contract, message]) => ({
      typeUrl: '/cosmwasm.wasm.v1.MsgExecuteContract',
      value: MsgExecuteContract.encode(
        MsgExecuteContract.fromPartial({
          sender: 'wasm1sender',
          contract,
          msg: message instanceof Uint8Array ? message : new TextEncoder().encode(JSON.stringify(message)),
        }),
      ).finish(),
    })),
  });
  return TxRaw.encode(TxRaw.fromPartial({ bodyBytes: TxBody.encode(body).finish() })).finish();
}

export function submission(...reports: readonly Uint8Array[]) {
  return [ORACLE, { submit_reports: { reports: reports.map((bytes) => toBase64(bytes)) } }] as const;
}

/** The report of a file, as it was submitted. */
export function reportIn({ report }: ReportFile): Uint8Array {
  return report === undefined ? new Uint8Array() : encode(ReportSchema, report);
}

/** A value as the contract tells it. */
export function valueOf(round: number, value: object = PUBLISHED) {
  return {
    ...{ feed_id: 7, round, round_start_ms: 1, session_time_ms: 1, updated_at_ms: 1, height: 9 },
    ...{ value, decimals: 2, unit: 'W', spread: { mantissa: '0', scale: 2 } },
    ...{
      observations: 3,
      notaries: 1,
      modes: { mpc: 3, proxy: 0 },
      custom_ca: false,
      transmitter: 'wasm1sender',
    },
  };
}

function answersOf({ policy }: ReportFile): Answers {
  const operation = {
    ...{
      id: toBase64(OPERATION.id),
      operation: toBase64(OPERATION.bytes),
      publisher: 'wasm1sender',
      height: 1,
    },
  };
  return {
    feed: () => ({
      ...{ id: 7, admin: 'wasm1sender', active: true, last_round: 3, last_value: PUBLISHED },
      ...{ escrow: '0', owed: '0', round_cost: '0', withdrawing: '0', runway: null },
      ...{ closed_from_round: null, pending: null, row: null },
      spec: policy && specOf(policy),
    }),
    feed_members: () => ({
      operators: policy?.operators.map(memberOf) ?? [],
      notaries: policy?.notaries.map(memberOf) ?? [],
      quorum: policy?.quorum ?? 0,
    }),
    latest: () => valueOf(3),
    value_at: () => valueOf(3),
    history: () => ({ values: [valueOf(2, { mantissa: '23100', scale: 2 })] }),
    operation: () => operation,
  };
}

/** A member of the first rounds, who has left since. */
function memberOf(pubkey: Uint8Array) {
  const rounds = [{ from: 0, until: 4 }];
  const state = { absent: 0, agreed: true, member: false, jailed_until_ms: null };
  return { pubkey: toBase64(pubkey), account: 'wasm1member', owed: '0', rounds, ...state };
}

function specOf(policy: FeedPolicy) {
  const accepted = (notaries: number) => (notaries === 0 ? null : { notaries });
  // Who is invited is no matter of who is a member.
  const invited = [toBase64(OPERATION.id)];
  return {
    ...{
      operation_id: toBase64(OPERATION.id),
      params: [{ name: 'meter', value: 'A1' }],
      subject: '',
      label: 'a',
    },
    ...{ reading: policy.reading, unit: policy.unit, decimals: policy.decimals, quorum: policy.quorum },
    ...{ interval_ms: Number(policy.intervalMs), start_ms: Number(policy.startMs), max_age_ms: 120_000 },
    ...{ operators: invited, notaries: invited },
    modes: { mpc: accepted(policy.mpcNotaries), proxy: accepted(policy.proxyNotaries) },
    ...{ allow_custom_ca: policy.allowCustomCa, max_observed_age_ms: null, measured_only: false },
    ...{ rows: [], distinct_groups: false, distinct_networks: false },
    ...{ notice_ms: 120_000, claim_window_ms: 1, jail_after: 50, jail_ms: 1 },
    ...{ observer_reward: '1', notary_reward: '1', transmitter_reward: '1' },
    step_up: policy.stepUp === undefined ? null : stepUpOf(policy.stepUp),
  };
}

function stepUpOf({ everyRounds, movedMoreThan }: NonNullable<FeedPolicy['stepUp']>) {
  return {
    every_rounds: everyRounds === 0n ? null : Number(everyRounds),
    moved_more_than: movedMoreThan === undefined ? null : jsonOf(movedMoreThan),
  };
}

function jsonOf({ mantissa, scale }: Decimal) {
  return { mantissa: String(mantissa), scale };
}
