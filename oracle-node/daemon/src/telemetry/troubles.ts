/** Something that can be wrong with a node for a while. */
export interface TroubleDefinition {
  /** `red` makes /health answer 503; `yellow` is shown there only. */
  readonly level: 'red' | 'yellow';
  /** The code that it has, or where that comes from. */
  readonly code: string;
  /** What is wrong, in a sentence. */
  readonly meaning: string;
  /** When it is over. */
  readonly until: string;
  /** What an operator does about it. */
  readonly advice: string;
}

/** Every trouble by its name on /health; N is a feed's id, a budget's or a sink's name. docs/OBSERVABILITY.md is generated from here. */
export const TROUBLES = {
  chain: {
    level: 'red',
    code: 'that of the failure: `sdk.unreachable`, `sdk.query_failed`, `sdk.malformed`',
    meaning: 'The chain does not answer as it should.',
    until: 'it answers',
    advice: 'Check the RPC address and the chain’s node. The node goes on where it left off.',
  },
  registration: {
    level: 'red',
    code: '`node.not_registered`',
    meaning: 'The chain does not show this operator as registered and active.',
    until: 'it does',
    advice: '`oracle-node register`, once the gas account has the bond.',
  },
  double_signing: {
    level: 'red',
    code: '`node.double_signing`',
    meaning: 'Somebody else signs observations with this node’s key.',
    until: 'the node is started again',
    advice: 'Find out whether it runs twice or the key was taken; stop the other, or replace the key.',
  },
  'feed/N/missed': {
    level: 'red',
    code: '`node.round_missed`',
    meaning: 'This node should have observed a round of the feed and did not.',
    until: 'it observes a round of the feed',
    advice:
      'The reason stands beside it: a vendor that refuses the credential, a notary that is down, a machine that is too slow.',
  },
  'feed/N/report': {
    level: 'red',
    code: 'the contract’s, like `report.quorum`',
    meaning: 'The contract refused a report of the feed by this node.',
    until: 'one is confirmed',
    advice: 'By the code; often a program that is older than the contract.',
  },
  'feed/N/operation': {
    level: 'red',
    code: '`node.operation`',
    meaning:
      'The feed’s operation is not published, not well formed, or does not fit the modes that it accepts.',
    until: 'it can be used',
    advice: 'Tell the feed’s maker; there is nothing to do here.',
  },
  'feed/N/escrow': {
    level: 'yellow',
    code: '`node.unfunded`',
    meaning:
      'The feed’s escrow pays no further round, or fewer than `[policy] least_runway` asks for, so that none is read.',
    until: 'it pays them, or the feed is closed',
    advice: 'Tell the feed’s maker, or leave it with `oracle-node policy leave`.',
  },
  'membership/N': {
    level: 'yellow',
    code: 'the contract’s, like `feed.terms`',
    meaning: 'What was accepted could not be accepted on chain; N is the feed or device.',
    until: 'the chain shows it',
    advice: 'By the code; the node tries again.',
  },
  policy: {
    level: 'red',
    code: '`node.policy`',
    meaning: 'The file of decisions cannot be read, so that nothing is served that was accepted there.',
    until: 'it can be read, or is gone',
    advice:
      'Mend `policy.json` in the store’s folder, or delete it and accept again with `oracle-node policy`.',
  },
  'budget/N': {
    level: 'yellow',
    code: '`node.budget`',
    meaning:
      'A budget of the day has nothing left for somebody who was accepted; N is `gas` or a credential.',
    until: 'something is spent of it again, the next day (UTC) at the latest',
    advice: 'Raise the limit under `[policy]` or `[[quotas]]`, or refuse what is not worth it.',
  },
  archive: {
    level: 'yellow',
    code: '`node.archive`',
    meaning: 'Attestations are not kept where people find them.',
    until: 'one is kept',
    advice:
      'Check the archive’s folder: permissions and free space. The store has the attestations meanwhile.',
  },
  'telemetry/N': {
    level: 'yellow',
    code: 'that of the failure, or `unexpected`',
    meaning: 'A place where events go fails.',
    until: 'it takes one',
    advice: 'Check that place, for example the log file’s disk.',
  },
} as const satisfies Readonly<Record<string, TroubleDefinition>>;

export type TroubleKind = keyof typeof TROUBLES;

/** One kind of trouble, and of which feed or sink where its name has an N. */
export interface TroubleId {
  readonly kind: TroubleKind;
  readonly of?: string | number;
}

/** As /health names it. */
export function troubleName({ kind, of = '' }: TroubleId): string {
  return kind.replace('N', String(of));
}
