import { ContextSchema, encode, equalBytes } from '@cloudx3/proto';
import type { Attestation, AttestationBody, Context, Mode } from '@cloudx3/proto';
import type { CheckedOperation } from '../operation/checked-operation.ts';
import type { ParamList } from '../operation/params.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { verifySignature } from '../signature/ecdsa.ts';
import type { VerifySignature } from '../signature/ecdsa.ts';
import { checkAgainstOperation } from './against-operation.ts';
import { attestationId, shapedAttestation } from './attestation.ts';
import type { ShapedAttestation } from './attestation.ts';

/** The chain and oracle contract that a signature is meant for. */
export interface NetworkId {
  /** The chain's own id, 1 to 48 characters of visible ASCII. */
  readonly chainId: string;
  /** Address of the oracle contract. */
  readonly oracle: string;
}

/** What a caller wants an attestation to be. What is left out is not checked, and so is whatever the caller's own eyes must check. */
export interface AttestationExpectations {
  /** The network that it has to be signed for. */
  readonly network?: NetworkId;
  /** Without it the readings' bounds, units and parameters are only the notary's word. */
  readonly operation?: CheckedOperation;
  /** Exactly these parameters, strictly increasing by name. */
  readonly params?: ParamList;
  /** The device that it has to speak about; empty for none. */
  readonly subject?: string;
  /** The round, command, binding or probe that it has to be made for. */
  readonly context?: Context;
  /** Key of the operator who has to have asked for it. */
  readonly prover?: Uint8Array;
  /** Keys of the notaries whose word is taken. */
  readonly notaries?: readonly Uint8Array[];
  /** Modes that are accepted. */
  readonly modes?: readonly Mode[];
  /** False refuses attestations whose certificate was checked against a private CA. */
  readonly allowCustomCa?: boolean;
  /** How the signature is checked; `verifySignature` unless given. */
  readonly verify?: VerifySignature;
}

declare const verified: unique symbol;

/** An attestation whose signature is good and that is what was expected. Only {@link checkAttestation} makes one. */
export interface VerifiedAttestation {
  readonly [verified]: true;
  /** As it was read; not to be changed. */
  readonly attestation: ShapedAttestation;
  /** What the notary signed. */
  readonly body: AttestationBody;
  /** 32 bytes (rule ATT-1). */
  readonly id: Uint8Array;
}

type Guard = (body: AttestationBody, expected: AttestationExpectations) => CoreResult<undefined>;

// Cheap checks first; the signature comes last.
const GUARDS: readonly Guard[] = [
  checkNetwork,
  (body, { operation }) => (operation === undefined ? ok() : checkAgainstOperation(body, operation)),
  checkParams,
  checkSubject,
  checkContext,
  checkProver,
  checkMode,
  checkNotary,
  checkCustomCa,
];

/** Checks one attestation: its form (ATT-2), what is expected of it, its operation (ATT-4), and its signature (ATT-1). */
export function checkAttestation(
  attestation: Attestation,
  expected: AttestationExpectations = {},
): CoreResult<VerifiedAttestation> {
  const shaped = shapedAttestation(attestation);
  if (!shaped.ok) return shaped;
  const { body } = shaped.value;
  const accepted = checkExpectations(body, expected);
  if (!accepted.ok) return accepted;
  const id = attestationId(body);
  const verify = expected.verify ?? verifySignature;
  if (!verify(id, attestation.signature, body.notary)) {
    return fail('attestation.signature', "is not the notary's over this body", 'signature');
  }
  return ok({ attestation: shaped.value, body, id } as VerifiedAttestation);
}

/** All that can be said of a well-formed body without its signature. */
export function checkExpectations(
  body: AttestationBody,
  expected: AttestationExpectations,
): CoreResult<undefined> {
  for (const guard of GUARDS) {
    const result = guard(body, expected);
    if (!result.ok) return result;
  }
  return ok();
}

function checkNetwork(body: AttestationBody, { network }: AttestationExpectations): CoreResult<undefined> {
  return network === undefined || isSameNetwork(body.network, network)
    ? ok()
    : fail(
        'attestation.network',
        `is of ${body.network?.chainId ?? ''}, ${body.network?.oracle ?? ''}`,
        'network',
      );
}

export function isSameNetwork(a: NetworkId | undefined, b: NetworkId): boolean {
  return a?.chainId === b.chainId && a.oracle === b.oracle;
}

function checkParams(body: AttestationBody, { params }: AttestationExpectations): CoreResult<undefined> {
  return params === undefined || areSameParams(body.params, params)
    ? ok()
    : fail('attestation.params', 'are others', 'params');
}

export function areSameParams(a: ParamList, b: ParamList): boolean {
  return (
    a.length === b.length &&
    a.every(({ name, value, items = [] }, i) => {
      const other = b[i];
      const others = other?.items ?? [];
      return (
        name === other?.name &&
        value === other.value &&
        items.length === others.length &&
        items.every((item, at) => item === others[at])
      );
    })
  );
}

function checkSubject(body: AttestationBody, { subject }: AttestationExpectations): CoreResult<undefined> {
  return subject === undefined || body.subject === subject
    ? ok()
    : fail('attestation.subject', `is "${body.subject}"`, 'subject');
}

function checkContext(body: AttestationBody, { context }: AttestationExpectations): CoreResult<undefined> {
  if (context === undefined || body.context === undefined) return ok();
  return equalBytes(encode(ContextSchema, body.context), encode(ContextSchema, context))
    ? ok()
    : fail('attestation.context', 'is another purpose, feed or round', 'context');
}

function checkProver(body: AttestationBody, { prover }: AttestationExpectations): CoreResult<undefined> {
  return prover === undefined || equalBytes(body.prover, prover)
    ? ok()
    : fail('attestation.prover', 'is another operator', 'prover');
}

function checkMode(body: AttestationBody, { modes }: AttestationExpectations): CoreResult<undefined> {
  return modes === undefined || modes.includes(body.mode)
    ? ok()
    : fail('attestation.mode', 'is not accepted', 'mode');
}

function checkNotary(body: AttestationBody, { notaries }: AttestationExpectations): CoreResult<undefined> {
  return notaries === undefined || notaries.some((notary) => equalBytes(notary, body.notary))
    ? ok()
    : fail('attestation.notary', 'is not accepted', 'notary');
}

function checkCustomCa(
  body: AttestationBody,
  { allowCustomCa }: AttestationExpectations,
): CoreResult<undefined> {
  return allowCustomCa === false && body.customCa
    ? fail('attestation.custom_ca', 'a private CA is not allowed', 'custom_ca')
    : ok();
}
