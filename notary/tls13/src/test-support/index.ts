// The parts of a handshake one by one, and a server that says what it is told to: for tests and fuzzing of what stands on this package.
export { ServerRecords } from '../client/server-records.ts';
export { signedContent } from '../handshake/certificate-verify.ts';
export { encodeClientHello, readClientHelloMessage } from '../handshake/client-hello.ts';
export { encodeFinished } from '../handshake/finished.ts';
export { RETRY_RANDOM } from '../handshake/server-hello.ts';
export { Transcript } from '../handshake/transcript.ts';
export { HandshakeVerifier } from '../handshake/verifier.ts';
export type { HandshakeStep } from '../handshake/verifier.ts';
export { trafficKeys } from '../keys/traffic-keys.ts';
export { nextSecret } from '../keys/update.ts';
export { plainRecord } from '../record/protection.ts';
export { ScriptedServer } from './scripted-server.ts';
export type { ScriptedServerOptions } from './scripted-server.ts';
export type { ServerMessage } from './server-messages.ts';
