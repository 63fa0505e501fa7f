import { addressOfSecp256k1 } from '../../auth/address.ts';
import type { ExecutionContext } from '../../state/context.ts';
import { event } from '../../state/events.ts';
import { sdkError } from '../sdk-error.ts';
import { checkKeyKind, secp256k1KeyOf } from '../sign-doc.ts';
import type { Transaction } from '../transaction.ts';
import type { AnteDeps } from './deps.ts';
import { mustAccount, signerAddresses } from './deps.ts';

const MAX_SIGNATURES = 7;

/** Notes a signer's key at its first transaction and emits what transactions are found by. */
export function setPublicKeys(deps: AnteDeps, ctx: ExecutionContext, tx: Transaction): void {
  const infos = tx.authInfo.signerInfos;
  signerAddresses(deps, tx).forEach((address, index) => {
    const key = infos[index]?.publicKey;
    if (key === undefined) return;
    // Who only asks for the gas may not have the key at hand: wasmd's own command line sends an empty one.
    if (ctx.mode === 'simulate') checkKeyKind(key);
    else if (!Buffer.from(addressOfSecp256k1(secp256k1KeyOf(key))).equals(address)) {
      const text = deps.accounts.addresses.encode(address);
      const where = `signer address ${text} with signer index: ${index}`;
      throw sdkError('invalidPubKey', `pubKey does not match ${where}`);
    }
    const account = mustAccount(deps, ctx, address);
    if (account.publicKey === undefined) deps.accounts.set(ctx, address, { ...account, publicKey: key });
  });
  announceSigners(ctx, tx);
  if (tx.signers.length > MAX_SIGNATURES) {
    throw sdkError('tooManySignatures', `signatures: ${tx.signers.length}, limit: ${MAX_SIGNATURES}`);
  }
}

function announceSigners(ctx: ExecutionContext, tx: Transaction): void {
  tx.signers.forEach((signer, index) => {
    const sequence = tx.authInfo.signerInfos[index]?.sequence ?? 0n;
    const signature = Buffer.from(tx.signatures[index] ?? []).toString('base64');
    ctx.events.push(event('tx', { acc_seq: `${signer}/${sequence}` }), event('tx', { signature }));
  });
}
