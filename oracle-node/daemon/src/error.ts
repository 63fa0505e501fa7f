import { CodedError } from '@cloudx3/errors';

/** What {@link NodeError} can mean, each with the way out for an operator. */
export const NODE_ERRORS = {
  'node.store':
    'The store cannot be opened. Check the folder’s permissions and free space, and that no other node uses it.',
  'node.store_version':
    'The store was written by a newer version. Start that version, or name another store folder.',
  'node.identity':
    'The store belongs to another key or network. Name another store folder, or restore the key.',
  'node.chain_went_back':
    'The chain is at a lower height than before: another chain, or a restored one. Name another store folder.',
  'node.archive':
    'The archive of attestations cannot be written or read. Check its folder’s permissions and free space; the store has the attestations meanwhile.',
  'node.archive_entry':
    'What the archive keeps under an id is not that attestation. Remove the file; the store may still have the attestation.',
  'node.credentials': 'A vendor credential cannot be read. Correct its place in the configuration.',
  'node.policy':
    'The file of decisions cannot be read. Mend it, or delete it and accept again with "oracle-node policy".',
  'node.not_accepted':
    'A request was asked for that this node’s operator did not accept. "oracle-node policy" shows what is asked.',
  'node.budget':
    'A budget of the day is used up for whoever asked, or what is asked is more than this node can do. Raise the budget, or accept less.',
  'node.no_credential': 'An operation has secret holes and no credential is configured for its server.',
  'node.operation': 'An operation that a feed or a command names is not published or not well formed.',
  'node.no_notary': 'No notary of the feed made an attestation.',
  'node.unusable': 'An attestation would not be counted by others. Compare the clocks of notary and node.',
  'node.round_missed': 'This node gave no observation for a round. The reason stands beside it.',
  'node.double_signing':
    'Observations that this node did not make carry its signature. Stop the other process, or replace the key.',
  'node.late': 'A reading came too late for its round.',
  'node.p2p': 'The peer-to-peer port cannot be opened. Choose another listen address.',
  'node.http': 'The status port cannot be opened. Choose another one.',
  'node.unreachable': 'The running node does not answer on its status port.',
  'node.status':
    'What answers on the status port is not what this program reads. Use the program that came with the node, or correct [http].',
  'node.not_registered': 'The operator key is not registered on the chain. Run "oracle-node register".',
  'node.usage': 'The command line is not right.',
  'node.closed': 'The node is shutting down.',
} as const;

export type NodeErrorCode = keyof typeof NODE_ERRORS;

/** The one error of this package. Discriminate by `code`; {@link NODE_ERRORS} says the way out. */
export class NodeError extends CodedError<NodeErrorCode> {
  override readonly name = 'NodeError';
}
