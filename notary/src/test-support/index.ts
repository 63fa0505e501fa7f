// An authority and certificates for a notary's own address, for programs' tests.
export { testTls } from './certificates.ts';
export type { TestTls } from './certificates.ts';
// The MPC engine as such, and what is said about a transcript: for benchmarks and fuzzing.
export { startMpcProver } from '../mpc/prover-session.ts';
export { startMpcVerifier } from '../mpc/verifier-session.ts';
export { makeStatement } from '../session/statement.ts';
// What a notary reads of a prover and of a server, one reader after the other: for fuzzing.
export { readFrame } from '../session/frames.ts';
export { ClientGate } from '../server/proxy/client-gate.ts';
export { checkCommitment, commitTo, keyPlaces, recordKey } from '../binding/commitment.ts';
export { HelloGate } from '../server/proxy/hello-gate.ts';
export { readSealed } from '../server/proxy/read-sealed.ts';
export { planRecords, publicEpochs } from '../binding/record-plan.ts';
export type { PlannedRecord } from '../binding/record-plan.ts';
export { ServerTap } from '../server/proxy/server-tap.ts';
export { FIRST_STATE, NEXT_STATE, step } from '../server/machine.ts';
export type { SessionState } from '../server/machine.ts';
export { checkRequest } from '../server/admission/request-rules.ts';
