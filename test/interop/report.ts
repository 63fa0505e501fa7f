import { format, resolveConfig } from 'prettier';
import { AXES } from './axes.ts';
import type { Axis } from './axes.ts';
import type { FleetMember } from './fleet.ts';
import { KEY_UPDATE_REFUSED } from './run-server.ts';
import type { Outcome } from './run-server.ts';

export interface ServerResult extends FleetMember {
  readonly outcomes: readonly Outcome[];
}

const HEADINGS: Readonly<Record<string, string>> = {
  'ecdsa-p256': 'ECDSA P-256',
  'ecdsa-p384': 'ECDSA P-384',
  'rsa-2048': 'RSA 2048',
  'rsa-4096': 'RSA 4096',
  ed25519: 'Ed25519',
  chain: 'P-256 below an RSA intermediate',
  on: 'tickets',
  off: 'no tickets',
  'P-384': 'P-384 after HelloRetryRequest',
  any: 'suite of its choice',
  TLS_AES_256_GCM_SHA384: 'AES-256-GCM',
  TLS_CHACHA20_POLY1305_SHA256: 'ChaCha20-Poly1305',
  length: 'Content-Length',
  header: 'a header',
  target: 'the request line',
  form: 'a form body',
  three: 'all three at once',
};

/** docs/INTEROP.md. Holds no time and no date, so that it changes only where a server or a result does. */
export async function renderReport(results: readonly ServerResult[], path: string): Promise<string> {
  const cases = results.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  const text = [
    '# Interoperability of PROXY mode',
    'Written by `npm run interop`, which CI runs; do not edit. One server alone: `npm run interop -- --server "Go crypto/tls"`. A server that a machine lacks is skipped by name, with how to get it; with `CLOUDX3_NOTHING_SKIPPED=1` that is a failure. The servers and their settings are in `test/interop/servers`.',
    `Each of the ${cases} cases is a whole notarized session: a notary in a process of its own, the prover, and a genuine foreign TLS server, read on a connection of its own. The request has its credential in a hole in the middle, in a header, in the request line, in a form body or in all three at once, so that the prover changes its keys before and behind each; the server answers only if the credential in each place and what stands behind it have come through, which is tried with wrong ones first. Afterwards the attestation is verified from its bytes by \`@cloudx3/verifier-core\`: signature, operation, parameters, context; the transcript that it commits to, whose body must be, byte for byte, what the server has on its disk; the value; the keys of server and authority, the cipher suite, TLS version, address, hole and key binding in the evidence; and that the credential is nowhere.`,
    `Every combination of certificate, tickets and group that a server can be brought to is one port of it, and on each port every size is read in both framings, but for the largest, which is read in one of them, in turns, and each of the holes that are not in a header is read once, so that every pair of values of two axes is met; each further cipher suite has one more port. Another client (OpenSSL) first asks each port whether group, suite, certificate and tickets are really what its case says. Cells are _passed of all_; a dash is explained below.`,
    '## Servers',
    table(
      ['server', 'version', 'passed', 'hidden part of the request', 'key binding', 'suite of its choice'],
      results.map(serverRow),
    ),
    'A key binding is `RECORD` where a NewSessionTicket or a close_notify opened under the keys of the secret that the prover had committed to, else `GRAMMAR` (PRX-9). The last record of a form and of all three holes at once is short, so that the prover pads it (PRX-5).',
    '## Certificates',
    axisTable(results, ['certificate']),
    '## Handshakes',
    axisTable(results, ['group', 'tickets', 'suite']),
    '## Responses',
    'Sizes are bytes of the body; a record holds 16,384.',
    axisTable(results, ['framing', 'size']),
    '## Places of the credential',
    axisTable(results, ['hole']),
    '## What could not be tested, and why',
    results.flatMap(inabilityLines).join('\n'),
    'OpenSSL without tickets is in the row of Python, which can set their number.',
    ...refusalText(results),
    '',
  ].join('\n\n');
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

function serverRow(result: ServerResult): readonly string[] {
  const { server, version, outcomes } = result;
  const hidden = outcomes.filter((each) => each.hidden);
  return [
    server.name,
    version,
    ratio(outcomes),
    server.refusesKeyUpdate === undefined
      ? 'read'
      : `refused, ${ratio(hidden)} with \`${KEY_UPDATE_REFUSED}\``,
    bindingsOf(outcomes),
    chosenSuites(outcomes),
  ];
}

/** Which key bindings its sessions had; with what tickets, where that makes the difference. */
function bindingsOf(outcomes: readonly Outcome[]): string {
  const seen = (tickets: string): readonly string[] => {
    const found = outcomes.flatMap((each) =>
      each.passed && each.binding !== '' && each.case.tickets === tickets ? [`\`${each.binding}\``] : [],
    );
    return [...new Set(found)].toSorted();
  };
  const [on, off] = [seen('on').join(' or '), seen('off').join(' or ')];
  return off === '' || on === off ? on : `${on}; ${off} without tickets`;
}

function chosenSuites(outcomes: readonly Outcome[]): string {
  const suites = outcomes.flatMap((each) =>
    each.passed && each.suite !== '' && each.case.suite === 'any' ? [each.suite] : [],
  );
  return [...new Set(suites)].toSorted().join(', ');
}

function axisTable(results: readonly ServerResult[], axes: readonly Axis[]): string {
  const columns = axes.flatMap((axis) => AXES[axis].map((value) => ({ axis, value })));
  const headings = columns.map(({ axis, value }) =>
    axis === 'size' ? Number(value).toLocaleString('en') : (HEADINGS[value] ?? value),
  );
  const rows = results.map(({ server, outcomes }) => [
    server.name,
    ...columns.map(({ axis, value }) => ratio(outcomes.filter((each) => each.case[axis] === value))),
  ]);
  return table(['server', ...headings], rows);
}

function inabilityLines({ server }: ServerResult): readonly string[] {
  return server.cannot.map(
    ({ axis, value, why }) => `- **${server.name}**, ${axis} \`${HEADINGS[value] ?? value}\`: ${why}.`,
  );
}

function refusalText(results: readonly ServerResult[]): readonly string[] {
  const lines = results.flatMap(({ server: { name, refusesKeyUpdate } }) =>
    refusesKeyUpdate === undefined ? [] : [`- **${name}**: ${refusesKeyUpdate}.`],
  );
  if (lines.length === 0) return [];
  return [
    '## Servers that refuse a KeyUpdate',
    `They cannot be read with a hidden part in PROXY mode; prover and notary say so with \`${KEY_UPDATE_REFUSED}\` (PRX-10), and MPC mode is the way. One request on each port shows that. All other cases of such a server are read without a hole, which shows that nothing else stands in the way.`,
    lines.join('\n'),
  ];
}

function ratio(outcomes: readonly Outcome[]): string {
  return outcomes.length === 0
    ? '–'
    : `${outcomes.filter(({ passed }) => passed).length} of ${outcomes.length}`;
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}
