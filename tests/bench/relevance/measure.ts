/** How good an order of results is: nDCG@10 and MRR, both from 0 to 1. */

/** Discounted gain of the first ten over the best there could be; grades by thread, nothing is 0. */
export function ndcg(order: number[], grades: Map<number, number>): number {
  const gain = (grade: number, place: number) => (2 ** grade - 1) / Math.log2(place + 2);
  const got = order.slice(0, 10).reduce((sum, id, place) => sum + gain(grades.get(id) ?? 0, place), 0);
  const best = [...grades.values()]
    .toSorted((a, b) => b - a)
    .slice(0, 10)
    .reduce((sum, grade, place) => sum + gain(grade, place), 0);
  return best === 0 ? 0 : got / best;
}

/** One over the place of the first thread that has the highest grade of this query. */
export function reciprocalRank(order: number[], grades: Map<number, number>): number {
  const best = Math.max(...grades.values());
  const place = order.findIndex((id) => grades.get(id) === best);
  return place === -1 ? 0 : 1 / (place + 1);
}
