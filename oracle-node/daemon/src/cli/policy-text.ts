import { FEE_MARGIN } from '../policy/figures.ts';
import { inGroups } from '../policy/in-groups.ts';
import type { Standing } from '../policy/standing.ts';
import type { ShownAsk, ShownRequest } from './shown-ask.ts';
import { wrapped } from './wrapped.ts';

/** For people: each ask with what it would have this node send, whom it shows what, what it costs and pays, and how to answer it. */
export function policyLines(asks: readonly ShownAsk[]): string[] {
  if (asks.length === 0) return ['Nothing on chain names this operator.'];
  return asks.flatMap((ask, index) => [...(index === 0 ? [] : ['']), ...askLines(ask)]);
}

const STANDINGS: Readonly<Record<Standing, string>> = {
  accepted: 'accepted, and served',
  by_rule: 'accepted by the rule under [policy], and served',
  leaving: 'served until the chain lets it go: you are leaving',
  refused: 'refused, and not served',
  changed: 'NOT SERVED: other terms were accepted',
  asked: 'NOT SERVED: you have not said anything',
};

function askLines(ask: ShownAsk): string[] {
  const { kind, id, by, label, standing, requests, notaries } = ask;
  return [
    `${kind} ${plain(id)}: ${STANDINGS[standing]}`,
    ...onChainLines(ask),
    ...wrapped('by', `${plain(by)}, who calls it ${JSON.stringify(label)}`),
    ...requests.flatMap((request) => requestLines(request)),
    ...wrapped('shows', `each response, whole, to ${notaries.map(plain).join(', ')}`),
    ...wrapped('', revealed(requests)),
    ...(kind === 'feed' ? feedBudget(ask) : deviceBudget(ask)),
    ...ask.tooMuch.flatMap((reason, index) => wrapped(index === 0 ? 'TOO MUCH' : '', reason)),
    ...decideLines(ask),
  ];
}

/** What the contracts have, and how long there is money. */
function onChainLines({ onChain }: ShownAsk): string[] {
  if (onChain === undefined) return [];
  const { isMember, until, jailedUntilMs, runway } = onChain;
  const leaves = until === undefined ? '' : `, until round ${until}`;
  const out = jailedUntilMs === undefined ? '' : `, and out until ${new Date(jailedUntilMs).toISOString()}`;
  const lasts = runway === undefined ? '' : `; its escrow pays ${runway} more rounds`;
  return wrapped('chain', `${isMember ? 'a member' : 'invited, and no member'}${leaves}${out}${lasts}`);
}

function requestLines({
  operation,
  name,
  kind,
  sends,
  choice,
  secrets,
  credential,
  hasCredential,
}: ShownRequest): string[] {
  if (name === undefined || sends === undefined)
    return wrapped('sends', `operation ${operation}, which is not published: nothing`);
  const { method, host, target, secretHeaders, body } = sends;
  const chosen =
    choice === undefined
      ? []
      : wrapped('', `{${plain(choice.param)}} one of ${choice.values.map(plain).join(', ')}`);
  return [
    ...wrapped(kind === 'action' ? 'ACTS' : 'reads', plain(name)),
    ...wrapped('', `${method} https://${plainly(host)}${plainly(target)}`),
    ...secretHeaders.flatMap((header) => wrapped('', plainly(header))),
    ...(body === undefined ? [] : wrapped('', `body ${plainly(body)}`)),
    ...chosen,
    ...wrapped('', `operation ${operation}`),
    ...wrapped('with', credentialText({ secrets, credential, hasCredential })),
  ];
}

function credentialText({
  secrets,
  credential,
  hasCredential,
}: Pick<ShownRequest, 'secrets' | 'credential' | 'hasCredential'>): string {
  if (secrets.length === 0) return 'no credential';
  const filled = secrets.map((secret) => `<${secret}>`).join(', ');
  return hasCredential
    ? `your credential for ${plain(credential)}, which fills ${filled}; ${plain(credential.split(' ')[0] ?? '')} sees it, and nobody else`
    : `${filled}, for which there is no credential under [[vendors]]: nothing is sent`;
}

