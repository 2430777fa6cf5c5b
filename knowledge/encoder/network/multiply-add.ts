import { hasFusedFloats, op } from '../../index/vectors/wasm-code.ts';

const fused = hasFusedFloats();

/** The code of `sum += a x b`, given that of a and b; one instruction where the engine has it. */
export function multiplyAdd(factors: number[], sum: number): number[] {
  if (fused) return [...factors, ...op.get(sum), ...op.fusedFloats, ...op.set(sum)];
  return [...factors, ...op.multiplyFloats, ...op.get(sum), ...op.addFloats, ...op.set(sum)];
}
