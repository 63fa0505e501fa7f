import { ScalarType } from '@bufbuild/protobuf';
import type { DescField, DescMessage, DescOneof, Message } from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import type { ReflectMessage } from '@bufbuild/protobuf/reflect';
import fc from 'fast-check';

/** Puts one field, or one case of a oneof, into a message. */
type Assignment = (into: ReflectMessage) => void;

const LEAVE_OUT: Assignment = () => undefined;
/** Lists longer than this show nothing that these do not. */
const MAX_LIST = 3;

/** Any message of a kind, made by its description, so that a field that is added to a .proto is tried without a change here. */
export function anyMessage(schema: DescMessage): fc.Arbitrary<Message> {
  return anyReflected(schema).map(({ message }) => message);
}

function anyReflected(schema: DescMessage): fc.Arbitrary<ReflectMessage> {
  return fc.tuple(...schema.members.map(anyMember)).map((assignments) => {
    const into = reflect(schema);
    for (const assign of assignments) assign(into);
    return into;
  });
}

function anyMember(member: DescField | DescOneof): fc.Arbitrary<Assignment> {
  if (member.kind === 'field') return anyField(member);
  return fc.oneof(fc.constant(LEAVE_OUT), ...member.fields.map(anyField));
}

function anyField(field: DescField): fc.Arbitrary<Assignment> {
  const set = (value: unknown): Assignment => {
    return (into) => into.set(field, value);
  };
  switch (field.fieldKind) {
    case 'scalar':
      return anyScalar(field.scalar).map(set);
    case 'enum':
      return fc.constantFrom(...field.enum.values.map(({ number }) => number)).map(set);
    case 'message':
      return fc.oneof(fc.constant(LEAVE_OUT), anyReflected(field.message).map(set));
    case 'list':
      return fc.array(anyElement(field), { maxLength: MAX_LIST }).map((elements) => (into) => {
        for (const element of elements) into.get(field).add(element);
      });
    case 'map':
      throw new Error(`${field.toString()}: rule ENC-1 has no maps`);
  }
}

function anyElement(field: DescField & { fieldKind: 'list' }): fc.Arbitrary<unknown> {
  if (field.listKind === 'message') return anyReflected(field.message);
  if (field.listKind === 'scalar') return anyScalar(field.scalar);
  return fc.constantFrom(...field.enum.values.map(({ number }) => number));
}

function anyScalar(scalar: ScalarType): fc.Arbitrary<unknown> {
  switch (scalar) {
    case ScalarType.STRING:
      return fc.string({ unit: 'grapheme', maxLength: 6 });
    case ScalarType.BYTES:
      return fc.uint8Array({ maxLength: 8 });
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.UINT32:
      return fc.integer({ min: 0, max: 0xffff_ffff });
    case ScalarType.SINT32:
      return fc.integer();
    case ScalarType.UINT64:
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    case ScalarType.SINT64:
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    default:
      throw new Error(`scalar type ${ScalarType[scalar]} is none of ours`);
  }
}
