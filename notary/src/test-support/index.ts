// What a notary reads of a prover and of a server, one reader after the other: for fuzzing.
export { readFrame } from '../channel/frames.ts';
export { ClientGate } from '../proxy/client-gate.ts';
export { checkCommitment, commitTo, keyPlaces, recordKey } from '../proxy/commitment.ts';
export { HelloGate } from '../proxy/hello-gate.ts';
export { readSealed } from '../proxy/read-sealed.ts';
export { planRecords, publicEpochs } from '../proxy/record-plan.ts';
export type { PlannedRecord } from '../proxy/record-plan.ts';
export { ServerTap } from '../proxy/server-tap.ts';
export { FIRST_STATE, NEXT_STATE, step } from '../session/machine.ts';
export type { SessionState } from '../session/machine.ts';
export { checkRequest } from '../session/request-rules.ts';
