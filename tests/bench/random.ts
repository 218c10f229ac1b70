/** Chance that repeats: the same seed gives the same numbers on every machine (mulberry32, public domain). */
export class Random {
  private state: number;
  constructor(seed: number) {
    this.state = seed >>> 0;
  }
  /** From 0 to just below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  /** A whole number from 0 to just below `below`. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
  chance(probability: number): boolean {
    return this.next() < probability;
  }
  /** Ranks as people's words have them: the first is frequent, the last rare (Zipf and Mandelbrot; a larger `shift` is flatter). */
  zipf(count: number, shift = 1): number {
    return Math.min(count - 1, Math.floor(shift * (((count + shift) / shift) ** this.next() - 1)));
  }
  /** Lengths as texts have them: many short, a few very long. */
  logNormal(median: number, spread: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
    return median * Math.exp(spread * normal);
  }
}
