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

/** Finds the credential of a request. Never told of in logs or errors beyond server, devices and hole names. */
export interface CredentialLookup {
  /** What fills the operation's holes. Throws `node.no_credential`. */
  secrets(operation: CheckedOperation, subject: string): Readonly<Record<string, string>>;
  /** Names whose quota a request is on: that of the credential, or that of everybody at a server that asks for none. */
  nameOf(operation: CheckedOperation, subject: string): string;
}

/** Looks credentials up by server, one made for the subject before one for all. */
export function credentialLookup(credentials: readonly VendorCredential[]): CredentialLookup {
  const chosenFor = (server: string, subject: string): VendorCredential | undefined =>
    chooseCredential(credentials, server, subject);
  return {
    nameOf: ({ message: { serverName } }, subject) =>
      credentialName(serverName, chosenFor(serverName, subject)),
    secrets({ message: { serverName, holes } }, subject) {
      const chosen = chosenFor(serverName, subject);
      const entries = holes.map(({ name }) => {
        const value =
          chosen !== undefined && Object.hasOwn(chosen.secrets, name) ? chosen.secrets[name] : undefined;
        if (value === undefined) {
          const where = subject === '' ? serverName : `${serverName}, device ${subject}`;
          throw new NodeError(
            'node.no_credential',
            `no credential "${name}" for ${where}; add it under [[vendors]]`,
          );
        }
        return [name, value] as const;
      });
      return Object.fromEntries(entries);
    },
  };
}

/** The one of these places of credentials that a request is made with. */
export function chooseCredential<C extends Pick<VendorCredential, 'server' | 'subjects'>>(
  credentials: readonly C[],
  serverName: string,
  subject: string,
): C | undefined {
  const ofServer = credentials.filter(({ server }) => server === serverName);
  return (
    ofServer.find(({ subjects }) => subjects.includes(subject)) ??
    ofServer.find(({ subjects }) => subjects.length === 0)
  );
}

/** Begins with the server's name, and a space where more follows: one server has a credential for all and others for some devices. */
export function credentialName(
  serverName: string,
  chosen: Pick<VendorCredential, 'subjects'> | undefined,
): string {
  const [first, ...others] = chosen?.subjects ?? [];
  if (first === undefined) return serverName;
  return `${serverName} for ${first}${others.length === 0 ? '' : ` and ${others.length} more`}`;
}
