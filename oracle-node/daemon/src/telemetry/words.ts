// Attributes that many events have, each with what it says and in what unit. Rounds and commands are decimal texts, keys and ids hex.
import { z } from 'zod';

export const feedId = z.number().describe('id of the feed');
export const round = z.string().describe('round, decimal');
export const command = z.string().describe('id of the command, decimal');
export const device = z.string().describe('on-chain id of the device');
export const code = z.string().describe('dotted code of the failure');
export const message = z.string().describe('what was said, for people');
export const reason = z.string().describe('why, for people');
export const failed = z.string().optional().describe('why it failed, where it did');
export const notary = z.string().describe('URL of the notary');
export const operatorKey = z.string().describe('operator key, hex');
export const tx = z.string().describe('hash of the transaction, upper-case hex');
export const height = z.number().describe('block');
export const gas = z.string().describe('gas that the transaction used, decimal');
export const mode = z.string().describe('mode of the session, as feeds name it');
export const attestation = z.string().describe('attestation id, hex');
export const attestations = z.array(z.string()).readonly().describe('attestation ids, hex');
export const notaries = z.array(z.string()).readonly().describe('keys of the notaries, hex');
export const value = z.string().describe('value, decimal');
export const unit = z.string().describe('unit of the value, UCUM');
export const reading = z.string().describe('name of the reading');
export const subject = z.string().describe('on-chain id of the device that it speaks about; empty for none');
export const sessionTimeMs = z.number().describe('when the newest of its sessions was bound, Unix ms');

/** What a notarization is for: a round of a feed, or a command on a device. */
export const about = {
  feedId: feedId.optional(),
  round: round.optional(),
  command: command.optional(),
  device: device.optional(),
  kind: z.enum(['round', 'action', 'readback']).describe('what is notarized'),
} as const;
