import { createProxyNotarizer } from '@cloudx3/notary';
import type { NotarizerOptions, NotaryTarget } from '@cloudx3/notary';
import { AttestationSchema, ContextSchema, create, encode } from '@cloudx3/proto';
import type { CheckedOperation, Params } from '@cloudx3/verifier-core';

/** A read that shows who has a device (rule DEV-2). */
export interface ControlRead {
  /** One that the devices contract lists as a proof. */
  readonly operation: CheckedOperation;
  /** The device's own. */
  readonly params: Params;
  /** Of the claimant's own account at the vendor, by the names of the operation's holes. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Whose claim it is, and for what: bech32 each. */
  readonly devices: string;
  readonly device: string;
  readonly claimant: string;
  /** As many as the contract asks for, each of those that it lists. */
  readonly notaries: readonly NotaryTarget[];
}

/** Who reads: a registered operator's key, and how it reaches notaries. */
export type Prover = Pick<NotarizerOptions, 'network' | 'prover' | 'customCa' | 'tlsCa' | 'allowPrivate'>;

/** What shows control of a device. */
export interface ControlProof {
  /** As BindDevice takes them. */
  readonly attestations: readonly Uint8Array[];
  /** Latest session; Unix milliseconds. A block that is earlier refuses the proof. */
  readonly sessionTimeMs: bigint;
}

/** Reads a device under notarization, once with each notary. */
export async function proveControl(
  read: ControlRead,
  prover: Prover,
  signal: AbortSignal,
): Promise<ControlProof> {
  const { operation, params, secrets, devices, device, claimant } = read;
  const purpose = { case: 'binding' as const, value: { devices, device, claimant } };
  const context = create(ContextSchema, { purpose });
  const notarizer = createProxyNotarizer({ ...prover, pool: { size: 0 } });
  try {
    const attestations: Uint8Array[] = [];
    let sessionTimeMs = 0n;
    for (const notary of read.notaries) {
      const request = { notary, operation, params, secrets, subject: device, context };
      const { attestation } = await notarizer.notarize(request, signal);
      attestations.push(encode(AttestationSchema, attestation.attestation));
      // The notaries' clocks are their own.
      if (attestation.body.sessionTimeMs > sessionTimeMs) sessionTimeMs = attestation.body.sessionTimeMs;
    }
    return { attestations, sessionTimeMs };
  } finally {
    await notarizer.close();
  }
}
