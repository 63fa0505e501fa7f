import { OctetString } from 'asn1js';
import { AltName, GeneralName, NameConstraints, RelativeDistinguishedNames } from 'pkijs';
import type { GeneralSubtree } from 'pkijs';
import { Tls13Error } from '../errors.ts';
import type { ParsedCertificate } from './certificate.ts';
import { OID } from './oid.ts';

/** Genuine authorities state a dozen trees, and genuine servers have some hundred names. */
const MAX_COMPARISONS = 65_536;
const NAME = { dns: 2, directory: 4, ip: 7 } as const;

/**
 * RFC 5280 section 4.2.1.10 for every certificate of the path against every authority above it, one after the other:
 * so the permitted trees intersect and the excluded ones add up. Anchors' constraints count too (RFC 5937).
 */
export function checkNameConstraints(path: readonly ParsedCertificate[], serverName: string): void {
  // The name that is used counts besides those that stand there: a wildcard may cover more than it seems to.
  const used = new GeneralName({ type: NAME.dns, value: serverName });
  path.forEach((authority, index) => {
    const constraints: unknown = authority.extensions.get(OID.extension.nameConstraints)?.parsedValue;
    if (!(constraints instanceof NameConstraints)) return;
    if (index === 0) throw violation('Only an authority may constrain names');
    for (const [below, certificate] of path.slice(0, index).entries()) {
      // Section 6.1.3 (b): self-issued certificates are exempt, but for the leaf.
      if (below === 0) checkNames([used, ...namesOf(certificate)], constraints);
      else if (!certificate.selfIssued) checkNames(namesOf(certificate), constraints);
    }
  });
}

function checkNames(names: readonly GeneralName[], constraints: NameConstraints): void {
  const { permittedSubtrees: permitted = [], excludedSubtrees: excluded = [] } = constraints;
  const trees = permitted.length + excluded.length;
  if (trees === 0) throw violation('A constraint constrains nothing');
  if (trees * names.length > MAX_COMPARISONS) throw new Tls13Error('tls.certificate.limits');
  for (const name of names) {
    const allowed = permitted.filter(({ base }) => base.type === name.type);
    if (allowed.length > 0 && !allowed.some((tree) => isInside(name, tree))) {
      throw violation('A name is not among those that an authority may certify');
    }
    if (excluded.some((tree) => tree.base.type === name.type && isInside(name, tree))) {
      throw violation('A name is among those that an authority may not certify');
    }
  }
}

/** The subject, if there is one, and all alternative names. */
function namesOf({ pki, extensions }: ParsedCertificate): GeneralName[] {
  const value: unknown = extensions.get(OID.extension.subjectAltName)?.parsedValue;
  const subject = new GeneralName({ type: NAME.directory, value: pki.subject });
  return [
    ...(pki.subject.typesAndValues.length > 0 ? [subject] : []),
    ...(value instanceof AltName ? value.altNames : []),
  ];
}

function isInside({ type, value }: GeneralName, { base, minimum, maximum }: GeneralSubtree): boolean {
  // Section 4.2.1.10: minimum is zero and maximum is absent, always.
  if (minimum !== 0 || maximum !== undefined) throw violation('A constraint has a depth');
  const name: unknown = value;
  const tree: unknown = base.value;
  if (type === NAME.dns && typeof name === 'string' && typeof tree === 'string')
    return isDnsInside(name, tree);
  if (type === NAME.ip && name instanceof OctetString && tree instanceof OctetString) {
    return isAddressInside(name.valueBlock.valueHexView, tree.valueBlock.valueHexView);
  }
  if (name instanceof RelativeDistinguishedNames && tree instanceof RelativeDistinguishedNames) {
    return isDirectoryInside(name, tree);
  }
  // Section 4.2.1.10: a constraint on a form of name that occurs must be applied, or the certificate refused.
  throw violation('Names of this form are not looked at');
}

/** Zero or more labels in front, one or more where the tree begins with a dot; an empty tree holds every name. */
function isDnsInside(name: string, tree: string): boolean {
  const [inner, outer] = [name.toLowerCase(), tree.toLowerCase()];
  if (outer.startsWith('.')) return inner.endsWith(outer);
  return outer === '' || inner === outer || inner.endsWith(`.${outer}`);
}

/** Address and mask of the same family (RFC 4632). */
function isAddressInside(address: Uint8Array, tree: Uint8Array): boolean {
  if (tree.length !== 2 * address.length) return false;
  return address.every((byte, i) => ((byte ^ (tree[i] ?? 0)) & (tree[i + address.length] ?? 0)) === 0);
}

/** The tree's attributes are the first ones of the name. */
function isDirectoryInside(name: RelativeDistinguishedNames, tree: RelativeDistinguishedNames): boolean {
  return tree.typesAndValues.every((part, i) => name.typesAndValues[i]?.isEqual(part) === true);
}

function violation(detail: string): Tls13Error {
  return new Tls13Error('tls.certificate.constraints', { detail });
}
