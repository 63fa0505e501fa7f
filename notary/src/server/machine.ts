import type { Context, ProverMessage, SignedSessionBind, SignedSessionRequest } from '@cloudx3/proto';
import type { ModeMessage } from '../session/messages.ts';
import { refuse } from '../session/refusals.ts';
import type { Refusal } from '../session/refusals.ts';
import type { SeenTranscript } from '../session/seen-transcript.ts';
import type { Admitted } from './admission/admission.ts';
import { checkBind } from './bind-rules.ts';
import type { AcceptedBind } from './bind-rules.ts';

/** A session that is bound to one exchange. */
export interface BoundSession extends AcceptedBind {
  readonly admitted: Admitted;
  readonly sessionTimeMs: number;
}

/** Where a session stands (rules SES-1 to SES-3). Each state has one deadline of its name. */
export type SessionState =
  | { readonly at: 'open' }
  /** The connection's last session was attested, and its prover may open another. */
  | { readonly at: 'kept' }
  | { readonly at: 'checking' }
  | { readonly at: 'setup'; readonly admitted: Admitted }
  | { readonly at: 'idle'; readonly admitted: Admitted }
  /** SES-2 holds for the bind, and its pay is being looked at. */
  | { readonly at: 'pricing'; readonly admitted: Admitted; readonly bind: AcceptedBind }
  | { readonly at: 'online'; readonly bound: BoundSession }
  | { readonly at: 'ended' };

export type SessionEvent =
  | { readonly type: 'message'; readonly message: ProverMessage }
  | { readonly type: 'stream'; readonly bytes: Uint8Array }
  /** SES-1 has let the request in, and the engine runs. */
  | { readonly type: 'ready'; readonly admitted: Admitted }
  | { readonly type: 'setup_done' }
  /** What the bind is for pays enough. */
  | { readonly type: 'priced' }
  | { readonly type: 'online_started'; readonly atMs: number }
  | { readonly type: 'transcript'; readonly transcript: SeenTranscript }
  | { readonly type: 'deadline' }
  | { readonly type: 'failed'; readonly refusal: Refusal };

export type SessionEffect =
  | { readonly type: 'check'; readonly request: SignedSessionRequest }
  | { readonly type: 'grant'; readonly admitted: Admitted }
  | { readonly type: 'carry'; readonly bytes: Uint8Array }
  | { readonly type: 'price'; readonly admitted: Admitted; readonly context: Context }
  | { readonly type: 'bound'; readonly bound: BoundSession }
  | { readonly type: 'tell'; readonly message: ModeMessage }
  | { readonly type: 'judge'; readonly bound: BoundSession; readonly transcript: SeenTranscript }
  | { readonly type: 'refuse'; readonly refusal: Refusal }
  /** Ends without a word: there was no session. */
  | { readonly type: 'part' };

export interface SessionStep {
  readonly state: SessionState;
  readonly effects: readonly SessionEffect[];
}

/** Of a session on a connection of its own. */
export const FIRST_STATE: SessionState = { at: 'open' };
/** Of a session on a connection that has carried others. */
export const NEXT_STATE: SessionState = { at: 'kept' };
const ENDED: SessionState = { at: 'ended' };

/** What a session does next. Pure: `nowMs` is the notary's clock. An ended session does nothing any more. */
export function step(state: SessionState, event: SessionEvent, nowMs: number): SessionStep {
  if (state.at === 'ended') return { state, effects: [] };
  switch (event.type) {
    case 'message':
      return onMessage(state, event.message);
    case 'stream':
      return onStream(state, event.bytes);
    case 'ready':
      return state.at === 'checking'
        ? go({ at: 'setup', admitted: event.admitted }, { type: 'grant', admitted: event.admitted })
        : end(refuse('notary.internal'));
    case 'setup_done':
      return state.at === 'setup' ? go({ at: 'idle', admitted: state.admitted }) : go(state);
    case 'priced':
      return onPriced(state, nowMs);
    case 'online_started':
      return onOnlineStarted(state, event.atMs);
    case 'transcript':
      return onTranscript(state, event.transcript);
    case 'deadline':
      return onDeadline(state.at);
    case 'failed':
      return end(event.refusal);
  }
}

