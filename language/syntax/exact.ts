/** A copy without the room for more that a list keeps which has grown; trees live long and most of their lists are short. */
export function exact<Node>(list: readonly Node[]): readonly Node[] {
  return list.length === 0 ? [] : list.slice();
}
