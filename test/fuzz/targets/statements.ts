import {
  AttestationSchema,
  GossipEnvelopeSchema,
  MAX_BYTES,
  ObservationSchema,
  ObservationsRequestSchema,
  ObservationsResponseSchema,
  OperationSchema,
  ReportSchema,
  create,
  decode,
  encode,
} from '@cloudx3/proto';
import { judgeEnvelope, readAnswer, readRequest } from '@cloudx3/oracle-protocol';
import {
  CoreError,
  checkAttestation,
  checkObservation,
  checkProxyFit,
  checkReport,
  readAttestation,
  readObservation,
  readOperation,
  readReport,
  signObservation,
} from '@cloudx3/verifier-core';
import {
  attest,
  contextAt,
  envelopeOf,
  observe,
  proxySession,
  testNetwork,
} from '@cloudx3/oracle-protocol/testing';
import { bytes as bytesOf, feedOf, latestOf, networkOf } from '../../vectors/json.ts';
import type { FeedJson } from '../../vectors/json.ts';
import { load } from '../../vectors/load.ts';
import type { Vector } from '../../vectors/generate/vector.ts';
import { mutateBytes } from '../grammar/bytes.ts';
import { protoGrammar } from '../grammar/proto.ts';
import type { Random } from '../harness/random.ts';
import { ACCEPTED, bytesTrial } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { outcomeOf } from './refusal.ts';

const SHALLOW = ['proto.malformed', 'proto.not_canonical'];
const HEX = /^([0-9a-f]{2})+$/;

/** Signatures are taken to be good, so that what stands behind them is looked at. */
const verify = (): boolean => true;

function seedsOf(file: string, field: string): Uint8Array[] {
  return load(file)
    .map((vector) => vector[field])
    .filter((value): value is string => typeof value === 'string' && HEX.test(value))
    .map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));
}

/** The vectors whose message was good before it was changed. */
function validOf(file: string): Vector[] {
  return load(file).filter(({ valid }) => valid);
}

export const OPERATION: FuzzTarget = {
  about: 'published operations (rules OP-*)',
  shallow: SHALLOW,
  deep: 0.4,
  prepare: () => {
    const grammar = protoGrammar(
      OperationSchema,
      seedsOf('operation', 'operation').concat(seedsOf('selector', 'operation')),
    );
    return (random) =>
      bytesTrial(grammar(random), (bytes) => {
        const read = readOperation(bytes);
        return outcomeOf(read.ok ? checkProxyFit(read.value) : read);
      });
  },
};

export const ATTESTATION: FuzzTarget = {
  about: 'attestations against their operation (rules ATT-*)',
  shallow: SHALLOW,
  deep: 0.4,
  prepare: () => {
    const vectors = validOf('attestation').map((vector) => {
      const operation = readOperation(bytesOf(vector, 'operation'));
      if (!operation.ok) throw new Error('a vector is not valid');
      return {
        grammar: protoGrammar(AttestationSchema, [bytesOf(vector, 'attestation')]),
        operation: operation.value,
      };
    });
    return (random) => {
      const { grammar, operation } = random.pick(vectors)!;
      return bytesTrial(grammar(random), (bytes) => {
        const read = readAttestation(bytes);
        return outcomeOf(read.ok ? checkAttestation(read.value, { operation, verify }) : read);
      });
    };
  },
};

export const OBSERVATION: FuzzTarget = {
  about: 'observations against their feed (rules OBS-*)',
  shallow: SHALLOW,
  deep: 0.4,
  prepare: () => {
    const vectors = validOf('observation').map((vector) => ({
      grammar: observationGrammar(bytesOf(vector, 'observation')),
      expected: { ...expectationsOf(vector), verify },
    }));
    return (random) => {
      const { grammar, expected } = random.pick(vectors)!;
      return bytesTrial(grammar(random), (bytes) => {
        const read = readObservation(bytes);
        return outcomeOf(read.ok ? checkObservation(read.value, expected) : read);
      });
    };
  },
};

