import { EVENTS } from 'oracle-node/reference';
import { expect, it } from 'vitest';
import { nodeNarrator } from './narrate-nodes.ts';

/** A terminal that keeps what it is told, and a narrator for it. */
function narrating() {
  const told: string[] = [];
  const progress: string[] = [];
  const tell = nodeNarrator({
    event: (who, text) => told.push(`${who} ${text}`),
    warn: (text) => told.push(`! ${text.trim()}`),
    progress: (text) => progress.push(text),
  });
  return { told, progress, tell };
}

/** A record as the node's log has it, of an event that there is, with attributes that the event has. */
function record(event: keyof typeof EVENTS, attributes: Readonly<Record<string, string | number>>) {
  expect(Object.keys(EVENTS[event].attributes)).toEqual(expect.arrayContaining(Object.keys(attributes)));
  return { level: 30, event, ...attributes };
}

it('tells a person what each node does, in the words of the node’s own events', () => {
  const { told, tell } = narrating();
  const round = { feedId: 1, round: '7' };
  tell('node-1', record('observation.signed', { ...round, value: '21.60', unit: 'Cel', mode: 'mpc' }));
  tell('node-2', record('round.step_up', round));
  tell('node-3', record('round.missed', { ...round, reason: 'the vendor was late' }));
  tell('node-4', record('command.acting', { command: '3' }));
  tell('node-4', record('command.acted', { command: '3' }));
  tell('node-4', record('error', { doing: 'reading', message: 'no notary answers' }));
  expect(told).toEqual([
    'node-1 attests 21.60 Cel by MPC for feed 1, round 7',
    'node-2 sees a move that PROXY is not trusted with, and reads again by MPC',
    '! node-3 missed feed 1, round 7: the vendor was late',
    'node-4 carries out command 3 at the vendor, under notarization',
    'node-4 has the vendor’s attested answer; reads the device back',
    '! node-4: reading: no notary answers',
  ]);
});

it('leaves out what comes from every node every ten seconds, and what is for programs', () => {
  const { told, tell } = narrating();
  tell(
    'node-1',
    record('observation.signed', { feedId: 1, round: '7', value: '1', unit: 'W', mode: 'proxy' }),
  );
  tell('node-1', record('report.confirmed', {}));
  tell('node-1', { msg: 'no event of ours' });
  expect(told).toEqual([]);
});

it('shows in which phase of MPC each node is, in words', () => {
  const { progress, tell } = narrating();
  tell('node-1', record('mpc.phase', { phase: 'exchanging' }));
  tell('node-2', record('mpc.phase', { phase: 'of_another_version' }));
  expect(progress.at(-1)).toBe(
    'node-1 does the TLS handshake and the request together with its notary · node-2 of_another_version',
  );
});

it.each(['attestation.made', 'observation.signed', 'round.missed', 'error'] as const)(
  'shows no phase of a session that ended with "%s"',
  (event) => {
    const { progress, tell } = narrating();
    tell('node-1', record('mpc.phase', { phase: 'revealing' }));
    tell('node-2', record('mpc.phase', { phase: 'connecting' }));
    tell('node-1', record(event, {}));
    expect(progress.at(-1)).toBe('node-2 connects to its notary');
  },
);
