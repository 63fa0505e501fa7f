import { MODES, MODE_NAMES } from '@cloudx3/verifier-core';
import { tailLog } from './log-tail.ts';
import type { LogRecord } from './log-tail.ts';
import type { Network } from './network.ts';
import { nodeLog } from './nodes.ts';
import type { Terminal } from './terminal.ts';

/** What the phases of a notarized session mean to somebody who sees them for the first time. */
const PHASES: Readonly<Record<string, string>> = {
  connecting: 'connects to its notary',
  preparing: 'garbles circuits with its notary, ahead of the TLS session (the slow part)',
  binding: 'tells the notary what the session is for',
  exchanging: 'does the TLS handshake and the request together with its notary',
  checking: 'looks for its secret in what was sent',
  revealing: 'reveals the transcript, all but the secret',
  awaiting_attestation: 'waits for the notary to check and sign',
};

/** Events after which a node is in no phase any more: it got what the session was for, or gave it up. */
const ENDS: readonly unknown[] = ['attestation.made', 'observation.signed', 'round.missed', 'error'];

/** What a person hears of the nodes. */
type Listener = Pick<Terminal, 'event' | 'warn' | 'progress'>;

/** Tells what the nodes do, from their own logs: progress while MPC works, then one line for each observation and command step. */
export function narrateNodes(network: Pick<Network, 'plan'>, terminal: Listener): () => void {
  const tell = nodeNarrator(terminal);
  const stops = network.plan.nodes.map((node) => tailLog(nodeLog(node), (record) => tell(node.name, record)));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Takes the records of every node's log, as they come. */
export function nodeNarrator(terminal: Listener): (node: string, record: LogRecord) => void {
  const phases = new Map<string, string>();
  return (name, record) => {
    tellRecord(name, record, terminal);
    const phase = record['event'] === 'mpc.phase' ? String(record['phase']) : undefined;
    if (phase !== undefined) phases.set(name, PHASES[phase] ?? phase);
    else if (ENDS.includes(record['event'])) phases.delete(name);
    terminal.progress([...phases].map(([node, doing]) => `${node} ${doing}`).join(' · '));
  };
}

function tellRecord(name: string, record: LogRecord, terminal: Listener): void {
  const read = (field: string): string => {
    const value = record[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const told: Readonly<Record<string, () => void>> = {
    // What is cheap comes from every node every ten seconds; the round's own line tells of it.
    'observation.signed': () => {
      const mode = MODE_NAMES.find((candidate) => candidate === read('mode'));
      if (mode !== undefined && !MODES[mode].isCheap)
        terminal.event(
          name,
          `attests ${read('value')} ${read('unit')} by ${MODES[mode].title} for feed ${read('feedId')}, round ${read('round')}`,
        );
    },
    'round.step_up': () =>
      terminal.event(
        name,
        `sees a move that ${titles(false)} is not trusted with, and reads again by ${titles(true)}`,
      ),
    'round.missed': () =>
      terminal.warn(
        `          ${name} missed feed ${read('feedId')}, round ${read('round')}: ${read('reason')}`,
      ),
    'command.acting': () =>
      terminal.event(name, `carries out command ${read('command')} at the vendor, under notarization`),
    'command.acted': () => terminal.event(name, `has the vendor’s attested answer; reads the device back`),
    error: () => terminal.warn(`          ${name}: ${read('doing')}: ${read('message')}`),
  };
  told[String(record['event'])]?.();
}

/** The modes that are strict (rule OBS-9), or those that are not, as people call them. */
function titles(isStrict: boolean): string {
  return MODE_NAMES.filter((name) => MODES[name].isStrict === isStrict)
    .map((name) => MODES[name].title)
    .join(' or ');
}