function onMessage(state: SessionState, { kind }: ProverMessage): SessionStep {
  if (kind.case === undefined) return end(refuse('session.malformed'));
  if (kind.case === 'open') {
    // SES-3: one session
    if (!isUnopened(state)) return end(refuse('session.unexpected', 'A second open'));
    return go({ at: 'checking' }, { type: 'check', request: kind.value });
  }
  if (kind.case !== 'bind') return onModeMessage(state, kind);
  // SES-3: one exchange
  if (state.at !== 'setup' && state.at !== 'idle')
    return end(refuse('session.unexpected', `A bind while ${state.at}`));
  return onBind(state.admitted, kind.value);
}

/** A prover may bind before the notary has seen the end of setup: the engine's report of it can come after the prover's word. */
function onBind(admitted: Admitted, signed: SignedSessionBind): SessionStep {
  const result = checkBind(signed, admitted);
  if (!result.ok) return end(result.refusal);
  const { bind } = result;
  return go({ at: 'pricing', admitted, bind }, { type: 'price', admitted, context: bind.context });
}

function onPriced(state: SessionState, nowMs: number): SessionStep {
  if (state.at !== 'pricing') return end(refuse('notary.internal'));
  // SES-2: session_time is the notary's clock when it accepts the bind
  const bound = { ...state.bind, admitted: state.admitted, sessionTimeMs: nowMs };
  return go({ at: 'online', bound }, { type: 'bound', bound });
}

/** Between the bind and the verdict the engine hears what its mode alone has to say, and judges it. */
function onModeMessage(state: SessionState, message: ModeMessage): SessionStep {
  if (state.at !== 'online') return end(refuse('session.unexpected', message.case));
  return go(state, { type: 'tell', message });
}

function onStream(state: SessionState, bytes: Uint8Array): SessionStep {
  if (isUnopened(state) || state.at === 'checking') {
    return end(refuse('session.unexpected', 'Stream bytes before the grant'));
  }
  return go(state, { type: 'carry', bytes });
}

/**
 * SES-2: the request cannot have been sent before the bind. Otherwise a prover could look at the answer first, and then choose the
 * round that it wants to have read it for.
 */
function onOnlineStarted(state: SessionState, atMs: number): SessionStep {
  if (state.at !== 'online' || atMs < state.bound.sessionTimeMs) return end(refuse('session.early_exchange'));
  return go(state);
}

function onTranscript(state: SessionState, transcript: SeenTranscript): SessionStep {
  // SES-2 again, on the engine's final word: whichever report comes first, no statement is made about an early exchange.
  if (state.at !== 'online' || transcript.onlineAtMs < state.bound.sessionTimeMs) {
    return end(refuse('session.early_exchange'));
  }
  return { state: ENDED, effects: [{ type: 'judge', bound: state.bound, transcript }] };
}

function onDeadline(at: Exclude<SessionState['at'], 'ended'>): SessionStep {
  if (at === 'kept') return { state: ENDED, effects: [{ type: 'part' }] };
  // The chain was asked what the bind pays, and does not say.
  if (at === 'pricing') return end(refuse('registry.unavailable'));
  return end(refuse(`deadline.${at === 'checking' ? 'open' : at}`));
}

function isUnopened({ at }: SessionState): boolean {
  return at === 'open' || at === 'kept';
}

function go(state: SessionState, ...effects: SessionEffect[]): SessionStep {
  return { state, effects };
}

function end(refusal: Refusal): SessionStep {
  return { state: ENDED, effects: [{ type: 'refuse', refusal }] };
}
