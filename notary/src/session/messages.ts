import type { MessageInitShape, NotaryMessageSchema, ProverMessage } from '@cloudx3/proto';

/** What a notary says, before it is encoded. */
export type NotaryMessageInit = MessageInitShape<typeof NotaryMessageSchema>;

/** What a prover says within its exchange, in the words of one mode: all but the two messages that every mode has. */
export type ModeMessage = Exclude<ProverMessage['kind'], { case: 'open' | 'bind' | undefined }>;
