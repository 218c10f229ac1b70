/**
 * Positions labels at least `gap` apart, each as near to its point as possible. Returns positions in the given order.
 * With too little room the gap shrinks.
 */
export function placeLabels(wanted: number[], gap: number, low: number, high: number): number[] {
  const room = high - low;
  const step = wanted.length > 1 ? Math.min(gap, room / (wanted.length - 1)) : gap;
  const order = wanted.map((y, index) => ({ y, index })).toSorted((a, b) => a.y - b.y || a.index - b.index);

  // Labels that touch move as a block, centred on the mean of their points.
  let blocks: { members: { y: number; index: number }[]; top: number }[] = [];
  const topOf = (members: { y: number }[]) => {
    const mean = members.reduce((sum, member, place) => sum + member.y - place * step, 0) / members.length;
    return Math.min(Math.max(mean, low), high - (members.length - 1) * step);
  };
  for (const label of order) {
    blocks.push({ members: [label], top: topOf([label]) });
    while (blocks.length > 1) {
      const [above, below] = blocks.slice(-2) as [(typeof blocks)[number], (typeof blocks)[number]];
      if (above.top + above.members.length * step <= below.top + 1e-6) break;
      const members = [...above.members, ...below.members];
      blocks = [...blocks.slice(0, -2), { members, top: topOf(members) }];
    }
  }
  const placed: number[] = Array.from({ length: wanted.length }, () => 0);
  for (const block of blocks)
    for (const [place, member] of block.members.entries()) placed[member.index] = block.top + place * step;
  return placed;
}
