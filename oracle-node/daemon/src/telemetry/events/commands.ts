import { z } from 'zod';
import { event } from '../definition.ts';
import { attestation, code, command, gas, height, reason, tx } from '../words.ts';

/** Commands on devices, in the order of their steps (CMD-2 to CMD-5). */
export const COMMAND_EVENTS = {
  'command.seen': event({
    level: 'info',
    meaning: 'The chain shows a new command.',
    attributes: {
      command,
      device: z.string().optional().describe('on-chain id of the device'),
      value: z.string().optional().describe('what is commanded'),
    },
  }),
  'command.taken': event({
    level: 'info',
    meaning: 'This node holds the command’s lease.',
    attributes: { command, tx, until: z.number().describe('end of the lease, Unix ms') },
  }),
  'command.acting': event({
    level: 'info',
    meaning: 'The vendor is about to be told, under notarization.',
    attributes: { command, attempt: z.number().describe('1 is the first') },
  }),
  'command.acted': event({
    level: 'info',
    meaning: 'The vendor said yes, attested. The device is read back next.',
    attributes: { command, attestation },
  }),
  'command.proven': event({
    level: 'info',
    meaning: 'An attested read-back shows the commanded value.',
    attributes: { command, attestation },
  }),
  'command.settled': event({
    level: 'info',
    meaning: 'The receipt is on chain and the escrow is paid out.',
    attributes: {
      command,
      tx,
      gas,
      height,
      receipt: z.string().optional().describe('attestation id of the read-back, hex'),
      action: z.string().optional().describe('attestation id of the action, hex; absent where it stayed out'),
    },
  }),
  'command.abandoned': event({
    level: 'warn',
    meaning: 'This node gives the command up.',
    attributes: { command, step: z.string().describe('how far it had come'), reason, code },
    advice:
      'The reason says whether it is yours: a deadline that passed, a refund, a device that does not follow.',
  }),
  'command.ended': event({
    level: 'none',
    meaning: 'A command is over for this node.',
    attributes: {
      command,
      outcome: z.enum(['settled', 'settled_by_another', 'abandoned']).describe('how it ended'),
    },
    moves: { node_commands_total: ({ outcome }) => ({ labels: { outcome } }) },
  }),
} as const;
