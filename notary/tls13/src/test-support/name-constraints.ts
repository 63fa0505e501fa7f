import { OctetString } from 'asn1js';
import { Extension } from './certificates.ts';
import { GeneralName, GeneralSubtree, NameConstraints } from 'pkijs';

const OID = '2.5.29.30';

export interface Tree {
  readonly type: 'dns' | 'email' | 'ip';
  /** Text, or for `ip` the bytes of address and mask in hexadecimal. */
  readonly value: string;
}

/** A critical nameConstraints extension. */
export function nameConstraints(trees: {
  permitted?: readonly Tree[];
  excluded?: readonly Tree[];
}): Extension {
  const { permitted, excluded } = trees;
  const value = new NameConstraints({
    ...(permitted === undefined ? {} : { permittedSubtrees: permitted.map(subtree) }),
    ...(excluded === undefined ? {} : { excludedSubtrees: excluded.map(subtree) }),
  });
  return new Extension(OID, true, value.toSchema().toBER());
}

function subtree({ type, value }: Tree): GeneralSubtree {
  const base =
    type === 'ip'
      ? new GeneralName({
          type: 7,
          value: new OctetString({ valueHex: Uint8Array.from(Buffer.from(value, 'hex')) }),
        })
      : new GeneralName({ type: type === 'dns' ? 2 : 1, value });
  return new GeneralSubtree({ base });
}
