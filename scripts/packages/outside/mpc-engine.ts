// Loads the MPC engine in a process of its own with its threads, as a notary does for each session.
import { startMpcVerifier } from '@cloudx3/notary/testing';

const deadlines = { startMs: 60_000, connectMs: 60_000, setupMs: 60_000, idleMs: 60_000, onlineMs: 60_000 };
const session = await startMpcVerifier({ maxSentBytes: 512, maxRecvBytes: 1024, deadlines });
console.log(JSON.stringify({ engine: session.failure === undefined }));
await session.close();
