import { BaseAccount, ModuleAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import { Any } from 'cosmjs-types/google/protobuf/any';

const BASE_ACCOUNT = '/cosmos.auth.v1beta1.BaseAccount';
const MODULE_ACCOUNT = '/cosmos.auth.v1beta1.ModuleAccount';

/** What wasmd lets a module do; part of what its account weighs. */
const PERMISSIONS: Readonly<Record<string, string[]>> = { wasm: ['burner'] };

export interface Account {
  readonly address: string;
  /** As it stands in the account: an Any of a public key type. */
  readonly publicKey: Any | undefined;
  readonly accountNumber: bigint;
  readonly sequence: bigint;
  /** Set for accounts of modules, which nobody has a key to. */
  readonly module: string | undefined;
}

function toBase(account: Account): BaseAccount {
  return BaseAccount.fromPartial({
    address: account.address,
    accountNumber: account.accountNumber,
    sequence: account.sequence,
    ...(account.publicKey === undefined ? {} : { pubKey: account.publicKey }),
  });
}

/** The account as the chain stores it and as the query service answers it: an Any. */
export function toAny(account: Account): Any {
  if (account.module === undefined) {
    return Any.fromPartial({ typeUrl: BASE_ACCOUNT, value: BaseAccount.encode(toBase(account)).finish() });
  }
  const module = ModuleAccount.fromPartial({
    baseAccount: toBase(account),
    name: account.module,
    permissions: PERMISSIONS[account.module] ?? [],
  });
  return Any.fromPartial({ typeUrl: MODULE_ACCOUNT, value: ModuleAccount.encode(module).finish() });
}

export function encodeAccount(account: Account): Uint8Array {
  return Any.encode(toAny(account)).finish();
}

export function decodeAccount(bytes: Uint8Array): Account {
  const any = Any.decode(bytes);
  const module = any.typeUrl === MODULE_ACCOUNT ? ModuleAccount.decode(any.value) : undefined;
  const base = module === undefined ? BaseAccount.decode(any.value) : module.baseAccount;
  if (base === undefined) throw new TypeError('stored module account has no base account');
  return {
    address: base.address,
    publicKey: base.pubKey,
    accountNumber: base.accountNumber,
    sequence: base.sequence,
    module: module?.name,
  };
}
