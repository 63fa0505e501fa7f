import type { CheckedOperation } from '@cloudx3/verifier-core';
import { NodeError } from '../error.ts';

/** Values for the holes of one server's operations, optionally for some devices only. */
export interface VendorCredential {
  readonly server: string;
  /** On-chain device ids that it is for; empty: every subject, also none. */
  readonly subjects: readonly string[];
  /** By the name of the hole. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** Finds what fills an operation's holes. Never told of in logs or errors beyond server and hole names. */
export type CredentialLookup = (
  operation: CheckedOperation,
  subject: string,
) => Readonly<Record<string, string>>;

/** Looks credentials up by server, one made for the subject before one for all. */
export function credentialLookup(credentials: readonly VendorCredential[]): CredentialLookup {
  return (operation, subject) => {
    const holes = operation.message.holes.map(({ name }) => name);
    if (holes.length === 0) return {};
    const ofServer = credentials.filter(({ server }) => server === operation.message.serverName);
    const chosen =
      ofServer.find(({ subjects }) => subjects.includes(subject)) ??
      ofServer.find(({ subjects }) => subjects.length === 0);
    const entries = holes.map((hole) => {
      const value =
        chosen !== undefined && Object.hasOwn(chosen.secrets, hole) ? chosen.secrets[hole] : undefined;
      if (value === undefined) {
        const where =
          subject === ''
            ? operation.message.serverName
            : `${operation.message.serverName}, device ${subject}`;
        throw new NodeError(
          'node.no_credential',
          `no credential "${hole}" for ${where}; add it under [[vendors]]`,
        );
      }
      return [hole, value] as const;
    });
    return Object.fromEntries(entries);
  };
}
