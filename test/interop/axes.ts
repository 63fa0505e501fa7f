import type { KeyKind } from '@cloudx3/dev-ca';

// What the cases vary. A case is a value of each axis against one server.

/** The leaf's key; `chain` is a P-256 leaf below an intermediate with an RSA key. */
export type CertificateKind =
  Extract<KeyKind, 'ecdsa-p256' | 'ecdsa-p384' | 'rsa-2048' | 'rsa-4096' | 'ed25519'> | 'chain';
export type Tickets = 'on' | 'off';
/** The one group that the server allows. The client sends shares of the first two, so that the third takes a HelloRetryRequest. */
export type Group = 'X25519' | 'P-256' | 'P-384';
/** `any`: what the server chooses of the three that are offered. */
export type SuiteChoice = 'any' | 'TLS_AES_256_GCM_SHA384' | 'TLS_CHACHA20_POLY1305_SHA256';
export type Framing = 'length' | 'chunked';

export const AXES = {
  certificate: ['ecdsa-p256', 'ecdsa-p384', 'rsa-2048', 'rsa-4096', 'ed25519', 'chain'],
  tickets: ['on', 'off'],
  group: ['X25519', 'P-256', 'P-384'],
  suite: ['any', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
  framing: ['length', 'chunked'],
  // Bytes of the body: within one record, within one, across two, many, and what an operation allows at most.
  size: ['100', '2048', '20000', '100000', '1000000'],
} as const satisfies {
  certificate: readonly CertificateKind[];
  tickets: readonly Tickets[];
  group: readonly Group[];
  suite: readonly SuiteChoice[];
  framing: readonly Framing[];
  size: readonly string[];
};

export type Axis = keyof typeof AXES;
export const AXIS_NAMES = Object.keys(AXES) as Axis[];

/** What one listening port is configured with. */
export interface TlsSettings {
  readonly certificate: CertificateKind;
  readonly tickets: Tickets;
  readonly group: Group;
  readonly suite: SuiteChoice;
}

export interface Case extends TlsSettings {
  readonly framing: Framing;
  readonly size: (typeof AXES.size)[number];
}

/** A value that a server cannot be brought to, and why. */
export interface Inability {
  readonly axis: Axis;
  readonly value: string;
  readonly why: string;
}

/** Every certificate with and without tickets in every group; and each other suite once. */
export function allSettings(): readonly TlsSettings[] {
  const usual = { suite: 'any' } as const;
  const product = AXES.certificate.flatMap((certificate) =>
    AXES.tickets.flatMap((tickets) => AXES.group.map((group) => ({ certificate, tickets, group, ...usual }))),
  );
  const suites = AXES.suite
    .filter((suite) => suite !== 'any')
    .map((suite) => ({ certificate: 'ecdsa-p256', tickets: 'on', group: 'X25519', suite }) as const);
  return [...product, ...suites];
}

export function possibleSettings(cannot: readonly Inability[]): readonly TlsSettings[] {
  return allSettings().filter((settings) =>
    cannot.every(({ axis, value }) => !(axis in settings) || settings[axis as keyof TlsSettings] !== value),
  );
}

/** What a body of this size costs, at both ends, is half of all. */
const LARGEST = AXES.size.at(-1);

/** Both framings in every size; of the largest only one, in turns from port to port, where there is more than one port for the suite. */
export function casesOf(settings: TlsSettings): readonly Case[] {
  const turn = AXES.certificate.indexOf(settings.certificate) + AXES.group.indexOf(settings.group);
  const inTurn = AXES.framing[turn % AXES.framing.length];
  return AXES.framing.flatMap((framing) =>
    AXES.size
      .filter((size) => size !== LARGEST || settings.suite !== 'any' || framing === inTurn)
      .map((size) => ({ ...settings, framing, size })),
  );
}

export function describeCase(values: TlsSettings & Partial<Case>): string {
  return AXIS_NAMES.filter((axis) => values[axis] !== undefined)
    .map((axis) => `${axis}=${String(values[axis])}`)
    .join(' ');
}
