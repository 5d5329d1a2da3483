/** In a change, an emptied field is null: it takes the value away, where an absent one would leave it. */
export const emptied = <V extends Record<string, unknown>>(values: V) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === '' ? null : value]))