function revealed(requests: readonly ShownRequest[]): string {
  const readings = requests.flatMap(({ reveals }) => reveals);
  return readings.length === 0
    ? 'and nothing of it to the public'
    : `and ${readings.join(', ')} to everybody, on chain and for good`;
}

/** Each line is one step of the arithmetic. */
function feedBudget({
  budget,
  everySeconds = 0,
  members = 0,
  money,
  observerReward,
  transmitterReward,
}: ShownAsk): string[] {
  const { work, gas, fee, earns } = budget;
  if (work === undefined) return [];
  const { rounds, sessions, requests, reports, gasOfReport } = work;
  const byMode = Object.entries(sessions)
    .filter(([, some]) => some > 0)
    .map(([mode, some]) => `${inGroups(some)} by ${mode.toUpperCase()}`);
  const { denom, gasPrice } = money;
  return [
    ...wrapped('a day', `one round each ${inGroups(everySeconds)} s = ${inGroups(rounds)} rounds a day`),
    ...wrapped('', `${byMode.join(' + ')} = ${inGroups(requests)} requests to the vendor`),
    ...wrapped(
      'gas',
      `${inGroups(rounds)} rounds ÷ ${members} members in turn = ${inGroups(reports)} reports × ${inGroups(gasOfReport)} = ${inGroups(gas)}`,
    ),
    ...wrapped(
      'costs',
      `${inGroups(gas)} × ${FEE_MARGIN} (margin) × ${gasPrice} = ${inGroups(fee)}${denom} of fees`,
    ),
    ...wrapped(
      'pays',
      `${inGroups(rounds)} × ${inGroups(observerReward)} + ${inGroups(reports)} × ${inGroups(transmitterReward)} = ${inGroups(earns)}${denom}`,
    ),
    ...wrapped('leaves', leaves(earns - fee, denom, 'a day')),
  ];
}

function deviceBudget({
  pays,
  budget: { gas, fee, earns, requests },
  money: { denom, gasPrice },
}: ShownAsk): string[] {
  return [
    ...wrapped(
      'each',
      `${requests} requests to the vendor a command: the action, and the read-back that proves it`,
    ),
    ...wrapped(
      'costs',
      `${inGroups(gas)} gas × ${FEE_MARGIN} (margin) × ${gasPrice} = ${inGroups(fee)}${denom} of fees`,
    ),
    ...wrapped('pays', `${pays} at least, of which ${inGroups(earns)}${denom} are its executor's`),
    ...wrapped('leaves', leaves(earns - fee, denom, 'a command')),
  ];
}

function leaves(rest: number, denom: string, per: string): string {
  return `${rest < 0 ? '−' : ''}${inGroups(Math.abs(rest))}${denom} ${per}${rest < 0 ? ': YOU PAY FOR IT' : ''}`;
}

/** So much of a digest that nobody finds other terms that begin alike. */
export const TERMS_DIGITS = 32;

function decideLines({ kind, id, standing, terms }: ShownAsk): string[] {
  const accept = `oracle-node policy accept ${kind} ${plain(id)} ${terms.slice(0, TERMS_DIGITS)}`;
  const refuse = `oracle-node policy refuse ${kind} ${plain(id)}`;
  const isServed = standing === 'accepted' || standing === 'by_rule';
  const verbs = isServed ? [refuse] : standing === 'refused' ? [accept] : [accept, refuse];
  return verbs.map((verb, index) => `  ${(index === 0 ? 'decide' : 'or').padEnd(9)}${verb}`);
}

/** A stranger's text, or a lying RPC's, must not write on the terminal as it likes. */
function plain(text: string): string {
  return /^[\x21-\x7e]+$/.test(text) ? text : JSON.stringify(text);
}

/** The same of a text in which blanks are usual. */
function plainly(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}
