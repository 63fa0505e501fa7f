import { z } from 'zod';
import { event } from '../definition.ts';
import { about, attestation, code, mode, notary } from '../words.ts';

const { kind } = about;

/** Sessions with notaries, and with peers of the gossip network. */
export const NOTARIZING_EVENTS = {
  'round.reading_started': event({
    level: 'info',
    meaning: 'A reading for a round is asked of a notary.',
    attributes: { ...about, mode, notary },
  }),
  'command.reading_started': event({
    level: 'info',
    meaning: 'An action or a read-back of a command is asked of a notary.',
    attributes: { ...about, mode, notary },
  }),
  'mpc.phase': event({
    level: 'info',
    meaning: 'A session by MPC came to its next phase; in PROXY mode they pass in milliseconds.',
    attributes: {
      ...about,
      phase: z
        .string()
        .describe(
          'connecting, preparing, binding, exchanging (from here on the vendor may have been asked), checking, revealing, awaiting_attestation',
        ),
      notary,
    },
  }),
  'attestation.made': event({
    level: 'info',
    meaning: 'A notary attested, and the attestation is kept.',
    attributes: {
      ...about,
      id: attestation,
      mode,
      file: z.string().optional().describe('where the archive keeps it; absent where it could not'),
      warm: z.boolean().describe('whether the session had been prepared'),
      seconds: z.number().describe('from asking to a checked attestation, s'),
      timings: z.record(z.string(), z.number()).readonly().describe('ms in each phase'),
    },
    moves: {
      node_notarizations_total: ({ kind: purpose }) => ({ labels: { purpose, outcome: 'attested' } }),
      node_notarization_seconds: ({ kind: purpose, seconds }) => ({ labels: { purpose }, value: seconds }),
    },
  }),
  'notarization.failed': event({
    level: 'none',
    meaning: 'A notarization came to nothing; `error` says why.',
    attributes: { kind, code },
    moves: {
      node_notarizations_total: ({ kind: purpose, code: outcome }) => ({ labels: { purpose, outcome } }),
    },
  }),
  'request.refused': event({
    level: 'debug',
    meaning: 'A peer asked for observations in a way that no honest one does, or too often.',
    attributes: { peer: z.string().describe('peer id'), reason: z.string().describe('why it got no answer') },
  }),
  'peer.not_dialled': event({
    level: 'warn',
    meaning: 'A member registered a host that leads to a private or special address, which is not dialled.',
    attributes: { host: z.string().describe('as it is registered; a stranger’s word') },
    advice: 'Where that is a member’s in your own network, allow its range: `allow_private`.',
  }),
  'peer.unreachable': event({
    level: 'debug',
    meaning: 'A member could not be dialled; it is tried again.',
    attributes: { reason: z.string().describe('why') },
  }),
} as const;
