/** A well-mixed number that depends on the parts alone. */
export function hash(...parts: unknown[]): number {
  const text = parts.join(' ');
  let state = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 16_777_619);
  }
  state = Math.imul(state ^ (state >>> 16), 2_246_822_507);
  state = Math.imul(state ^ (state >>> 13), 3_266_489_909);
  return (state ^ (state >>> 16)) >>> 0;
}

/** True for one in `of`. */
export const chance = (of: number, ...parts: unknown[]): boolean => hash('chance', ...parts) % of === 0;
