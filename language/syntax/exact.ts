/**
 * A copy of a list that fills its memory exactly. A list that has grown by `push` keeps room for more; trees live long, and most of
 * their lists are so short that the room would be most of them.
 */
export function exact<Node>(list: readonly Node[]): readonly Node[] {
  return list.length === 0 ? [] : list.slice();
}
