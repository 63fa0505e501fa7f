import { DirectSecp256k1HdWallet } from '@cosmjs/proto-signing';
import type { Signer } from './signer.ts';

/**
 * The wallet that a mnemonic of 12 to 24 words opens, with one account (BIP-44 path m/44'/118'/0'/0/0). Throws cosmjs' Error on words that are no
 * mnemonic.
 * @param prefix of the chain's addresses, for example "wasm"
 */
export function walletFromMnemonic(mnemonic: string, prefix: string): Promise<Signer> {
  return DirectSecp256k1HdWallet.fromMnemonic(mnemonic, { prefix });
}