/** Changed observations; half of them name the attestations that they carry, changed or not. */
function observationGrammar(genuine: Uint8Array): (random: Random) => Uint8Array {
  const whole = protoGrammar(ObservationSchema, [genuine]);
  const { body, attestations } = decode(ObservationSchema, genuine, MAX_BYTES.observation);
  const each = attestations.map((attestation) => encode(AttestationSchema, attestation));
  const part = protoGrammar(AttestationSchema, each);
  return (random) => {
    const at = random.below(each.length);
    const carried = each.map((bytes, i) => readAttestation(i === at ? part(random) : bytes));
    const good = carried.flatMap((read) => (read.ok ? [read.value] : []));
    if (body?.network === undefined || good.length < each.length || random.once(2)) return whole(random);
    const { network, feedId, round, observer } = body;
    // A change of the notary's key may leave them in another order than they have to stand in (ORD-1).
    try {
      const parts = { network, feedId, round, observer, attestations: good };
      return encode(
        ObservationSchema,
        signObservation(parts, () => NO_SIGNATURE),
      );
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
      return whole(random);
    }
  };
}

const NO_SIGNATURE = new Uint8Array(64).fill(1);

export const REPORT: FuzzTarget = {
  about: 'reports against their feed (rules REP-*, AGG-1)',
  shallow: SHALLOW,
  deep: 0.4,
  prepare: () => {
    const vectors = validOf('report').map((vector) => ({
      grammar: protoGrammar(ReportSchema, [bytesOf(vector, 'report')]),
      expected: { ...expectationsOf(vector), verify },
    }));
    return (random) => {
      const { grammar, expected } = random.pick(vectors)!;
      return bytesTrial(grammar(random), (bytes) => {
        const read = readReport(bytes);
        return outcomeOf(read.ok ? checkReport(read.value, expected).result : read);
      });
    };
  },
};

function expectationsOf(vector: Vector) {
  return {
    network: networkOf(vector['network'] as { chain_id: string; oracle: string }),
    feed: feedOf(vector['feed'] as FeedJson),
    latest: latestOf(vector),
  };
}

export const GOSSIP: FuzzTarget = {
  about: 'what peers gossip: an envelope, and the rules for the observation in it',
  shallow: ['gossip.malformed'],
  deep: 0.4,
  prepare: () => {
    const net = testNetwork({ feed: { modes: { mpc: { notaries: 1 }, proxy: { notaries: 1 } } } });
    const round = 3n;
    const context = contextAt(net, round);
    const seeds = net.members.flatMap((member) => [
      envelopeOf(observe(net, { member, round })),
      envelopeOf(
        observe(net, {
          member,
          round,
          attestations: [attest(net, { member, round, changes: proxySession() })],
        }),
      ),
    ]);
    const grammar = protoGrammar(GossipEnvelopeSchema, seeds);
    return (random) =>
      bytesTrial(grammar(random), (bytes) => {
        const verdict = judgeEnvelope(bytes, net.feed.id, context);
        return verdict.action === 'accept' ? ACCEPTED : verdict.code;
      });
  },
};

export const PEER: FuzzTarget = {
  about: 'what peers ask and answer (rule RND-5)',
  shallow: [],
  deep: 0,
  prepare: () => {
    const net = testNetwork();
    const observations = net.members.map((member) => observe(net, { member, round: 3n }));
    const have = net.members.map(({ publicKey }) => publicKey);
    const request = encode(
      ObservationsRequestSchema,
      create(ObservationsRequestSchema, { version: 1, feedId: 7, round: 3n, have }),
    );
    const answer = encode(
      ObservationsResponseSchema,
      create(ObservationsResponseSchema, { version: 1, observations }),
    );
    const asks = protoGrammar(ObservationsRequestSchema, [request]);
    const answers = protoGrammar(ObservationsResponseSchema, [answer]);
    return (random: Random) => {
      const isAnswer = random.once(2);
      const said = (isAnswer ? answers : asks)(random);
      const bytes = random.once(50) ? mutateBytes(random, said) : said;
      return bytesTrial(bytes, (input) => {
        const read = isAnswer ? readAnswer(input) : readRequest(input);
        const kind = isAnswer ? 'answer' : 'request';
        return read === undefined ? `no ${kind}` : `${kind} ${ACCEPTED}`;
      });
    };
  },
};
