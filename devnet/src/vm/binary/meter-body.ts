import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { declareScratch, nanWatcher, writeCanonicalNan } from './canonical-nans.ts';
import { walkInstructions } from './instructions.ts';
import type { Layout } from './layout.ts';
import { shifted } from './layout.ts';
import type { FunctionBody, ParsedModule } from './module.ts';
import { ACCOUNTING, Op } from './opcodes.ts';

/** VM gas of one instruction, and of an instruction that ends a basic block: the constants of wasmd's VM 3.0.x. */
const GAS_PER_INSTRUCTION = 115;
const GAS_PER_ACCOUNTING_INSTRUCTION = GAS_PER_INSTRUCTION * 14;
/** Functions with at least so many locals pay for those beyond this count less one, at every call (VM 3.0.9). */
const CHARGED_LOCALS = 30;
const EMPTY_BLOCK = 0x40;

/**
 * The body with its charges and with canonical NaNs: local declarations and instructions, without the length. What is added is not
 * charged for. `params` is how many parameters the function has.
 */
export function meterBody(
  module: ParsedModule,
  layout: Layout,
  body: FunctionBody,
  params: number,
): ByteWriter {
  const code = new ByteWriter((body.end - body.start) * 2);
  const computes = meterCode(code, { module, layout, body, scratch: params + body.locals });
  const out = new ByteWriter((body.end - body.start) * 2);
  if (computes) declareScratch(out, module.bytes, body);
  else out.raw(module.bytes.subarray(body.start, body.code));
  out.raw(code.finish());
  return out;
}

interface Metered {
  readonly module: ParsedModule;
  readonly layout: Layout;
  readonly body: FunctionBody;
  /** Index of the first local that is not the function's own. */
  readonly scratch: number;
}

/** Returns whether the code computes with floating point, and so uses the locals from `scratch` on. */
function meterCode(out: ByteWriter, { module, layout, body, scratch }: Metered): boolean {
  const nanAfter = nanWatcher();
  let computes = false;
  let cost = chargedLocals(body.locals) * GAS_PER_INSTRUCTION;
  let copiedTo = body.code;
  const flushTo = (offset: number): void => {
    out.raw(module.bytes.subarray(copiedTo, offset));
    copiedTo = offset;
  };
  const reader = new ByteReader(module.bytes, body.code, body.end);
  walkInstructions(reader, (opcode, start, end) => {
    const nan = nanAfter(opcode);
    if (!ACCOUNTING.has(opcode)) {
      cost += GAS_PER_INSTRUCTION;
      if (nan === undefined) return;
      flushTo(end);
      writeCanonicalNan(out, nan, scratch);
      computes = true;
      return;
    }
    flushTo(start);
    writeCharge(out, layout, cost + GAS_PER_ACCOUNTING_INSTRUCTION);
    cost = 0;
    if (opcode !== Op.call) return;
    out.u8(Op.call);
    out.u32(shifted(layout, new ByteReader(module.bytes, start + 1, end).u32()));
    copiedTo = end;
  });
  flushTo(body.end);
  return computes;
}

function chargedLocals(locals: number): number {
  return locals >= CHARGED_LOCALS ? locals - (CHARGED_LOCALS - 1) : 0;
}

/** fuel -= cost; if (fuel < 0) refuel(). Leaves the operand stack as it was. */
function writeCharge(out: ByteWriter, layout: Layout, cost: number): void {
  out.u8(Op.globalGet);
  out.u32(layout.fuelGlobal);
  out.u8(Op.i32Const);
  out.s32(cost);
  out.u8(Op.i32Sub);
  out.u8(Op.globalSet);
  out.u32(layout.fuelGlobal);
  out.u8(Op.globalGet);
  out.u32(layout.fuelGlobal);
  out.u8(Op.i32Const);
  out.s32(0);
  out.u8(Op.i32LtS);
  out.u8(Op.if);
  out.u8(EMPTY_BLOCK);
  out.u8(Op.call);
  out.u32(layout.importedFunctions);
  out.u8(Op.end);
}
