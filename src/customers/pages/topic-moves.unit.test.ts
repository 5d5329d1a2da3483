import { expect, test } from 'vitest'
import { dropped, moved, placeOf } from './topic-moves.ts'

const leaf = (id: string, parentId: string | null = null) => ({ id, parentId })
const tree = [leaf('a'), leaf('b'), leaf('c'), leaf('b1', 'b'), leaf('b2', 'b')]

test('an arrow moves one step, and not beyond the edge', () => {
  expect(moved(tree, 'c', 'up')).toEqual({ id: 'c', parentId: null, afterId: 'a' })
  expect(moved(tree, 'b', 'up')).toEqual({ id: 'b', parentId: null, afterId: null })
  expect(moved(tree, 'a', 'down')).toEqual({ id: 'a', parentId: null, afterId: 'b' })
  expect(moved(tree, 'c', 'in')).toEqual({ id: 'c', parentId: 'b', afterId: 'b2' })
  expect(moved(tree, 'b1', 'out')).toEqual({ id: 'b1', parentId: null, afterId: 'b' })
  for (const [id, direction] of [
    ['a', 'up'],
    ['c', 'down'],
    ['a', 'in'],
    ['a', 'out'],
  ] as const)
    expect(moved(tree, id, direction)).toBeNull()
})

test('dropping before, after and inside; never into its own branch', () => {
  expect(dropped(tree, 'c', 'b', 'before')).toEqual({ id: 'c', parentId: null, afterId: 'a' })
  expect(dropped(tree, 'a', 'b2', 'after')).toEqual({ id: 'a', parentId: 'b', afterId: 'b2' })
  expect(dropped(tree, 'b1', 'b', 'inside')).toEqual({ id: 'b1', parentId: 'b', afterId: 'b2' })
  expect(dropped(tree, 'b', 'b1', 'inside')).toBeNull()
  expect(dropped(tree, 'b', 'b', 'after')).toBeNull()
})

test('where it stood is the way back', () => {
  expect(placeOf(tree, 'b2')).toEqual({ id: 'b2', parentId: 'b', afterId: 'b1' })
  expect(placeOf(tree, 'a')).toEqual({ id: 'a', parentId: null, afterId: null })
})
