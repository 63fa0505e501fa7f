import type { ShownAsk, ShownRequest } from './policy.ts';

/** For people: each ask with what it would have this node send, whom it shows what, and what it pays. */
export function policyLines(asks: readonly ShownAsk[]): string[] {
  if (asks.length === 0) return ['Nothing on chain names this operator.'];
  return asks.flatMap((ask) => [
    `${ask.kind} ${plain(ask.id)} of ${plain(ask.by)}: ${ask.standing}`,
    `  called   ${JSON.stringify(ask.label)}, by its maker`,
    ...ask.requests.map((request) => `  sends    ${requestLine(request)}`),
    ...ask.requests.flatMap(({ reveals }) =>
      reveals.length === 0 ? [] : [`  reveals  ${reveals.join(', ')}, to its notaries and then to everybody`],
    ),
    `  pays     ${ask.pays}${ask.kind === 'feed' ? ' an observation' : ' a command at least'}`,
    ...decideLine(ask),
  ]);
}

function requestLine({ operation, name, kind, server, params, choice, secrets }: ShownRequest): string {
  if (name === undefined) return `operation ${operation}, which is not published`;
  const given = Object.entries(params).map(([param, value]) => `${plain(param)} ${plain(value)}`);
  const chosen =
    choice === undefined ? [] : [`${plain(choice.param)} one of ${choice.values.map(plain).join(', ')}`];
  const what = [...given, ...chosen].join(', ');
  const secret = secrets.length === 0 ? '' : `, with the credential ${secrets.join(', ')}`;
  const acts = kind === 'action' ? ', which acts' : '';
  return `${name} to ${server ?? ''}${acts}${what === '' ? '' : ` (${what})`}${secret}; operation ${operation}`;
}

/** So much of a digest that nobody finds other terms that begin alike. */
export const TERMS_DIGITS = 32;

function decideLine({ kind, id, standing, terms }: ShownAsk): string[] {
  const accept = `oracle-node policy accept ${kind} ${plain(id)} ${terms.slice(0, TERMS_DIGITS)}`;
  const refuse = `oracle-node policy refuse ${kind} ${plain(id)}`;
  if (standing === 'accepted' || standing === 'by_rule') return [`  decide   ${refuse}`];
  return [`  decide   ${standing === 'refused' ? accept : `${accept} | ${refuse}`}`];
}

/** A stranger's text, or a lying RPC's, must not write on the terminal as it likes. */
function plain(text: string): string {
  return /^[\x21-\x7e]+$/.test(text) ? text : JSON.stringify(text);
}
