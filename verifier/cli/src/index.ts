// Checks of attestations, reports and published values, for programs; the command line is in src/cli.
/** @public */
export { checkAttestationFile } from './check/attestation.ts';
export type { AttestationInput } from './check/attestation.ts';
export type { CheckLine } from './check/line.ts';
/** @public */
export { checkReportFile } from './check/report.ts';
export type { ReportVerdict } from './check/report.ts';
export type { Trust } from './check/trust.ts';
export { VERIFIER_ERROR_CODES, /** @public */ VerifierError } from './error.ts';
export type { VerifierErrorCode } from './error.ts';
export type { ReadableChain } from './source/chain.ts';
export { decodeEvidence, /** @public */ readEvidence } from './source/file.ts';
export type { Evidence } from './source/file.ts';
export { checkFile, checkOnChain } from './verdict.ts';
export type { Verdict } from './verdict.ts';
