import type { KeyKind } from '@cloudx3/dev-ca';
import type { HolePlace } from './holes.ts';

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
  hole: ['header', 'target', 'form', 'three'],
} as const satisfies {
  certificate: readonly CertificateKind[];
  tickets: readonly Tickets[];
  group: readonly Group[];
  suite: readonly SuiteChoice[];
  framing: readonly Framing[];
  size: readonly string[];
  hole: readonly HolePlace[];
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
  readonly hole: HolePlace;
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
const LARGEST = '1000000';
const SMALLER = AXES.size.filter((size) => size !== LARGEST);
/** Of so many ports one has the largest body with each of the holes that are not in a header. */
const PORTS_A_LARGEST = 15;

/**
 * With the hole in a header both framings in every size; of the largest only one, in turns from port to port, where there is more than one port for
 * the suite. With each other hole one of each, in turns.
 */
export function casesOf(settings: TlsSettings): readonly Case[] {
  const turn = AXES.certificate.indexOf(settings.certificate) + AXES.group.indexOf(settings.group);
  const inTurn = AXES.framing[turn % AXES.framing.length];
  const inHeader = AXES.framing.flatMap((framing) =>
    AXES.size
      .filter((size) => size !== LARGEST || settings.suite !== 'any' || framing === inTurn)
      .map((size) => ({ ...settings, framing, size, hole: 'header' }) as const),
  );
  const others = AXES.hole.filter((hole) => hole !== 'header');
  return [...inHeader, ...others.map((hole, i) => ({ ...settings, hole, ...responseInTurn(settings, i) }))];
}

function responseInTurn(settings: TlsSettings, nth: number): Pick<Case, 'framing' | 'size'> {
  const port = (['certificate', 'tickets', 'group'] as const).reduce(
    (sum, axis) => sum * AXES[axis].length + (AXES[axis] as readonly string[]).indexOf(settings[axis]),
    0,
  );
  const framing = AXES.framing[(port + nth) % AXES.framing.length] ?? 'length';
  const smaller = SMALLER[(port + nth) % SMALLER.length] ?? LARGEST;
  return { framing, size: port % PORTS_A_LARGEST === 0 ? LARGEST : smaller };
}

export function describeCase(values: TlsSettings & Partial<Case>): string {
  return AXIS_NAMES.filter((axis) => values[axis] !== undefined)
    .map((axis) => `${axis}=${String(values[axis])}`)
    .join(' ');
}
