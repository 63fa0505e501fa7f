import type { OfflineAminoSigner, StdSignature } from '@cosmjs/amino';
import type { SignDoc } from 'cosmjs-types/cosmos/tx/v1beta1/tx';

/** An account that a signer holds the key of. */
export interface SignerAccount {
  /** In bech32. */
  readonly address: string;
  readonly algo: 'secp256k1' | 'eth_secp256k1' | 'ethsecp256k1' | 'ed25519' | 'sr25519';
  /** Compressed. */
  readonly pubkey: Uint8Array;
}

/** Signs the bytes of a transaction (SIGN_MODE_DIRECT). */
export interface DirectSigner {
  readonly getAccounts: () => Promise<readonly SignerAccount[]>;
  readonly signDirect: (
    address: string,
    document: SignDoc,
  ) => Promise<{ readonly signed: SignDoc; readonly signature: StdSignature }>;
}

/**
 * Who signs for an account: a wallet of cosmjs, of a browser's extension, or your own. It is cosmjs' `OfflineSigner`, written again because
 * the declarations of `@cosmjs/proto-signing` import `protobufjs`, which that package does not bring.
 */
export type Signer = OfflineAminoSigner | DirectSigner;
