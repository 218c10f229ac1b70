/** "+4 %", "−9 %", "×2.1": a change as a part of what was before (0.04 is +4 %). */
export function changeInWords(change: number): string {
  if (change >= 1) return `×${(change + 1).toFixed(1)}`;
  const percent = Math.round(Math.abs(change) * 100);
  return `${change < 0 && percent > 0 ? "−" : percent > 0 ? "+" : ""}${percent}\u00a0%`;
}
